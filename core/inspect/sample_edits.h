// Changes of the document that are made to single samples: excluding them from training, giving them another class, and
// taking either back.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/experiment/experiment.h"

namespace gradus {

Experiment withExcluded(Experiment experiment, std::span<const std::int64_t> rows);

/// `given` are the classes that the data set itself gives to the rows that are already relabelled: a row that gets its
/// own class back is no longer changed. `labels` are those of the data set with its changes.
Experiment withRelabeled(Experiment experiment, std::span<const std::int64_t> rows, std::int32_t label,
                         std::span<const std::int32_t> labels, std::span<const Relabel> given);

/// As the data set has them: trained on again, and of their own class.
Experiment withRestored(Experiment experiment, std::span<const std::int64_t> rows);
Experiment withAllRestored(Experiment experiment);

}  // namespace gradus
