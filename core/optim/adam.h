// Adam (Kingma, Ba: Adam: A Method for Stochastic Optimization, 2015), as `torch.optim.Adam`.
#pragma once

#include "core/base/choice.h"
#include "core/optim/optimizer.h"
#include "core/optim/optimizer_registry.h"

namespace gradus {

struct AdamOptions {
  double lr = 0.001;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weightDecay = 0;
};

/// g += weight_decay · p; m = β₁m + (1 − β₁)g; v = β₂v + (1 − β₂)g²;
/// p −= lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε), the corrections computed in double.
class Adam : public Optimizer {
 public:
  Adam(const std::vector<Tensor>& parameters, const AdamOptions& options);

  static OptimizerInfo row();

 protected:
  void update(const Tensor& data, const Tensor& grad, std::int64_t step) override;

 private:
  AdamOptions options_;
  Tensor mean_;
  Tensor square_;
};

}  // namespace gradus
