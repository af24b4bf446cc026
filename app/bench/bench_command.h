// `gradus bench`: how fast networks train, how that grows with their size, and how long a person waits. Each part is
// measured in a process of its own.
#pragma once

#include <memory>

#include "app/base/command.h"

namespace gradus {

std::unique_ptr<Command> benchCommand();

}  // namespace gradus
