#include "app/bench/bench_command.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QTemporaryDir>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/base/options.h"
#include "app/bench/bench_config.h"
#include "app/bench/bench_options.h"
#include "app/bench/child_process.h"
#include "app/bench/interface_probe.h"
#include "app/bench/scaling_bench.h"
#include "app/bench/training_bench.h"
#include "app/bench/watching_probe.h"

namespace gradus {
namespace {

using Json = nlohmann::ordered_json;

/// What the window watches while its own speed is measured.
constexpr const char* kWatched = "mnist-wide-adam";

double number(const Json& json, const char* name) {
  return json[name].get<double>();
}

// Training

Json toJson(const BenchConfig& config, const TrainingSpeed& speed) {
  return {{"config", config.name},
          {"us_per_step", speed.usPerStep},
          {"samples_per_s", speed.samplesPerSecond},
          {"gflops", speed.gflops},
          {"peak_gflops", speed.peakGflops},
          {"peak_share", speed.peakShare()},
          {"launches_per_step", speed.launchesPerStep},
          {"peak_memory_mib", speed.peakMemory},
          {"loss", speed.loss},
          {"metric", speed.metric},
          {"steps", speed.steps},
          {"path", speed.step},
          {"device", speed.device}};
}

void printTraining(const Json& json) {
  std::printf("%-20s %10.2f %12.0f %9.2f %6.1f %% %9.2f %10.0f %9.5f  %s\n", json["config"].get<std::string>().c_str(),
              number(json, "us_per_step"), number(json, "samples_per_s"), number(json, "gflops"),
              100 * number(json, "peak_share"), number(json, "launches_per_step"), number(json, "peak_memory_mib"),
              number(json, "loss"), json["path"].get<std::string>().c_str());
  std::fflush(stdout);
}

void benchTraining(const BenchOptions& options) {
  std::vector<std::string> names = options.configs;
  if (names.empty()) {
    for (const BenchConfig& config : benchConfigs()) names.push_back(config.name);
  }
  for (const std::string& name : names) findBenchConfig(name);  // wrong names fail before anything is measured
  if (!options.json) {
    std::printf("%-20s %10s %12s %9s %8s %9s %10s %9s  %s\n", "configuration", "µs/step ", "samples/s", "GFLOP/s",
                "of peak", "launches", "peak MiB", "loss", "path");
  }
  for (const std::string& name : names) {
    const Json json = measureInChild(options, {QString::fromStdString(name)});
    if (options.json) {
      std::printf("%s\n", json.dump().c_str());
    } else {
      printTraining(json);
    }
    std::fflush(stdout);
  }
}

// The window

void printInterface(const char* title, const Json& times) {
  std::printf("%-18s window shown after %5.0f ms, first point %5.0f ms after the click on Train,\n", title,
              number(times, "window_shown_ms"), number(times, "click_to_first_point_ms"));
  std::printf("%-18s slowest answer of 160 commands %4.1f ms, closed in the middle of training in %4.1f ms\n", "",
              number(times, "slowest_answer_ms"), number(times, "closing_ms"));
}

void printWatching(const Json& times) {
  std::printf("While 784-512-256-10 trains flat out, an event of the window waits %.1f ms (median), %.1f ms (99 %%),\n",
              number(times, "latency_median_ms"), number(times, "latency_99_ms"));
  std::printf("%.1f ms (worst). Steps trained a second: %.0f without a window, %.0f with the Train page (%.0f %%),\n",
              number(times, "latency_worst_ms"), number(times, "alone_steps_per_s"),
              number(times, "watched_steps_per_s"), 100 * number(times, "watched_share"));
  std::printf(
      "%.0f with the Inspect page (%.0f %%). There a stroke of a drawing is predicted after %.1f ms (median),\n",
      number(times, "inspected_steps_per_s"), 100 * number(times, "inspected_share"),
      number(times, "drawing_median_ms"));
  std::printf("%.1f ms (99 %%), %.1f ms (worst).\n", number(times, "drawing_99_ms"), number(times, "drawing_worst_ms"));
  std::printf("A loss curve of a million batches is drawn in %.1f ms.\n", number(times, "replot_million_ms"));
}

void benchInterface(const BenchOptions& options) {
  const QStringList words = {QStringLiteral("--interface")};
  const QTemporaryDir cache;
  const Json empty = measureInChild(options, words, cache.path());
  const Json warm = measureInChild(options, words, cache.path());
  const Json watching = measureInChild(options, words + QStringList{QString::fromLatin1(kWatched)}, cache.path());
  if (options.json) {
    std::printf("%s\n", Json{{"empty_cache", empty}, {"warm_cache", warm}, {"watching", watching}}.dump().c_str());
    return;
  }
  printInterface("Empty kernel cache", empty);
  printInterface("Warm kernel cache", warm);
  printWatching(watching);
}

/// The textbook's digits: 784-32-16-10, without an end in sight.
Experiment interfaceExperiment() {
  Experiment digits;
  digits.name = "mnist-10k";
  digits.data.dataset.name = "mnist-10k";
  digits.network.hidden = {{{"linear", {{"units", 32}}}, {"relu", {}}}, {{"linear", {{"units", 16}}}, {"relu", {}}}};
  digits.training.batchSize = 100;
  digits.training.epochs = 100'000;
  return digits;
}

/// What a child process does: it measures one thing.
Json measureHere(const BenchOptions& options, int argc, char** argv) {
  if (options.kind == BenchKind::Interface && !options.configs.empty()) {
    const Experiment experiment = experimentOf(findBenchConfig(options.configs.front()));
    const WatchingTimes times = probeWatching(experiment, options.device, argc, argv);
    return {{"latency_median_ms", times.events.median},
            {"latency_99_ms", times.events.high},
            {"latency_worst_ms", times.events.worst},
            {"drawing_median_ms", times.drawing.median},
            {"drawing_99_ms", times.drawing.high},
            {"drawing_worst_ms", times.drawing.worst},
            {"alone_steps_per_s", times.aloneSteps},
            {"watched_steps_per_s", times.watchedSteps},
            {"watched_share", times.watchedSteps / times.aloneSteps},
            {"inspected_steps_per_s", times.inspectedSteps},
            {"inspected_share", times.inspectedSteps / times.aloneSteps},
            {"replot_million_ms", times.replot}};
  }
  if (options.kind == BenchKind::Interface) {
    const InterfaceTimes times = probeInterface(interfaceExperiment(), options.device, argc, argv);
    return {{"window_shown_ms", times.windowShown},
            {"click_to_first_point_ms", times.clickToFirstPoint},
            {"slowest_answer_ms", times.slowestAnswer},
            {"closing_ms", times.closing}};
  }
  if (options.kind == BenchKind::Scaling) return growthHere(options);
  const BenchConfig config = findBenchConfig(options.configs.front());
  constexpr double kSeconds = 1.5;
  return toJson(config, measureTraining(config, options.device, kSeconds));
}

class BenchCommand final : public Command {
 public:
  const char* name() const override { return "bench"; }
  const char* sentence() const override { return "Measure how fast networks train"; }
  Devices devices() const override {
    return options_.kind == BenchKind::Interface ? Devices::BeforeInBackground : Devices::Before;
  }

  void addTo(CLI::App& app) override {
    std::string names;
    for (const BenchConfig& config : benchConfigs()) names += (names.empty() ? "" : ", ") + config.name;
    app.add_option("CONFIG", options_.configs, "What to train (default: all): " + names);
    CLI::Option* ofWindow =
        app.add_flag("--interface", ofWindow_, "The real window, driven offscreen: how long a person waits");
    app.add_flag("--scaling", ofSize_, "How time and memory grow with width, depth, batch and data")
        ->excludes(ofWindow);
    app.add_flag("--json", options_.json, "One JSON object for each measurement");
    addDevice(app, options_.device);
  }

  void read() override {
    if (ofWindow_) options_.kind = BenchKind::Interface;
    if (ofSize_) options_.kind = BenchKind::Scaling;
  }

  int run(const ProgramWords& words) override {
    if (isMeasuringChild()) {
      std::printf("%s\n", measureHere(options_, words.count, words.words).dump().c_str());
      return 0;
    }
    const QCoreApplication application(words.count, words.words);
    switch (options_.kind) {
      case BenchKind::Interface:
        benchInterface(options_);
        break;
      case BenchKind::Scaling:
        benchScaling(options_);
        break;
      case BenchKind::Training:
        benchTraining(options_);
        break;
    }
    return 0;
  }

 private:
  BenchOptions options_;
  bool ofWindow_ = false;
  bool ofSize_ = false;
};

}  // namespace

std::unique_ptr<Command> benchCommand() {
  return std::make_unique<BenchCommand>();
}

}  // namespace gradus
