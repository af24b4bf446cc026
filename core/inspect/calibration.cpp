#include "core/inspect/calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradus {

Calibration calibrationOf(std::span<const float> confidence, const std::vector<bool>& right, int bins) {
  std::vector<double> borders;  // between the bins
  const double width = 1.0 / bins;
  for (int i = 1; i < bins; ++i) borders.push_back(i * width);

  struct Sum {
    double confidence = 0;
    std::int64_t right = 0;
    std::int64_t count = 0;
  };
  std::vector<Sum> sums(static_cast<std::size_t>(bins));
  std::int64_t all = 0;
  for (std::size_t i = 0; i < confidence.size(); ++i) {
    const double value = confidence[i];
    if (std::isnan(value)) continue;
    const auto bin = static_cast<std::size_t>(std::ranges::lower_bound(borders, value) - borders.begin());
    sums[bin].confidence += value;
    sums[bin].right += right[i] ? 1 : 0;
    ++sums[bin].count;
    ++all;
  }

  Calibration calibration;
  if (all == 0) calibration.error = std::numeric_limits<double>::quiet_NaN();
  for (const Sum& sum : sums) {
    if (sum.count == 0) continue;
    const auto count = static_cast<double>(sum.count);
    const CalibrationBin bin = {sum.confidence / count, static_cast<double>(sum.right) / count, sum.count};
    calibration.bins.push_back(bin);
    calibration.error += std::abs(bin.accuracy - bin.confidence) * count / static_cast<double>(all);
  }
  return calibration;
}

}  // namespace gradus
