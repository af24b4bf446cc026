// Lowers the rate when training stalls, as `torch.optim.lr_scheduler.ReduceLROnPlateau`.
#pragma once

#include "core/optim/schedule.h"
#include "core/optim/schedule_registry.h"

namespace gradus {

struct PlateauOptions {
  bool maximize = false;  ///< mode "max": the metric shall grow
  double factor = 0.1;
  std::int64_t patience = 10;
  double threshold = 1e-4;
  bool absolute = false;  ///< threshold_mode "abs"
  std::int64_t cooldown = 0;
  double minRate = 0;  ///< min_lr
  double eps = 1e-8;
};

/// An epoch is bad unless its metric is below best · (1 − threshold), or best − threshold where that is absolute. After
/// more than `patience` bad ones in a row, rate = max(rate · factor, min_lr), if that changes it by more than eps;
/// the next `cooldown` epochs are then not counted. Throws Error unless factor is below 1.
class ReduceLROnPlateau : public Schedule {
 public:
  explicit ReduceLROnPlateau(Optimizer& optimizer, const PlateauOptions& options = {});
  static ScheduleInfo row();

  StateNumbers state() const override;
  void loadState(const StateNumbers& state) override;

 protected:
  void advance(std::optional<double> metric) override;

 private:
  bool isBetter(double metric) const;

  PlateauOptions options_;
  double best_;
  std::int64_t badEpochs_ = 0;
  std::int64_t cooldownLeft_ = 0;
};

}  // namespace gradus
