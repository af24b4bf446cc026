// Arithmetic between tensors, number by number, with broadcasting. All of it is differentiable.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

Tensor operator+(const Tensor& a, const Tensor& b);
Tensor operator-(const Tensor& a, const Tensor& b);
Tensor operator*(const Tensor& a, const Tensor& b);
Tensor operator/(const Tensor& a, const Tensor& b);

/// scale · x + shift, by fused multiply-add.
Tensor affine(const Tensor& x, double scale, double shift);

Tensor operator+(const Tensor& x, double number);
Tensor operator-(const Tensor& x, double number);
Tensor operator*(const Tensor& x, double number);
Tensor operator-(const Tensor& x);

/// target += source, in place and outside the graph; both contiguous, of one shape.
void addInto(const Tensor& target, const Tensor& source);

}  // namespace gradus
