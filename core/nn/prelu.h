// ReLU with a slope that is learned, as `torch.nn.PReLU`.
#pragma once

#include "core/nn/module.h"

namespace gradus {

struct LayerInfo;

/// x where x > 0, else weight · x. `weight` is (1), or (C) for x of shape (N, C, …). Throws ShapeError with both
/// shapes.
Tensor prelu(const Tensor& x, const Tensor& weight);

class PRelu : public Module {
 public:
  explicit PRelu(Device& device, std::int64_t parameters = 1, double init = 0.25);

  static LayerInfo row();  ///< for the layer registry

  Tensor forward(const Tensor& input) override { return prelu(input, weight_); }

 private:
  Tensor weight_;
};

}  // namespace gradus
