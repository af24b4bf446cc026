// `gradus open`, and `gradus` alone: the window. The exit code when it was closed is 0, or 128 and the number of the
// signal that closed it, SIGINT, SIGTERM or SIGHUP.
#pragma once

#include <memory>

#include "app/base/command.h"

namespace gradus {

std::unique_ptr<Command> windowCommand();

}  // namespace gradus
