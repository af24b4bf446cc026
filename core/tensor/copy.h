// Filling and copying tensors, and laying out strided ones anew.
#pragma once

#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// Sets every number of a contiguous tensor, in place and outside the graph.
void fill(const Tensor& tensor, const Scalar& value);

/// Copies the numbers of `source` into those of `target`, which has the same shape and dtype and may be a
/// strided view, but not an expanded one; outside the graph. Throws ShapeError.
void copyInto(const Tensor& target, const Tensor& source);

/// `tensor` itself if its numbers lie in row-major order, else a copy that does; as `Tensor.contiguous`.
Tensor contiguous(const Tensor& tensor);

}  // namespace gradus
