// Dropout, as `torch.nn.Dropout`: in training, each number is 0 with probability p and the others grow by 1/(1 − p).
//
// The mask is drawn on the host, one number after the other, as PyTorch's CPU generator draws it where it does without
// MKL (Debian's python3-torch): 53 bits, below 1 − p keeps. Builds with MKL draw other masks from the same seed.
#pragma once

#include "core/base/generator.h"
#include "core/nn/module.h"

namespace gradus {

struct LayerInfo;

class Dropout : public Module {
 public:
  /// Draws from `generator`, which must outlive it. Throws Error unless p is from 0 to 1.
  explicit Dropout(double p, Generator& generator);

  static LayerInfo row();  ///< for the layer registry

  /// Any shape. The input itself outside training, or for p = 0.
  Tensor forward(const Tensor& input) override;

 private:
  double p_;
  Generator& generator_;
};

}  // namespace gradus
