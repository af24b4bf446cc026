// What is measured of a run: one point for each batch and one for each epoch.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "core/data/data_part.h"

namespace gradus {

constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

/// Loss and metric over some samples. The metric is accuracy (0 … 1) for classification, the mean absolute error for
/// regression. All are NaN where the part has no samples.
struct Score {
  double loss = kNotMeasured;
  double metric = kNotMeasured;

  /// R² of a regression, as core/base/determination: 1 less the mean squared error by the variance of the targets; 1
  /// or 0 where these are all the same.
  double determination = kNotMeasured;
};

/// One training step: loss and metric of its batch, before the update.
struct BatchPoint {
  std::int64_t step = 0;  ///< from 1
  double epochs = 0;      ///< done after it: 2.5 in the middle of the third
  float loss = 0;
  float metric = 0;
  float learningRate = 0;     ///< of its update
  std::uint64_t version = 0;  ///< of network and data, see TrainingProgress
};

/// The end of an epoch: all parts evaluated with the weights as they were then.
struct EpochPoint {
  int epoch = 0;  ///< from 1
  Score train;
  Score valid;
  Score test;                 ///< to be looked at; it decides about nothing
  std::int64_t steps = 0;     ///< made since the beginning
  double seconds = 0;         ///< spent training since the beginning, without evaluation
  double usPerStep = 0;       ///< of this epoch
  std::uint64_t version = 0;  ///< of network and data, see TrainingProgress
  double wallTime = 0;        ///< when it ended: seconds since the Unix epoch, as TensorBoard's wall_time
};

inline const Score& scoreOf(const EpochPoint& point, DataPart part) {
  if (part == DataPart::Train) return point.train;
  return part == DataPart::Valid ? point.valid : point.test;
}

/// How good the network is on samples that it was not trained with: on the validation part or, where there is none, on
/// the test part.
inline const Score& monitored(const EpochPoint& point) {
  const bool isValidated = !std::isnan(point.valid.loss) || !std::isnan(point.valid.metric);
  return isValidated ? point.valid : point.test;
}

}  // namespace gradus
