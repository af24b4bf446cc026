// The layer that changes nothing, as `torch.nn.Identity`: a place kept for another.
#pragma once

#include "core/nn/module.h"

namespace gradus {

/// Passes its input on.
class Identity : public Module {
 public:
  Tensor forward(const Tensor& input) override { return input; }
};

}  // namespace gradus
