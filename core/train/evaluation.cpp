#include "core/train/evaluation.h"

#include <algorithm>

namespace gradus {
Evaluation::Evaluation(Device& device, TrainingStep& step, const Tensor& rows, Task task)
    : step_(step), log_(device, task), order_(rows), rows_(rows.numel()) {}

void Evaluation::advance() {
  if (done()) return;
  if (log_.room() == 0) collect();
  const std::int64_t count = std::min(kPiece, rows_ - next_);
  step_.evaluate({order_, next_, count}, log_);
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
