// From an experiment's data spec to data that can be trained on: read, split, standardised.
#pragma once

#include "core/experiment/experiment.h"
#include "core/train/snapshot.h"

namespace gradus {

/// Reads or generates the data set, splits it with the data's seed and standardises numeric columns by
/// the training part. Throws DataError, also if the training part is empty or the loss does not fit the task.
PreparedDataPtr prepareData(const Experiment& experiment);

}  // namespace gradus
