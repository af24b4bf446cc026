#include "core/train/evaluation.h"

#include <algorithm>

#include "core/nn/loss.h"
#include "core/tensor/graph.h"

namespace gradus {
namespace {

/// Large enough for the device to work well, small enough to answer a command between two.
constexpr std::int64_t kPiece = 1000;

}  // namespace

Evaluation::Evaluation(Device& device, Network& network, const DeviceData& data, std::span<const std::int64_t> rows,
                       Task task, const Choice& loss)
    : network_(network),
      data_(data),
      loss_(loss),
      log_(device, task),
      order_(data.upload(rows)),
      rows_(static_cast<std::int64_t>(rows.size())) {}

void Evaluation::advance() {
  if (done()) return;
  if (log_.full()) collect();
  const NoGrad noGrad;
  const std::int64_t count = std::min(kPiece, rows_ - next_);
  const Batch batch = data_.gather(order_, next_, count);
  network_.eval();
  const Tensor output = network_.forward(batch.input);
  log_.record(findLoss(loss_.name).apply(output, batch.target, loss_), output, batch.target);
  next_ += count;
}

void Evaluation::collect() {
  for (const LoggedBatch& batch : log_.take()) {
    const std::int64_t count = std::min(kPiece, rows_ - collected_);
    lossSum_ += static_cast<double>(batch.loss) * static_cast<double>(count);
    metricSum_ += static_cast<double>(batch.metric) * static_cast<double>(count);
    collected_ += count;
  }
}

Score Evaluation::finish() {
  while (!done()) advance();
  collect();
  if (rows_ == 0) return {};
  return {lossSum_ / static_cast<double>(rows_), metricSum_ / static_cast<double>(rows_)};
}

}  // namespace gradus
