// Softmax of a few numbers on the host, for drawing while somebody drags them; the engine's is core/nn/softmax.h, and a
// test holds the two against each other.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace gradus {

struct SoftmaxNumbers {
  std::vector<double> probabilities;
  double crossEntropy = 0;       ///< −ln of the target's probability
  std::vector<double> gradient;  ///< ∂crossEntropy/∂logit: (p − y)/T, where y is 1 for the target, else 0
};

/// Of logits that are divided by `temperature` first, which is above 0; `target` counts them from 0. Without logits
/// nothing. Throws Error for another temperature or target.
SoftmaxNumbers softmaxNumbers(std::span<const double> logits, double temperature, std::size_t target);

}  // namespace gradus
