// `gradus bench`: how fast networks train, how that grows with their size, and how long a person waits.
#pragma once

#include "app/command_line.h"

namespace gradus {

/// Measures what the arguments ask for, each part in a process of its own, prints it and returns the exit code.
int runBenchCommand(const Arguments& arguments, int argc, char** argv);

}  // namespace gradus
