// The fully connected layer, as `torch.nn.Linear`.
#pragma once

#include "core/base/generator.h"
#include "core/nn/dense_layer.h"

namespace gradus {

struct LayerInfo;

/// (N, in) → (N, out): x · weightᵀ + bias.
class Linear : public DenseLayer {
 public:
  /// PyTorch's default initialisation: Kaiming uniform with a = √5 for the weight, drawn first, row by row,
  /// then uniform ±1/√in for the bias. Without `bias` there is none.
  Linear(Device& device, std::int64_t in, std::int64_t out, Generator& generator, bool bias = true);

  static LayerInfo row();  ///< for the layer registry

  Tensor forward(const Tensor& input) override;
  Tensor weightMatrix() const override { return weight_.detach(); }
  Tensor biasVector() const override { return bias_.defined() ? bias_.detach() : bias_; }
  const Tensor& weight() const override { return weight_; }
  const Tensor& bias() const override { return bias_; }

 private:
  Tensor weight_;  ///< (out, in)
  Tensor bias_;    ///< (out) or undefined
};

}  // namespace gradus
