// Views: other shapes of the same numbers. Nothing is copied unless it says so; all are differentiable.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

/// The end of a dimension, as the stop that Python leaves out.
constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

/// Another shape with as many numbers, as `Tensor.view`; one size may be −1. Throws ShapeError with both shapes, also
/// if the strides do not allow a view.
Tensor view(const Tensor& x, const Shape& shape);

/// As `view`, but copies where the strides do not allow a view. Throws ShapeError with both shapes.
Tensor reshape(const Tensor& x, const Shape& shape);

/// Dimensions `start` to `end`, both included, as one; a number becomes [1]. Copies if the strides do not allow a view.
Tensor flatten(const Tensor& x, int start = 0, int end = -1);

/// Two dimensions exchanged.
Tensor transpose(const Tensor& x, int dim0, int dim1);

/// Dimension i of the result is dimension dims[i] of x. Throws ShapeError unless each is named once.
Tensor permute(const Tensor& x, const std::vector<int>& dims);

/// The dimensions in reverse order, as `Tensor.T`.
Tensor T(const Tensor& x);

/// Without the dimensions of size 1.
Tensor squeeze(const Tensor& x);

/// Without dimension `dim`, if its size is 1.
Tensor squeeze(const Tensor& x, int dim);

/// With a dimension of size 1 before `dim`; negative dims count from the end of the result.
Tensor unsqueeze(const Tensor& x, int dim);

/// Dimensions of size 1, or missing at the front, repeated without a copy; −1 keeps a size. Throws ShapeError with
/// both shapes.
Tensor expand(const Tensor& x, const Shape& shape);

/// Entry `index` of dimension `dim`, which is left out; negative indices count from the end. Throws ShapeError.
Tensor select(const Tensor& x, int dim, std::int64_t index);

/// `length` entries of dimension `dim` from `start`, which counts from the end if negative. Throws ShapeError unless
/// all of them exist.
Tensor narrow(const Tensor& x, int dim, std::int64_t start, std::int64_t length);

/// Entries start, start + step, … below stop of dimension `dim`, as x[:, start:stop:step]: negative ends count from the
/// end, and what lies outside is left out. Throws ShapeError unless step is positive.
Tensor slice(const Tensor& x, int dim, std::int64_t start, std::int64_t stop = kEnd, std::int64_t step = 1);

}  // namespace gradus
