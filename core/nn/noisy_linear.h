// A custom layer, the textbook's example (S. Raschka, Machine Learning with PyTorch and Scikit-Learn, chapter 13): a
// fully connected layer that adds noise to its input while it trains. Copy it to write a layer of your own.
#pragma once

#include "core/base/generator.h"
#include "core/nn/dense_layer.h"

namespace gradus {

struct LayerInfo;

/// (N, in) → (N, out): (x + noise) · w + b, the noise normal with mean 0.
class NoisyLinear : public DenseLayer {
 public:
  /// The weight is Xavier uniform, the bias 0. The noise is drawn from `generator`, which must outlive this.
  NoisyLinear(Device& device, std::int64_t in, std::int64_t out, Generator& generator, double noiseStddev = 0.1);

  static LayerInfo row();  ///< for the layer registry

  Tensor forward(const Tensor& input) override;
  Tensor weightMatrix() const override;
  Tensor biasVector() const override { return b_.detach(); }
  const Tensor& weight() const override { return w_; }
  const Tensor& bias() const override { return b_; }

 private:
  Tensor w_;  ///< (in, out), as in the book
  Tensor b_;  ///< (out)
  Generator& generator_;
  double noiseStddev_;
};

}  // namespace gradus
