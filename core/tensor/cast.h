// Tensors of one dtype made into another.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

/// The same numbers as `dtype`, or `x` itself if it has it already; as `Tensor.to`. Floating numbers lose their
/// fraction on the way to integers (−1.7 becomes −1), integers that do not fit lose their high bits (300 becomes 44 in
/// uint8), everything but 0 is true, NaN too. Differentiable between floating types.
Tensor to(const Tensor& x, Dtype dtype);

}  // namespace gradus
