#include "core/doctor/layer_wording.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/doctor/wording.h"

namespace gradus {
std::string flowText(const NetworkStatistics& statistics) {
  constexpr std::size_t kMost = 5;
  std::vector<double> flows;
  for (const LayerStatistics& layer : statistics.layers) {
    if (!layer.weights.empty() && std::isfinite(layer.flow)) flows.push_back(layer.flow);
  }
  std::string text;
  if (flows.size() > kMost) {
    const double least = *std::ranges::min_element(flows);
    const std::string ends = numberText(flows.front(), 2) + " → … → 1";
    return least < flows.front() && least < 1 ? ends + ", at least " + numberText(least, 2) : ends;
  }
  for (const double flow : flows) text += (text.empty() ? "" : " → ") + numberText(flow, 2);
  return text;
}

}  // namespace gradus
