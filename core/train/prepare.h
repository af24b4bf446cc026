// From an experiment's data spec to data that can be trained on: read, split, standardised.
#pragma once

#include "core/data/dataset.h"
#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/experiment/network_problems.h"

namespace gradus {

/// Splits `dataset`, which is the experiment's as it was read, with the data's seed, makes the changes to single rows
/// and standardises numeric columns by the training part. `deviceMemory`, in bytes, is only noted. Throws DataError if
/// the training part is empty, the loss does not fit the task or a change does not fit the data.
PreparedDataPtr prepareData(const Experiment& experiment, std::uint64_t deviceMemory, DatasetPtr dataset);

/// The same, and reads or generates the data set before. Throws DataError also where that cannot be done.
PreparedDataPtr prepareData(const Experiment& experiment, std::uint64_t deviceMemory = 0);

/// The same data on a device with so much memory.
PreparedDataPtr withMemory(const PreparedDataPtr& data, std::uint64_t deviceMemory);

/// `value` of a feature as the network sees it, in the unit of its column: what standardising has made of it undone,
/// and rounded to the digits of a deviation that float32 has kept.
double inOwnUnit(const PreparedData& data, std::size_t feature, double value);

/// And back, not rounded.
double asNetworkSees(const PreparedData& data, std::size_t feature, double value);

/// A number of a row, for data that are no images.
struct TableValue {
  double value = 0;       ///< in the units of its column
  double deviation = 0;   ///< from the mean of the training part, in standard deviations (z); 0 where it has no measure
  bool isNumeric = true;  ///< else 1 or 0 for a word of a column of words
};

TableValue tableValueOf(const PreparedData& data, std::int64_t row, std::int64_t feature);

/// What findProblems() has to know of the data.
NetworkGround groundOf(const PreparedData& data);

}  // namespace gradus
