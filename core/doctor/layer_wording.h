// How much gradient reaches each layer, in words.
#pragma once

#include <string>

#include "core/probe/layer_statistics.h"

namespace gradus {

/// "0.41 → 0.6 → 1": LayerStatistics::flow from the first layer to the output; of many layers the first, the smallest
/// and the last. Layers that hand on what they get are left out.
std::string flowText(const NetworkStatistics& statistics);

}  // namespace gradus
