// Which layers of a network that was edited are those of before.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "core/experiment/experiment.h"

namespace gradus {

/// Pairs of positions (before, after), both ascending: as many layers as possible that are the same, whatever their
/// activations, and between them layers of the same kind, whose units were changed. The output layer, which comes
/// behind the hidden ones, is a pair too. Layers whose initialisation was changed are no longer those of before.
std::vector<std::pair<std::size_t, std::size_t>> matchingLayers(const NetworkSpec& before, const NetworkSpec& after);

}  // namespace gradus
