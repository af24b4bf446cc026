// NAdam (Dozat: Incorporating Nesterov Momentum into Adam, 2016), as `torch.optim.NAdam`.
#pragma once

#include "core/base/choice.h"
#include "core/optim/optimizer.h"
#include "core/optim/optimizer_registry.h"

namespace gradus {

struct NAdamOptions {
  double lr = 0.002;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weightDecay = 0;
  double momentumDecay = 0.004;
};

/// g, m and v as Adam's; μₜ = β₁(1 − ½ · 0.96^(t · momentum_decay)), Πₜ = μ₁ … μₜ;
/// p −= lr(1 − μₜ)/(1 − Πₜ) · g/d + lr · μₜ₊₁/(1 − Πₜ · μₜ₊₁) · m/d with d = √(v / (1 − β₂ᵗ)) + ε.
/// (PyTorch 1.13 multiplies by μₜ once more in the second place; the paper and PyTorch from 2.0 on do not.)
class NAdam : public Optimizer {
 public:
  NAdam(const ParameterArena& parameters, const NAdamOptions& options);

  UpdateFormula formula() const override;
  static OptimizerInfo row();

 protected:
  UpdateNumbers numbers(std::int64_t step) override;

 private:
  NAdamOptions options_;
  double product_ = 1;  ///< Πₜ
};

}  // namespace gradus
