// Stochastic gradient descent with momentum, as `torch.optim.SGD`.
#pragma once

#include "core/base/choice.h"
#include "core/optim/optimizer.h"
#include "core/optim/optimizer_registry.h"

namespace gradus {

struct SgdOptions {
  double lr = 0.01;
  double momentum = 0;
  double dampening = 0;
  double weightDecay = 0;
  bool nesterov = false;
};

/// g += weight_decay · p; buffer = momentum · buffer + (1 − dampening) · g, the first one is g itself;
/// p −= lr · buffer, or lr · (g + momentum · buffer) with Nesterov's look ahead.
class Sgd : public Optimizer {
 public:
  Sgd(const ParameterArena& parameters, const SgdOptions& options);

  UpdateFormula formula() const override;
  static OptimizerInfo row();

 protected:
  UpdateNumbers numbers(std::int64_t step) override;

 private:
  SgdOptions options_;
};

}  // namespace gradus
