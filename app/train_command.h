// `gradus train`: the window's engine without the window. SIGINT, SIGTERM and SIGHUP end it after the batch under way,
// with the test line; the exit code is 0, or 128 and the signal's number.
#pragma once

#include <memory>

#include "app/base/command.h"

namespace gradus {

std::unique_ptr<Command> trainCommand();

}  // namespace gradus
