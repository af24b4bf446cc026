// What turns gradients into new weights, as a training spec describes it: penalty and clipping, the optimizer, and the
// schedule of its learning rate.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/optim/optimizer.h"
#include "core/optim/schedule.h"
#include "core/optim/schedule_registry.h"
#include "core/step/training_loss.h"

namespace gradus {

class UpdateRule {
 public:
  /// Follows the penalty of `loss`. Throws Error for a schedule that does not suit the optimizer or the length.
  UpdateRule(const ParameterArena& parameters, const TrainingSpec& training, const TrainingLoss& loss,
             const RunLength& length);
  UpdateRule(const UpdateRule&) = delete;
  UpdateRule& operator=(const UpdateRule&) = delete;

  /// Goes on where `before`, a rule for the same parameters, has got to, as far as the two have things in common: what
  /// an optimizer of the same kind keeps for each weight, and the learning rate and how far the same schedule is unless
  /// a person has set another rate. Waits for the device.
  void continueFrom(const UpdateRule& before) { continueFrom(before, before.optimizer_->state()); }

  /// Likewise with what the optimizer of `before` keeps, fitted to other parameters.
  void continueFrom(const UpdateRule& before, OptimizerState kept);

  /// The same rule, as far as it has got, for copies of the parameters, which it moves into a memory of its own. Waits
  /// for the device.
  std::unique_ptr<UpdateRule> twinOn(const std::vector<Tensor>& copies) const;

  /// How far it has got, to be gone on from by this rule. Both wait for the device.
  struct State {
    OptimizerState optimizer;
    StateNumbers schedule;
  };
  State state() const { return {optimizer_->state(), schedule_->state()}; }
  void goBackTo(const State& state);

  Optimizer& optimizer() { return *optimizer_; }
  const Optimizer& optimizer() const { return *optimizer_; }

  /// The learning rates of the steps made since the last call, in order.
  std::vector<float> takeRates() { return std::exchange(rates_, {}); }

  /// Whether the end of an epoch has to know the validation loss.
  bool watchesLoss() const { return info_->step == ScheduleStep::EpochWithMetric; }

  /// An epoch has ended; `loss` where watchesLoss().
  void endEpoch(std::optional<double> loss);

 private:
  void endStep();
  void continueSchedule(const UpdateRule& before);

  const ScheduleInfo* info_;
  TrainingSpec training_;
  TrainingLoss loss_;
  RunLength length_;
  std::unique_ptr<Optimizer> optimizer_;
  std::unique_ptr<Schedule> schedule_;
  std::vector<float> rates_;
  float rate_ = 0;  ///< of the step in progress
};

}  // namespace gradus
