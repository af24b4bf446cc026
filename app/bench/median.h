// The middle of what was measured several times on a machine that does other things too.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace gradus {

/// The upper one of both in the middle of an even number; of at least one value.
inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace gradus
