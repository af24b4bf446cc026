// `gradus devices`, which marks the one that is taken, and `gradus datasets`.
#pragma once

#include <memory>

#include "app/base/command.h"

namespace gradus {

std::unique_ptr<Command> devicesCommand();
std::unique_ptr<Command> datasetsCommand();

}  // namespace gradus
