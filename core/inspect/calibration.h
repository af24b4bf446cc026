// Whether the network is right as often as it is sure: of the answers given with 80 % of confidence, 80 % should be
// right.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gradus {

/// Answers of about the same confidence.
struct CalibrationBin {
  double confidence = 0;  ///< their mean
  double accuracy = 0;    ///< the share of them that is right
  std::int64_t count = 0;
};

/// The interval of confidence from 0 to 1 in equal bins, of which `bins` holds those that are not empty, as
/// scikit-learn's calibration_curve(right, confidence, n_bins=…): an answer on a border belongs to the bin below.
struct Calibration {
  std::vector<CalibrationBin> bins;

  /// The expected calibration error: |accuracy − confidence| of the bins, weighted by their answers (Naeini, Cooper and
  /// Hauskrecht 2015; Guo et al. 2017). NaN without samples.
  double error = 0;
};

/// `right` says of each answer whether it is. Confidences that are no numbers are left out.
Calibration calibrationOf(std::span<const float> confidence, const std::vector<bool>& right, int bins = 10);

}  // namespace gradus
