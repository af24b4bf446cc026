// R², the coefficient of determination: one rule for the curves of a training and for the report of a part.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace gradus {

/// As scikit-learn's r2_score: 1 less the squared errors by the squared distances of the true numbers from their mean,
/// both sums or both means over `samples`. Where all true numbers are the same there is nothing to explain, which is
/// done (1) or not (0). NaN below two samples.
inline double determination(double squaredErrors, double squaredDistances, std::int64_t samples) {
  if (samples < 2) return std::numeric_limits<double>::quiet_NaN();
  if (squaredDistances == 0 && !std::isnan(squaredErrors)) return squaredErrors == 0 ? 1 : 0;
  return 1 - squaredErrors / squaredDistances;
}

}  // namespace gradus
