// One way of training and evaluating a network on a device: all ways give the same numbers up to rounding, at
// different speed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/step/step_log.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// Samples order[start], …, order[start + count − 1] of a data set; `order` is int32 on the device.
struct Samples {
  Tensor order;
  std::int64_t start = 0;
  std::int64_t count = 0;
};

class TrainingStep {
 public:
  TrainingStep() = default;
  virtual ~TrainingStep() = default;
  TrainingStep(const TrainingStep&) = delete;
  TrainingStep& operator=(const TrainingStep&) = delete;

  virtual std::string_view name() const = 0;

  /// Trains on the samples in batches of `batchSize`, the last one perhaps smaller, and logs each batch. Does not wait
  /// for the device.
  virtual void train(const Samples& samples, std::int64_t batchSize, StepLog& log) = 0;

  /// Logs loss and metric of the samples as one entry, with the network as it is outside training. Does not wait.
  virtual void evaluate(const Samples& samples, StepLog& log) = 0;

  /// What one row of the data set is on its way through the network outside training: the input, then what leaves every
  /// layer. Empty where the step has no quicker way than to ask the network. Waits for the device.
  virtual std::vector<std::vector<float>> wayOf(const Samples& row) {
    static_cast<void>(row);
    return {};
  }

  /// What leaves the network for each of the samples outside training, one after another. Empty where the step has no
  /// quicker way than to ask the network. Waits for the device.
  virtual std::vector<float> outputsOf(const Samples& samples) {
    static_cast<void>(samples);
    return {};
  }

  /// How many batches one call of train() may be worth: as long as a command of a person may wait for it.
  virtual std::int64_t batchesAtOnce() const { return 1; }
};

}  // namespace gradus
