// `gradus train`: the window's engine without the window.
#pragma once

#include "app/command_line.h"

namespace gradus {

/// Trains and prints. Throws Error.
void runTrainCommand(const Arguments& arguments);

}  // namespace gradus
