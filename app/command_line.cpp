#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "app/bench/bench_config.h"
#include "app/experiment_options.h"
#include "app/number_of.h"
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/shortened.h"
#include "core/data/terminal_text.h"
#include "core/experiment/experiment_json.h"
#include "core/io/exporter.h"

namespace gradus {
namespace {

QSize parseSize(const std::string& text) {
  constexpr int kMost = 8192;
  const std::size_t between = std::min(text.find('x'), text.size());
  const auto width = numberOf<int>(text.substr(0, between));
  const auto height = numberOf<int>(text.substr(std::min(between + 1, text.size())));
  if (width && height && *width > 0 && *height > 0 && *width <= kMost && *height <= kMost) return {*width, *height};
  throw CLI::ValidationError("--size", "'" + shortened(text) +
                                           "' is no size: expected WIDTHxHEIGHT such as 1440x900, " + "each at most " +
                                           std::to_string(kMost));
}

}  // namespace

std::optional<Arguments> parseCommandLine(int argc, char** argv, int& exitCode) {
  Arguments arguments;
  std::string file;
  std::string size = "1440x900";
  ExperimentOptions options;

  CLI::App app{"Gradus: build a neural network by hand, train it and watch every part of it learn."};
  app.name("gradus");
  app.set_version_flag("--version", std::string("gradus ") + GRADUS_VERSION);
  app.get_formatter()->column_width(34);
  app.require_subcommand(0, 1);
  app.footer("Without a command the window opens.");
  const auto addDevice = [&](CLI::App* command) {
    command->add_option(
        "--device", arguments.device,
        "OpenCL device: gpu, cpu, an index or a part of its name (default: GRADUS_DEVICE, or the best)");
  };
  const auto addFile = [&](CLI::App* command) {
    return command->add_option("EXPERIMENT", file, "Experiment file (.json)")->check([](const std::string& name) {
      return name.empty() ? std::string("the file's name is empty") : std::string();
    });
  };
  addDevice(&app);

  CLI::App* window = app.add_subcommand("open", "Open the window (what gradus does without a command)");
  addFile(window);
  addDevice(window);

  CLI::App* train = app.add_subcommand("train", "Train without a window and print each epoch");
  addFile(train);
  addDevice(train);
  train->add_flag("--json", arguments.json, "One JSON object per epoch, and one with the test scores at the end");
  options.addTo(*train);

  CLI::App* devices = app.add_subcommand("devices", "List the OpenCL devices");
  CLI::App* datasets = app.add_subcommand("datasets", "List the data sets");

  CLI::App* screenshot = app.add_subcommand("screenshot", "Render the real window into a PNG file");
  screenshot->add_option("OUT", arguments.picture, "PNG file to write")->required();
  addFile(screenshot);
  screenshot->add_option("--page", arguments.page, "Page to show")
      ->check(CLI::IsMember({"train", "inspect", "activations"}))
      ->capture_default_str();
  screenshot->add_option("--theme", arguments.theme, "dark or light")
      ->check(CLI::IsMember({"dark", "light"}))
      ->capture_default_str();
  screenshot->add_option("--size", size, "WIDTHxHEIGHT in pixels")->capture_default_str();
  screenshot->add_option("--epochs", arguments.epochs, "Epochs to train first")
      ->check(CLI::Range(0, kMostEpochs))
      ->capture_default_str();
  addDevice(screenshot);

  CLI::App* exporting = app.add_subcommand("export", "Write an experiment for other programs");
  std::string formats;
  for (const Exporter& row : exporters()) formats += (formats.empty() ? "" : ", ") + row.name + " (" + row.title + ")";
  addFile(exporting)->required();
  exporting->add_option("--to", arguments.format, "Format: " + formats)->required();
  exporting->add_option("OUT", arguments.file, "File to write; - prints it")->required();

  bool interface = false;
  bool scaling = false;
  std::string names;
  for (const BenchConfig& config : benchConfigs()) names += (names.empty() ? "" : ", ") + config.name;
  CLI::App* bench = app.add_subcommand("bench", "Measure how fast networks train");
  bench->add_option("CONFIG", arguments.benchConfigs, "What to train (default: all): " + names);
  CLI::Option* ofWindow =
      bench->add_flag("--interface", interface, "The real window, driven offscreen: how long a person waits");
  bench->add_flag("--scaling", scaling, "How time and memory grow with width, depth, batch and data")
      ->excludes(ofWindow);
  bench->add_flag("--json", arguments.json, "One JSON object for each measurement");
  addDevice(bench);

  try {
    app.parse(argc, argv);
    arguments.size = parseSize(size);
    if (!file.empty()) {
      arguments.origin = file;
      if (options.given()) throw Error(file + ": give either an experiment file or options, not both");
      arguments.experiment = readExperiment(file);
      check(*arguments.experiment, file);
    } else if (train->parsed()) {
      arguments.experiment = options.experiment();
    }
  } catch (const CLI::Success& success) {
    exitCode = app.exit(success);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    std::cerr << "gradus: " << forTerminal(error.what()) << " (see gradus --help)\n";
    exitCode = 2;
    return std::nullopt;
  } catch (const Error& error) {
    std::cerr << "gradus: " << forTerminal(error.what()) << "\n";
    exitCode = 2;
    return std::nullopt;
  }
  if (train->parsed()) arguments.command = Command::Train;
  if (devices->parsed()) arguments.command = Command::Devices;
  if (datasets->parsed()) arguments.command = Command::Datasets;
  if (exporting->parsed()) arguments.command = Command::Export;
  if (screenshot->parsed()) arguments.command = Command::Screenshot;
  if (bench->parsed()) arguments.command = Command::Bench;
  if (interface) arguments.benchKind = BenchKind::Interface;
  if (scaling) arguments.benchKind = BenchKind::Scaling;
  return arguments;
}

}  // namespace gradus
