// `gradus`: the window.
#pragma once

#include "app/command_line.h"

namespace gradus {

/// Opens the window and returns the exit code when it was closed: 0, or 128 and the number of the signal that closed
/// it, SIGINT, SIGTERM or SIGHUP.
int runWindowCommand(const Arguments& arguments, int argc, char** argv);

}  // namespace gradus
