// Loss and metric over a part of the data, in pieces, so that a long evaluation can be interrupted.
#pragma once

#include <cstdint>
#include <span>

#include "core/step/device_data.h"
#include "core/step/step_log.h"
#include "core/step/training_step.h"
#include "core/train/snapshot.h"

namespace gradus {

class Evaluation {
 public:
  /// Rows in a piece: large enough for the device to work well, small enough to answer a command between two.
  static constexpr std::int64_t kPiece = 1000;

  /// Of `rows`, of DeviceData::upload(), with the network of `step` as it is; the step must outlive the evaluation.
  Evaluation(Device& device, TrainingStep& step, const Tensor& rows, Task task);

  bool done() const { return next_ >= rows_; }

  /// Launches the next piece, with the network in use and not in training; does nothing when done.
  void advance();

  /// Does all that is left, waits for the device and gives the means over all rows; NaN for no rows.
  Score finish();

 private:
  void collect();

  TrainingStep& step_;
  StepLog log_;
  Tensor order_;
  std::int64_t rows_;
  std::int64_t next_ = 0;
  std::int64_t collected_ = 0;  ///< rows whose numbers are in the sums
  double lossSum_ = 0;
  double metricSum_ = 0;
};

}  // namespace gradus
