#include "core/doctor/layer_wording.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace gradus {
namespace {

std::string twoFigures(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2g", number);
  return text;
}

}  // namespace

std::string flowText(const NetworkStatistics& statistics) {
  constexpr std::size_t kMost = 5;
  std::vector<double> flows;
  for (const LayerStatistics& layer : statistics.layers) {
    if (!layer.weights.empty() && std::isfinite(layer.flow)) flows.push_back(layer.flow);
  }
  std::string text;
  if (flows.size() > kMost) {
    const double least = *std::ranges::min_element(flows);
    return twoFigures(flows.front()) + " → … → 1, at least " + twoFigures(least);
  }
  for (const double flow : flows) text += (text.empty() ? "" : " → ") + twoFigures(flow);
  return text;
}

}  // namespace gradus
