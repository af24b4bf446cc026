// Sums and means, in an order that never changes: the same numbers give the same bits.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

/// The sum of all numbers, of shape [].
Tensor sum(const Tensor& x);

/// The sum over one dimension, which is kept with size 1 or left out.
Tensor sum(const Tensor& x, int dim, bool keepDim = false);

/// The mean of all numbers, of shape []. NaN for an empty tensor, as in PyTorch.
Tensor mean(const Tensor& x);

/// Sums over the dimensions in which `shape` was broadcast to x's shape, so that the result has `shape`.
Tensor sumTo(const Tensor& x, const Shape& shape);

}  // namespace gradus
