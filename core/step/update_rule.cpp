#include "core/step/update_rule.h"

#include <utility>

#include "core/optim/gradient_rules.h"
#include "core/optim/optimizer_registry.h"

namespace gradus {

namespace {

double chosenRate(const TrainingSpec& training) {
  return valueOf(training.optimizer, findOptimizer(training.optimizer.name), "lr");
}

}  // namespace

UpdateRule::UpdateRule(const ParameterArena& parameters, const TrainingSpec& training, const TrainingLoss& loss,
                       const RunLength& length)
    : info_(&findSchedule(training.schedule.name)),
      training_(training),
      loss_(loss),
      length_(length),
      optimizer_(findOptimizer(training.optimizer.name).make(parameters, training.optimizer)) {
  loss.addPenalty(*optimizer_);
  if (training.clipNorm > 0) addClipGradNorm(*optimizer_, training.clipNorm);
  if (training.clipValue > 0) addClipGradValue(*optimizer_, training.clipValue);
  schedule_ = info_->make(*optimizer_, training.schedule, length);
  rate_ = static_cast<float>(optimizer_->learningRate());
  optimizer_->setAfterStep([this] { endStep(); });
}

void UpdateRule::continueFrom(const UpdateRule& before, OptimizerState kept) {
  if (before.training_.optimizer.name == training_.optimizer.name) {
    kept.numbers["lr"] = optimizer_->learningRate();
    if (optimizer_->hasMomentum()) kept.numbers["momentum"] = optimizer_->momentum();
    optimizer_->loadState(kept);
  }
  continueSchedule(before);
}

void UpdateRule::continueSchedule(const UpdateRule& before) {
  const TrainingSpec& was = before.training_;
  // A rate that a person sets begins the schedule anew: most go on from the rate they find, and some divide by it. One
  // that goes by batches has rates of its own.
  const bool ownRates = info_->step == ScheduleStep::Batch;
  if (was.schedule != training_.schedule || (!ownRates && chosenRate(was) != chosenRate(training_))) return;
  schedule_->loadState(before.schedule_->state());
  optimizer_->setLearningRate(before.optimizer_->learningRate());
  rate_ = static_cast<float>(optimizer_->learningRate());
}

std::unique_ptr<UpdateRule> UpdateRule::twinOn(const std::vector<Tensor>& copies) const {
  auto twin = std::make_unique<UpdateRule>(copies, training_, loss_, length_);
  twin->continueFrom(*this);
  return twin;
}

void UpdateRule::goBackTo(const State& state) {
  optimizer_->loadState(state.optimizer);
  schedule_->loadState(state.schedule);
  rate_ = static_cast<float>(optimizer_->learningRate());
  rates_.clear();
}

void UpdateRule::endStep() {
  rates_.push_back(rate_);
  if (info_->step == ScheduleStep::Batch && !schedule_->hasEnded()) schedule_->step();
  rate_ = static_cast<float>(optimizer_->learningRate());
}

void UpdateRule::endEpoch(std::optional<double> loss) {
  if (info_->step == ScheduleStep::Batch || schedule_->hasEnded()) return;
  schedule_->step(watchesLoss() ? loss : std::nullopt);
  rate_ = static_cast<float>(optimizer_->learningRate());
}

}  // namespace gradus
