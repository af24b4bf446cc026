// From an experiment's data spec to data that can be trained on: read, split, standardised.
#pragma once

#include "core/experiment/experiment.h"
#include "core/experiment/network_problems.h"
#include "core/train/snapshot.h"

namespace gradus {

/// Reads or generates the data set, splits it with the data's seed and standardises numeric columns by
/// the training part. `deviceMemory`, in bytes, is only noted. Throws DataError, also if the training part is empty or
/// the loss does not fit the task.
PreparedDataPtr prepareData(const Experiment& experiment, std::uint64_t deviceMemory = 0);

/// What findProblems() has to know of the data.
NetworkGround groundOf(const PreparedData& data);

}  // namespace gradus
