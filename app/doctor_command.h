// `gradus doctor`: what the program finds on this machine, and whether it computes there what it should: to be put into
// a report of a fault.
#pragma once

#include <memory>

#include "app/base/command.h"

namespace gradus {

std::unique_ptr<Command> doctorCommand();

}  // namespace gradus
