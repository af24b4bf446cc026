// A run that goes on inside a batch, from phase to phase or from sample to sample.
#include <span>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/train/trainer.h"

namespace gradus {

std::optional<StepFocus> Trainer::walkOn(StepFocus (BatchWalk::*go)(StepLog&)) {
  if (loader_.batches() == 0) throw Error("There are fewer training rows than one batch: lower the batch size");
  if (evaluated_) return std::nullopt;
  if (history_.room() == 0) collect();
  if (!moment_) keepMoment();
  beginEpoch();
  if (!walk_) {
    const std::span<const std::int64_t> rows = loader_.batch(progress_.batch);
    const Samples samples{order_, progress_.batch * experiment_.training.batchSize,
                          static_cast<std::int64_t>(rows.size())};
    const StepParts parts{device_, experiment_, deviceData_, *network_, rule_->optimizer(), loss_};
    walk_.emplace(parts, samples, std::vector<std::int64_t>(rows.begin(), rows.end()));
  }
  StepFocus focus = ((*walk_).*go)(history_.log());
  if (walk_->isDone()) {
    const std::int64_t rows = walk_->size();
    walk_.reset();
    noteBatches(rows);
  }
  return focus;
}

void Trainer::finishWalk() {
  while (walk_) stepPhase();
}

}  // namespace gradus
