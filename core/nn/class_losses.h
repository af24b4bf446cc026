// Losses of classification: the output has one number for each class.
//
// The output is (N, C), (N, C, d1, …) for a class at every place of a picture, or (C) for a single sample; the classes
// of the target are int64 of that shape without C. A target that is neither a class nor ignored gives NaN. All throw
// ShapeError naming the shapes.
#pragma once

#include <cstdint>
#include <optional>

#include "core/nn/loss_reduction.h"

namespace gradus {

/// The class that PyTorch ignores where none is named.
constexpr std::int64_t kIgnoredClass = -100;

struct CrossEntropyOptions {
  Reduction reduction = Reduction::Mean;
  Tensor weight;              ///< (C), a factor for each class; undefined: 1. Gets no gradient
  double labelSmoothing = 0;  ///< ε in 0 … 1: the share of the target that all classes get alike
  /// Samples of this class have loss and gradient 0 and do not count in the mean; without one, training's faster
  /// kernels may serve.
  std::optional<std::int64_t> ignoreIndex = kIgnoredClass;
};

/// −ln softmax(output)[target], as `torch.nn.CrossEntropyLoss`. `target` holds classes, or probabilities of the
/// output's shape and dtype, which get a gradient. Not reduced it has the output's shape without C. With weights the
/// mean of classes divides by the sum of the weights of the targets, that of probabilities by the number of samples.
/// Throws Error for ε out of range.
Tensor crossEntropy(const Tensor& output, const Tensor& target, const CrossEntropyOptions& options = {});

struct NllOptions {
  Reduction reduction = Reduction::Mean;
  Tensor weight;                                            ///< as in CrossEntropyOptions
  std::optional<std::int64_t> ignoreIndex = kIgnoredClass;  ///< as in CrossEntropyOptions
};

/// −output[target] for logarithms of probabilities and classes, as `torch.nn.NLLLoss`.
Tensor nllLoss(const Tensor& output, const Tensor& target, const NllOptions& options = {});

}  // namespace gradus
