// Losses and metrics of many steps, kept on the device and read back together: no step waits for its own numbers.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/nn/output_kind.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// Means over one batch; the metric is accuracy or mean absolute error.
struct LoggedBatch {
  float loss = 0;
  float metric = 0;
  float squares = 0;  ///< of the differences between output and target; 0 for classification
};

class StepLog {
 public:
  explicit StepLog(Device& device) : log_(Tensor::zeros(device, {kCapacity, 3})) {}

  /// Notes a batch. `loss` is one number, `output` (N, units) and of that kind, `target` as in Batch. The log must not
  /// be full.
  void record(const Tensor& loss, const Tensor& output, const Tensor& target, OutputKind kind);

  /// Room for the next `count` entries, which a kernel fills in with triples as in LoggedBatch; gives the first slot.
  std::int64_t reserve(std::int64_t count) { return std::exchange(size_, size_ + count); }
  std::int64_t room() const { return kCapacity - size_; }
  const Buffer& buffer() const { return log_.buffer(); }

  std::int64_t size() const { return size_; }

  /// Waits for the device and takes what was noted, in order.
  std::vector<LoggedBatch> take();

 private:
  static constexpr std::int64_t kCapacity = 4096;

  Tensor log_;
  std::int64_t size_ = 0;
};

}  // namespace gradus
