#include "core/train/prediction_watch.h"

#include <algorithm>

namespace gradus {
namespace {

constexpr double kShortestPause = 0.5;  // seconds
constexpr double kPausePerWork = 100;

}  // namespace

PredictionsPtr PredictionWatch::latest(DataPart part) const {
  return latest_ && latest_->part == part ? latest_ : nullptr;
}

bool PredictionWatch::isDue(DataPart part, std::int64_t step, bool isTraining, Clock::time_point now) const {
  if (isBusy()) return false;
  const PredictionsPtr known = latest(part);
  if (known && known->step == step) return false;
  return !isTraining || now >= due_;
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
  due_ = now + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(restAfter(latest_->seconds)));
  return true;
}

double PredictionWatch::restAfter(double workSeconds) {
  return std::max(kShortestPause, kPausePerWork * workSeconds);
}

void PredictionWatch::forget() {
  cancel();
  latest_.reset();
}

}  // namespace gradus
