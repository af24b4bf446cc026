// What the words after `gradus` ask for.
#pragma once

#include <QSize>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"

namespace gradus {

enum class Command { Window, Train, Devices, Datasets, Screenshot, Export, Bench };
enum class BenchKind { Training, Interface, Scaling };

/// A parsed command line. Which fields count depends on the command.
struct Arguments {
  Command command = Command::Window;
  std::string device;                    ///< as in chooseDevice(); empty for the best
  std::optional<Experiment> experiment;  ///< from a file or from options; none: the window's first experiment
  std::string origin = "command line";   ///< of the experiment, for messages: its file, if it has one
  bool json = false;
  std::string picture;  ///< where the screenshot goes
  std::string format;   ///< what to export as: a row of exporters()
  std::string file;     ///< where the export goes
  std::string page = "train";
  std::string theme = "dark";
  QSize size{1440, 900};
  int epochs = 0;  ///< to train before the screenshot
  BenchKind benchKind = BenchKind::Training;
  std::vector<std::string> benchConfigs;  ///< empty for all
};

/// Parses; --help and --version print and leave `exitCode` 0. Anything wrong prints one line on stderr and gives 2.
/// Empty when the program should end with `exitCode`.
std::optional<Arguments> parseCommandLine(int argc, char** argv, int& exitCode);

}  // namespace gradus
