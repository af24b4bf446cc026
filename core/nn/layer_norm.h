// Each sample brought to mean 0 and variance 1 on its own, as `torch.nn.LayerNorm`.
#pragma once

#include "core/nn/module.h"

namespace gradus {

struct LayerInfo;

/// (x − mean) / √(variance + eps) · weight + bias over the last dimensions, which are `normalized`; weight and bias
/// have that shape or are undefined. The variance is the biased one. As `torch.nn.functional.layer_norm`. Throws
/// ShapeError with all shapes.
Tensor layerNorm(const Tensor& x, const Shape& normalized, const Tensor& weight, const Tensor& bias, double eps = 1e-5);

class LayerNorm : public Module {
 public:
  /// Weights 1 and biases 0; none without `affine`.
  LayerNorm(Device& device, const Shape& normalized, double eps = 1e-5, bool affine = true);

  static LayerInfo row();  ///< for the layer registry

  Tensor forward(const Tensor& input) override { return layerNorm(input, normalized_, weight_, bias_, eps_); }

 private:
  Shape normalized_;
  double eps_;
  Tensor weight_;
  Tensor bias_;
};

}  // namespace gradus
