// Adagrad (Duchi, Hazan, Singer: Adaptive Subgradient Methods for Online Learning, 2011), as
// `torch.optim.Adagrad`.
#pragma once

#include "core/base/choice.h"
#include "core/optim/optimizer.h"
#include "core/optim/optimizer_registry.h"

namespace gradus {

struct AdagradOptions {
  double lr = 0.01;
  double lrDecay = 0;
  double weightDecay = 0;
  double initialAccumulatorValue = 0;
  double eps = 1e-10;
};

/// g += weight_decay · p; s += g², starting from initial_accumulator_value;
/// p −= lr / (1 + (t − 1) · lr_decay) · g / (√s + ε).
class Adagrad : public Optimizer {
 public:
  Adagrad(const ParameterArena& parameters, const AdagradOptions& options);

  UpdateFormula formula() const override;
  static OptimizerInfo row();

 protected:
  UpdateNumbers numbers(std::int64_t step) override;

 private:
  AdagradOptions options_;
};

}  // namespace gradus
