// One rise and one long fall of the rate, the momentum the other way round (Smith, Topin: Super-Convergence, 2018), as
// `torch.optim.lr_scheduler.OneCycleLR`.
#pragma once

#include <vector>

#include "core/optim/schedule.h"
#include "core/optim/schedule_registry.h"

namespace gradus {

struct OneCycleOptions {
  double maxRate = 0.1;  ///< max_lr
  std::int64_t totalSteps = 1000;
  double pctStart = 0.3;  ///< the share of the steps in which the rate rises
  bool linear = false;    ///< anneal_strategy "linear" instead of "cos"
  bool cycleMomentum = true;
  double baseMomentum = 0.85;
  double maxMomentum = 0.95;
  double divFactor = 25;        ///< the first rate is max_lr / div_factor
  double finalDivFactor = 1e4;  ///< the last is the first / final_div_factor
  bool threePhase = false;      ///< falls back to the first rate as fast as it rose, and then to the last
};

/// A step is a batch. The rate goes from max_lr / div_factor to max_lr and then to the last rate, the momentum from
/// max_momentum to base_momentum and back; where the rate rises over all steps it stays there. Throws Error if the
/// optimizer has no momentum to cycle, if another phase has no length, or (by step()) after totalSteps.
class OneCycleLR : public Schedule {
 public:
  OneCycleLR(Optimizer& optimizer, const OneCycleOptions& options);
  static ScheduleInfo row();

  bool hasEnded() const override { return lastEpoch() >= options_.totalSteps; }

 protected:
  void advance(std::optional<double> metric) override;

 private:
  struct Phase {
    double end = 0;  ///< its last step
    double startRate = 0;
    double endRate = 0;
    double startMomentum = 0;
    double endMomentum = 0;
  };

  double anneal(double start, double end, double share) const;

  OneCycleOptions options_;
  std::vector<Phase> phases_;
};

}  // namespace gradus
