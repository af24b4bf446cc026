// What every command that computes does first with the experiment it was given.
#pragma once

#include <cstdint>

#include "app/command_line.h"
#include "core/train/snapshot.h"

namespace gradus {

/// The data of the experiment. Throws Error that names the file or the command line, and the entry, for what they do
/// not allow: a class or a row that there is not, a network that cannot be trained on them. Nothing was allocated on
/// the device then. `deviceMemory` is in bytes; 0 does not ask whether the network has room there.
PreparedDataPtr prepareExperiment(const Arguments& arguments, std::uint64_t deviceMemory = 0);

}  // namespace gradus
