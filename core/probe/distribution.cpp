#include "core/probe/distribution.h"

#include <algorithm>
#include <cmath>

namespace gradus {

Distribution distributionOf(std::span<const float> numbers) {
  Distribution result;
  double sum = 0;
  double squares = 0;
  for (const float number : numbers) {
    if (!std::isfinite(number)) {
      ++result.nonFinite;
      continue;
    }
    result.low = result.count == 0 ? number : std::min(result.low, number);
    result.high = result.count == 0 ? number : std::max(result.high, number);
    ++result.count;
    sum += static_cast<double>(number);
    squares += static_cast<double>(number) * static_cast<double>(number);
  }
  if (result.count == 0) return result;
  result.mean = sum / static_cast<double>(result.count);
  result.norm = std::sqrt(squares);

  const double width = result.binWidth();
  const double scale = width > 0 ? 1 / width : 0;
  double spread = 0;
  for (const float number : numbers) {
    if (!std::isfinite(number)) continue;
    const double x = static_cast<double>(number);
    spread += (x - result.mean) * (x - result.mean);
    const auto bin = static_cast<std::size_t>((x - static_cast<double>(result.low)) * scale);
    ++result.bins.at(std::min(bin, Distribution::kBins - 1));
  }
  result.deviation = std::sqrt(spread / static_cast<double>(result.count));
  return result;
}

}  // namespace gradus
