// RMSprop (Hinton, Neural Networks for Machine Learning, lecture 6, 2012; centred as in Graves, 2013), as
// `torch.optim.RMSprop`.
#pragma once

#include "core/base/choice.h"
#include "core/optim/optimizer.h"
#include "core/optim/optimizer_registry.h"

namespace gradus {

struct RmsPropOptions {
  double lr = 0.01;
  double alpha = 0.99;
  double eps = 1e-8;
  double weightDecay = 0;
  double momentum = 0;
  bool centered = false;
};

/// g += weight_decay · p; v = αv + (1 − α)g²; centred: a = αa + (1 − α)g, d = √(v − a²) + ε, else d = √v + ε;
/// p −= lr · g/d, or with momentum b = momentum · b + g/d and p −= lr · b.
class RmsProp : public Optimizer {
 public:
  RmsProp(const ParameterArena& parameters, const RmsPropOptions& options);

  UpdateFormula formula() const override;
  static OptimizerInfo row();

 protected:
  UpdateNumbers numbers(std::int64_t step) override;

 private:
  RmsPropOptions options_;
};

}  // namespace gradus
