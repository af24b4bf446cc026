// The schedules that multiply the rate at fixed times: StepLR, MultiStepLR, ExponentialLR, CosineAnnealingLR and
// LinearLR (warm-up) of `torch.optim.lr_scheduler`. Each is written as PyTorch writes it, from the last rate to the
// next, so that rounding agrees and a rate set by hand is carried on.
#pragma once

#include <vector>

#include "core/optim/schedule.h"
#include "core/optim/schedule_registry.h"

namespace gradus {

/// Leaves the rate alone.
class ConstantRate : public Schedule {
 public:
  explicit ConstantRate(Optimizer& optimizer) : Schedule(optimizer) {}
  static ScheduleInfo row();

 protected:
  void advance(std::optional<double>) override {}
};

/// rate *= gamma every stepSize epochs. Throws Error unless stepSize is at least 1.
class StepLR : public Schedule {
 public:
  StepLR(Optimizer& optimizer, std::int64_t stepSize, double gamma = 0.1);
  static ScheduleInfo row();

 protected:
  void advance(std::optional<double> metric) override;

 private:
  std::int64_t stepSize_;
  double gamma_;
};

/// rate *= gamma at each milestone; one given twice counts twice, and 0 before the first epoch.
class MultiStepLR : public Schedule {
 public:
  MultiStepLR(Optimizer& optimizer, std::vector<std::int64_t> milestones, double gamma = 0.1);
  static ScheduleInfo row();

 protected:
  void advance(std::optional<double> metric) override;

 private:
  std::vector<std::int64_t> milestones_;
  double gamma_;
};

/// rate *= gamma every epoch.
class ExponentialLR : public Schedule {
 public:
  ExponentialLR(Optimizer& optimizer, double gamma) : Schedule(optimizer), gamma_(gamma) {}
  static ScheduleInfo row();

 protected:
  void advance(std::optional<double> metric) override;

 private:
  double gamma_;
};

/// Half a cosine from the first rate to etaMin in period epochs (T_max), and back (Loshchilov, Hutter: SGDR, 2017,
/// without restarts): with c(t) = 1 + cos(πt / T_max), rate = c(t) / c(t − 1) · (rate − eta_min) + eta_min; the step
/// after the bottom, where c(t − 1) is 0, is rate + (base − eta_min)(1 − cos(π / T_max)) / 2.
/// Throws Error unless period is at least 1.
class CosineAnnealingLR : public Schedule {
 public:
  CosineAnnealingLR(Optimizer& optimizer, std::int64_t period, double etaMin = 0);
  static ScheduleInfo row();

 protected:
  void advance(std::optional<double> metric) override;

 private:
  std::int64_t period_;
  double etaMin_;
};

/// Linear warm-up: the rate times a factor that goes from startFactor to endFactor in totalIters epochs. Throws Error
/// unless both are from 0 (exclusive for the first) to 1.
class LinearLR : public Schedule {
 public:
  explicit LinearLR(Optimizer& optimizer, double startFactor = 1.0 / 3, double endFactor = 1,
                    std::int64_t totalIters = 5);
  static ScheduleInfo row();

 protected:
  void advance(std::optional<double> metric) override;

 private:
  double startFactor_;
  double endFactor_;
  std::int64_t totalIters_;
};

}  // namespace gradus
