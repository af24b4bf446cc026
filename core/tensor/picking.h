// Numbers picked along a dimension by their places, and put back: what gather, max, sort and their gradients share.
// Neither takes part in the graph.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

/// result[…, i, …] = x[…, indices[…, i, …], …] along `dim`; the other sizes are equal. A place that does not exist
/// gives NaN, or 0 for integers.
Tensor pickAlong(const Tensor& x, int dim, const Tensor& indices);

/// The gradient of pickAlong: zeros of `shape` to which each number is added at its place, in a fixed order. Places
/// that do not exist are left out.
Tensor placeAlong(const Tensor& numbers, int dim, const Tensor& indices, const Shape& shape);

}  // namespace gradus
