// Comparing tensors number by number, and choosing by the outcome; all broadcast, and mixed dtypes meet as in
// arithmetic.h. Shapes that do not broadcast throw ShapeError.
#pragma once

#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

namespace gradus {

// Bool tensors; as torch.eq and so on. Nothing is equal to NaN, or less or greater.
Tensor eq(const Tensor& a, const Tensor& b);
Tensor ne(const Tensor& a, const Tensor& b);
Tensor lt(const Tensor& a, const Tensor& b);
Tensor le(const Tensor& a, const Tensor& b);
Tensor gt(const Tensor& a, const Tensor& b);
Tensor ge(const Tensor& a, const Tensor& b);

Tensor eq(const Tensor& x, const Scalar& number);
Tensor ne(const Tensor& x, const Scalar& number);
Tensor lt(const Tensor& x, const Scalar& number);
Tensor le(const Tensor& x, const Scalar& number);
Tensor gt(const Tensor& x, const Scalar& number);
Tensor ge(const Tensor& x, const Scalar& number);

/// The larger, or the smaller, of two numbers, as `torch.maximum` and `torch.minimum`: NaN wins, and equals share the
/// gradient.
Tensor maximum(const Tensor& a, const Tensor& b);
Tensor minimum(const Tensor& a, const Tensor& b);

/// a where `condition` (bool, or uint8 other than 0) holds, else b; differentiable in both, as `torch.where`. What is
/// not chosen gets gradient 0, whatever its own value is. Throws ShapeError for a condition of another dtype.
Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b);
Tensor where(const Tensor& condition, const Tensor& a, const Scalar& b);
Tensor where(const Tensor& condition, const Scalar& a, const Tensor& b);

}  // namespace gradus
