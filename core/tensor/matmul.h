// Matrix products.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

/// As `torch.matmul`: (n, k) · (k, m) → (n, m); batches (…, n, k) · (…, k, m) → (…, n, m), whose leading dimensions
/// broadcast; a vector of k numbers on either side, whose dimension the result lacks. Both are of one dtype, but not
/// bool; integers wrap around. Throws ShapeError with both shapes.
Tensor matmul(const Tensor& a, const Tensor& b);

/// x · weightᵀ + bias, as `torch.nn.functional.linear`: x is (…, in), weight (out, in), bias (out) or
/// undefined. Throws ShapeError with all shapes.
Tensor linear(const Tensor& x, const Tensor& weight, const Tensor& bias);

}  // namespace gradus
