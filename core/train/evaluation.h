// Loss and metric over a part of the data, in pieces, so that a long evaluation can be interrupted.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/choice.h"
#include "core/train/device_data.h"
#include "core/train/network.h"
#include "core/train/snapshot.h"
#include "core/train/step_log.h"

namespace gradus {

class Evaluation {
 public:
  /// Of `rows`, with the network as it is; both it and `data` must outlive the evaluation.
  Evaluation(Device& device, Network& network, const DeviceData& data, std::span<const std::int64_t> rows, Task task,
             const Choice& loss);

  bool done() const { return next_ >= rows_; }

  /// Launches the next piece, with the network in use and not in training; does nothing when done.
  void advance();

  /// Does all that is left, waits for the device and gives the means over all rows; NaN for no rows.
  Score finish();

 private:
  void collect();

  Network& network_;
  const DeviceData& data_;
  Choice loss_;
  StepLog log_;
  Tensor order_;
  std::int64_t rows_;
  std::int64_t next_ = 0;
  std::int64_t collected_ = 0;  ///< rows whose numbers are in the sums
  double lossSum_ = 0;
  double metricSum_ = 0;
};

}  // namespace gradus
