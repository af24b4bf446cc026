// Losses of classification: the output has one number for each class.
//
// There is no `ignore_index`: a target that is no class gives NaN. All throw ShapeError naming the shapes.
#pragma once

#include "core/nn/loss_reduction.h"

namespace gradus {

struct CrossEntropyOptions {
  Reduction reduction = Reduction::Mean;
  Tensor weight;              ///< (C), a factor for each class; undefined: 1. Gets no gradient
  double labelSmoothing = 0;  ///< ε in 0 … 1: the share of the target that all classes get alike
};

/// −ln softmax(output)[target], as `torch.nn.CrossEntropyLoss`. `output` is (N, C); `target` int64 classes of shape
/// (N), or probabilities (N, C) of the output's dtype, which get no gradient. Not reduced it is (N). With weights the
/// mean of classes divides by the sum of the weights of the targets, that of probabilities by N. Throws Error for ε
/// out of range or a target that requires grad.
Tensor crossEntropy(const Tensor& output, const Tensor& target, const CrossEntropyOptions& options = {});

struct NllOptions {
  Reduction reduction = Reduction::Mean;
  Tensor weight;  ///< as in CrossEntropyOptions
};

/// −output[target] for logarithms of probabilities (N, C) and int64 classes (N), as `torch.nn.NLLLoss`.
Tensor nllLoss(const Tensor& output, const Tensor& target, const NllOptions& options = {});

}  // namespace gradus
