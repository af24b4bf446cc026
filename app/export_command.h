// `gradus export`: an experiment as a file for other programs.
#pragma once

#include <memory>

#include "app/base/command.h"

namespace gradus {

std::unique_ptr<Command> exportCommand();

}  // namespace gradus
