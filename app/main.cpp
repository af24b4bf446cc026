// The program: parses the command line, prepares the process and hands over to one command.
#include <QApplication>
#include <cstdio>
#include <exception>

#include "app/bench/bench_command.h"
#include "app/command_line.h"
#include "app/export_command.h"
#include "app/list_commands.h"
#include "app/screenshot_command.h"
#include "app/train_command.h"
#include "app/window_command.h"
#include "core/base/background.h"
#include "core/opencl/device_info.h"

namespace {

bool hasWindow(const gradus::Arguments& arguments) {
  using gradus::Command;
  return arguments.command == Command::Window || arguments.benchKind == gradus::BenchKind::Interface;
}

int run(const gradus::Arguments& arguments, int argc, char** argv) {
  using gradus::Command;
  switch (arguments.command) {
    case Command::Train:
      gradus::runTrainCommand(arguments);
      return 0;
    case Command::Devices:
      gradus::listDevicesCommand();
      return 0;
    case Command::Datasets:
      gradus::listDatasetsCommand();
      return 0;
    case Command::Export:
      gradus::runExportCommand(arguments);
      return 0;
    case Command::Screenshot:
      return gradus::runScreenshotCommand(arguments, argc, argv);
    case Command::Bench:
      return gradus::runBenchCommand(arguments, argc, argv);
    case Command::Window:
      return gradus::runWindowCommand(arguments, argc, argv);
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  int exitCode = 0;
  const auto arguments = gradus::parseCommandLine(argc, argv, exitCode);
  if (!arguments) return exitCode;
  try {
    // PoCL reads its cache folder from the environment, which may only be changed while nobody else does anything, and
    // starts its workers with the priority of the thread that asks first.
    if (hasWindow(*arguments)) {
      gradus::runInBackground([] { gradus::listDevices(); });
    } else {
      gradus::listDevices();
    }
    return run(*arguments, argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "gradus: %s\n", error.what());
    return 2;
  }
}
