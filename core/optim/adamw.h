// AdamW (Loshchilov, Hutter: Decoupled Weight Decay Regularization, 2019), as `torch.optim.AdamW`.
#pragma once

#include "core/optim/adam.h"

namespace gradus {

/// p *= 1 − lr · weight_decay; then Adam's step from the gradient alone. PyTorch's default weight decay is 0.01.
class AdamW : public Adam {
 public:
  AdamW(const ParameterArena& parameters, const AdamOptions& options)
      : Adam(parameters, options, WeightDecay::Decoupled) {}

  static OptimizerInfo row();
};

}  // namespace gradus
