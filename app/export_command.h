// `gradus export`: an experiment as a file for other programs.
#pragma once

#include "app/command_line.h"

namespace gradus {

/// Writes the file. Throws Error.
void runExportCommand(const Arguments& arguments);

}  // namespace gradus
