// How many numbers lie where: what a histogram shows of a tensor, small enough to be kept for every layer and many
// moments of a training.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace gradus {

/// Of the finite numbers among those looked at; all zeros if there are none.
struct Distribution {
  static constexpr std::size_t kBins = 48;

  std::int64_t count = 0;  ///< finite numbers
  std::int64_t nonFinite = 0;
  float low = 0;
  float high = 0;
  double mean = 0;
  double deviation = 0;  ///< the population's
  double norm = 0;       ///< √Σx²

  /// Numbers in equal bins from `low` to `high`, the last of which holds `high` too. All in the first bin if they are
  /// all the same.
  std::array<std::int64_t, kBins> bins{};

  bool empty() const { return count + nonFinite == 0; }
  double binWidth() const { return (static_cast<double>(high) - static_cast<double>(low)) / kBins; }
};

Distribution distributionOf(std::span<const float> numbers);

}  // namespace gradus
