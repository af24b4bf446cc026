#include "core/probe/prediction_watch.h"

#include "core/probe/freshness.h"

namespace gradus {
namespace {

constexpr double kShortestRest = 0.5;  // seconds

}  // namespace

PredictionsPtr PredictionWatch::latest(DataPart part) const {
  return latest_ && latest_->part == part ? latest_ : nullptr;
}

bool PredictionWatch::isDue(DataPart part, std::int64_t step, int epochs, bool isTraining,
                            Clock::time_point now) const {
  if (isBusy()) return false;
  const PredictionsPtr known = latest(part);
  if (known && known->step == step) return false;
  if (!isTraining || !ended_) return true;
  return isStale({.ago = std::chrono::duration<double>(now - *ended_).count(),
                  .work = work_,
                  .shortestRest = kShortestRest,
                  .hasEpochEnded = !known || epochs > known->epochs});
}

bool PredictionWatch::advance(TrainingStep& trainingStep, Network& network, std::int64_t step, Clock::time_point now) {
  if (pass_->step() != step) {
    cancel();
    return false;
  }
  if (!pass_->isDone()) pass_->advance(trainingStep, network);
  if (!pass_->isDone()) return false;
  latest_ = pass_->finish();
  pass_.reset();
  ended_ = now;
  work_ = latest_->seconds;
  return true;
}

void PredictionWatch::forget() {
  cancel();
  latest_.reset();
}

}  // namespace gradus
