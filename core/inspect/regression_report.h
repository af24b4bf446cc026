// How far predicted numbers are from the true ones.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gradus {

/// A residual is what is predicted less what is true: above 0 where the network says too much.
struct RegressionReport {
  std::int64_t samples = 0;
  double meanAbsolute = 0;    ///< scikit-learn's mean_absolute_error
  double rootMeanSquare = 0;  ///< root_mean_squared_error
  double determination = 0;   ///< R², r2_score: where all true numbers are the same 1 or 0; NaN below two samples
  double bias = 0;            ///< the mean residual
  double deviation = 0;       ///< of the residuals from their mean, the population's
  double medianAbsolute = 0;  ///< median_absolute_error
  double largest = 0;         ///< max_error

  /// Residuals in equal bins from `lowest` to `highest`, which are equally far from 0; numpy.histogram.
  std::vector<std::int64_t> histogram;
  double lowest = 0;
  double highest = 0;
};

/// All are NaN without samples. Numbers that are not finite make those NaN that they are part of, and are in no bin.
RegressionReport regressionReportOf(std::span<const float> truth, std::span<const float> predicted, int bins = 31);

}  // namespace gradus
