// `gradus train`: the window's engine without the window.
#pragma once

#include "app/command_line.h"

namespace gradus {

/// Trains and prints. SIGINT, SIGTERM and SIGHUP end it after the batch under way, with the test line. The exit code:
/// 0, or 128 and the signal's number. Throws Error.
int runTrainCommand(const Arguments& arguments);

}  // namespace gradus
