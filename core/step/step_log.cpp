#include "core/step/step_log.h"

#include "core/opencl/device.h"
#include "core/tensor/copy.h"
#include "core/tensor/views.h"

namespace gradus {

void StepLog::record(const Tensor& loss, const Tensor& output, const Tensor& target, OutputKind kind) {
  Device& device = loss.device();
  const Tensor dense = contiguous(output.detach());
  const auto slot = static_cast<cl_int>(reserve(1));
  const auto rows = static_cast<cl_int>(output.shape()[0]);
  const auto lossOffset = static_cast<cl_int>(loss.offset());
  const auto outputOffset = static_cast<cl_int>(dense.offset());
  const Range once{{1, 1}, {1, 1}};
  if (taskOf(kind) == Task::Classification) {
    const Tensor hits = Tensor::empty(device, {rows});
    device.launch("find_hits", device.itemsOver(rows), dense.buffer(), outputOffset, target.buffer(), hits.buffer(),
                  rows, static_cast<cl_int>(output.shape()[1]), static_cast<cl_float>(thresholdOf(kind)));
    device.launch("log_classification", once, loss.buffer(), lossOffset, hits.buffer(), log_.buffer(), slot, rows);
  } else {
    device.launch("log_regression", once, loss.buffer(), lossOffset, dense.buffer(), outputOffset, target.buffer(),
                  log_.buffer(), slot, rows);
  }
}

std::vector<LoggedBatch> StepLog::take() {
  const std::vector<float> numbers = narrow(log_, 0, 0, size_).toVector<float>();
  std::vector<LoggedBatch> batches;
  for (std::size_t i = 0; i + 2 < numbers.size(); i += 3) {
    batches.push_back({numbers[i], numbers[i + 1], numbers[i + 2]});
  }
  size_ = 0;
  return batches;
}

}  // namespace gradus
