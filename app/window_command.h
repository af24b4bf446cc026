// `gradus`: the window.
#pragma once

#include "app/command_line.h"

namespace gradus {

/// Opens the window and returns the exit code when it was closed.
int runWindowCommand(const Arguments& arguments, int argc, char** argv);

}  // namespace gradus
