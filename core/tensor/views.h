// Views: other shapes of the same numbers. Nothing is copied unless it says so; all are differentiable.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

/// Another shape with as many numbers; one size may be −1. Copies if the strides do not allow a view.
/// Throws ShapeError with both shapes.
Tensor reshape(const Tensor& x, const Shape& shape);

/// Two dimensions exchanged.
Tensor transpose(const Tensor& x, int dim0, int dim1);

/// Dimensions of size 1, or missing at the front, repeated without a copy. Throws ShapeError with both
/// shapes.
Tensor expand(const Tensor& x, const Shape& shape);

/// `length` entries of dimension `dim` from `start`. Throws ShapeError.
Tensor narrow(const Tensor& x, int dim, std::int64_t start, std::int64_t length);

/// Entries start, start + step, … below stop of dimension `dim`, as x[:, start:stop:step]. Throws ShapeError.
Tensor slice(const Tensor& x, int dim, std::int64_t start, std::int64_t stop, std::int64_t step = 1);

}  // namespace gradus
