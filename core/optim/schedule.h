// The base of all learning-rate schedules, as `torch.optim.lr_scheduler`.
#pragma once

#include <cstdint>
#include <optional>

#include "core/optim/optimizer.h"
#include "core/optim/optimizer_state.h"

namespace gradus {

/// Sets the learning rate of one optimizer, which must outlive it. Most schedules change the rate they find, as
/// PyTorch's do, so that a change from outside stays.
class Schedule {
 public:
  virtual ~Schedule() = default;
  Schedule(const Schedule&) = delete;
  Schedule& operator=(const Schedule&) = delete;

  /// One epoch, or one batch where the registry says so, has passed. `metric` is what ReduceLROnPlateau watches.
  /// Throws Error where a metric is missing or the schedule has ended.
  void step(std::optional<double> metric = std::nullopt);

  std::int64_t lastEpoch() const { return lastEpoch_; }  ///< calls of step() so far
  virtual bool hasEnded() const { return false; }        ///< whether another step() would throw

  /// Everything a step depends on beside the options and the optimizer's own state.
  virtual StateNumbers state() const;

  /// Goes on where `state` was taken; the optimizer's state is restored by itself. Throws FormatError.
  virtual void loadState(const StateNumbers& state);

 protected:
  explicit Schedule(Optimizer& optimizer) : optimizer_(optimizer), baseRate_(optimizer.learningRate()) {}

  /// Sets what the optimizer shall use from now on; lastEpoch() has been counted up already.
  virtual void advance(std::optional<double> metric) = 0;

  Optimizer& optimizer() const { return optimizer_; }
  double rate() const { return optimizer_.learningRate(); }
  void setRate(double rate) { optimizer_.setLearningRate(rate); }
  double baseRate() const { return baseRate_; }  ///< the rate when the schedule was made: PyTorch's base_lr

 private:
  Optimizer& optimizer_;
  double baseRate_;
  std::int64_t lastEpoch_ = 0;
};

}  // namespace gradus
