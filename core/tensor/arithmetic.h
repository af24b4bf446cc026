// Arithmetic between tensors, number by number, with broadcasting. All of it is differentiable.
//
// Mixed dtypes meet in the one that resultType (scalar.h) says, as in PyTorch: integer + float32 is float32,
// int64 + 2.5 is float32, uint8 + int64 is int64. Integers wrap around. A quotient of integers is float32. The sum of
// two bools is "or", their product "and", and a difference with a bool is refused (ShapeError). Shapes that do not
// broadcast throw ShapeError.
#pragma once

#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

namespace gradus {

Tensor operator+(const Tensor& a, const Tensor& b);
Tensor operator-(const Tensor& a, const Tensor& b);
Tensor operator*(const Tensor& a, const Tensor& b);
Tensor operator/(const Tensor& a, const Tensor& b);

Tensor operator+(const Tensor& x, const Scalar& number);
Tensor operator-(const Tensor& x, const Scalar& number);
Tensor operator*(const Tensor& x, const Scalar& number);
Tensor operator/(const Tensor& x, const Scalar& number);
Tensor operator+(const Scalar& number, const Tensor& x);
Tensor operator-(const Scalar& number, const Tensor& x);
Tensor operator*(const Scalar& number, const Tensor& x);
Tensor operator/(const Scalar& number, const Tensor& x);
Tensor operator-(const Tensor& x);

/// scale · x + shift, by fused multiply-add; x is floating.
Tensor affine(const Tensor& x, double scale, double shift);

/// target += source, in place and outside the graph; both contiguous, of one shape and one floating dtype.
void addInto(const Tensor& target, const Tensor& source);

}  // namespace gradus
