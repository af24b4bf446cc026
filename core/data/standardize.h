// Columns of different units (grams beside millimetres) are brought to mean 0 and deviation 1, so that no column
// rules the first steps of training by its size alone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

/// What a column's numbers become: (value − mean) / deviation.
struct Standardization {
  std::vector<double> mean;       ///< one for each feature, in the units of the column
  std::vector<double> deviation;  ///< the population's (divided by n, as scikit-learn's StandardScaler); never 0
};

/// Mean and deviation of the numeric columns over `rows`, which should be the training part: what is known of the
/// other rows must not leak into training. Columns that are not numeric get mean 0 and deviation 1, constant ones
/// deviation 1. All in double, of the exact numbers where there are any. Throws DataError if `rows` is empty or the
/// data set consists of images.
Standardization fitStandardization(const Dataset& dataset, std::span<const std::int64_t> rows);

/// The same of `values` alone: of the numbers as the network sees them, whether they have been standardised or not.
Standardization spreadOfValues(const Dataset& dataset, std::span<const std::int64_t> rows);

/// Applies it to all rows: `values` is standardised, `exact` stays as it was read. Targets keep their units. Throws
/// DataError if it was fitted on other columns.
void standardize(Dataset& dataset, const Standardization& standardization);

}  // namespace gradus
