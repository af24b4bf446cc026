// Data as a run has them: split, changed by hand, standardised.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/sample_changes.h"
#include "core/data/standardize.h"

namespace gradus {

struct PreparedData {
  DatasetPtr dataset;
  std::vector<std::int64_t> train;  ///< rows of the data set, ascending
  std::vector<std::int64_t> valid;
  std::vector<std::int64_t> test;
  std::optional<Standardization> standardization = std::nullopt;  ///< what `dataset` has gone through, if it has
  std::uint64_t deviceMemory = 0;  ///< bytes of the device that trains on them; 0 where not known

  /// Of each feature over the training part, in the units of its column; empty for images.
  Standardization columns{};
  std::vector<Relabel> givenLabels{};  ///< of the rows that were given another class: what the data set says
};

using PreparedDataPtr = std::shared_ptr<const PreparedData>;

}  // namespace gradus
