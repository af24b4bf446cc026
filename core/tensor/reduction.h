// Sums, means and what is made of them, over all or some dimensions, in an order that never changes: the same numbers
// give the same bits. All of them are differentiable. A reduced dimension is left out, or kept with size 1.
#pragma once

#include "core/tensor/dims.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// As `torch.sum`: the sum of integers is int64.
Tensor sum(const Tensor& x, const Dims& dims = {}, bool keepDim = false);

/// As `torch.mean`: NaN where there are no numbers. Throws ShapeError for integers.
Tensor mean(const Tensor& x, const Dims& dims = {}, bool keepDim = false);

/// The variance, as `torch.var`: divided by n − 1, or by n if not `unbiased`; NaN where the divisor is 0.
Tensor var(const Tensor& x, const Dims& dims = {}, bool unbiased = true, bool keepDim = false);

/// The root of the variance, as `torch.std`, which is a word C++ keeps for itself. Its gradient where it is 0 is 0.
Tensor stdDev(const Tensor& x, const Dims& dims = {}, bool unbiased = true, bool keepDim = false);

/// (Σ |x|ᵖ)^(1/p), as `torch.norm`; p = ±infinity gives the largest or smallest |x|, p = 0 the count of those that are
/// not 0. Its gradient at 0 is 0. Throws Error for p = NaN.
Tensor norm(const Tensor& x, double p = 2, const Dims& dims = {}, bool keepDim = false);

/// Sums over the dimensions in which `shape` was broadcast to x's shape, so that the result has `shape`.
Tensor sumTo(const Tensor& x, const Shape& shape);

}  // namespace gradus
