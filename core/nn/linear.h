// The fully connected layer, as `torch.nn.Linear`.
#pragma once

#include "core/base/generator.h"
#include "core/nn/module.h"

namespace gradus {

/// (N, in) → (N, out): x · weightᵀ + bias.
class Linear : public Module {
 public:
  /// PyTorch's default initialisation: Kaiming uniform with a = √5 for the weight, drawn first, row by row,
  /// then uniform ±1/√in for the bias.
  Linear(Device& device, std::int64_t in, std::int64_t out, Generator& generator);

  Tensor forward(const Tensor& input) override;
  std::vector<NamedTensor> namedParameters() const override { return {{"weight", weight_}, {"bias", bias_}}; }

  const Tensor& weight() const { return weight_; }  ///< (out, in)
  const Tensor& bias() const { return bias_; }      ///< (out)

 private:
  Tensor weight_;
  Tensor bias_;
};

}  // namespace gradus
