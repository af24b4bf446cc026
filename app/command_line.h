// What the words after `gradus` ask for.
#pragma once

#include <memory>

#include "app/base/command.h"

namespace gradus {

/// The command, with all that was given to it. --help and --version print and leave `exitCode` 0; anything wrong prints
/// one line on stderr and gives 2: then there is none, and the program ends with `exitCode`.
std::unique_ptr<Command> parseCommandLine(int argc, char** argv, int& exitCode);

}  // namespace gradus
