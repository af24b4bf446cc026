// What a person has changed in the samples of a data set by hand: some are not trained on, some are of another class
// than the data set says. The split comes first, so that no other sample changes its part.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

/// The class that a row is of, in place of what the data set says.
struct Relabel {
  std::int64_t row = 0;
  std::int32_t label = 0;

  bool operator==(const Relabel&) const = default;
};

/// Gives rows of `dataset` their new classes and returns what they were. Throws DataError, and changes nothing, for
/// rows or classes that there are not.
std::vector<Relabel> relabel(Dataset& dataset, std::span<const Relabel> changes);

/// `rows`, which are ascending, without those that are excluded. Throws DataError for rows that `dataset` has not.
std::vector<std::int64_t> without(std::span<const std::int64_t> rows, std::span<const std::int64_t> excluded,
                                  const Dataset& dataset);

}  // namespace gradus
