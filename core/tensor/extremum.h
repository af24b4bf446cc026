// The largest and the smallest numbers, and where they are. A NaN counts as larger and as smaller than every number,
// and the first of equals is taken, as in PyTorch.
#pragma once

#include "core/tensor/dims.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// What `torch.max(x, dim)` and its kind return: numbers and, int64, their places along the dimension.
struct ValuesAndIndices {
  Tensor values;
  Tensor indices;
};

/// The largest of all numbers, of shape []; its gradient is shared evenly among equals. Throws ShapeError if there are
/// no numbers.
Tensor max(const Tensor& x);
Tensor min(const Tensor& x);

/// The largest numbers along a dimension; the gradient goes to the ones taken. Throws ShapeError if it is empty.
ValuesAndIndices max(const Tensor& x, int dim, bool keepDim = false);
ValuesAndIndices min(const Tensor& x, int dim, bool keepDim = false);

/// As `torch.amax`: over several dimensions, the gradient shared evenly among equals. Throws ShapeError as max does.
Tensor amax(const Tensor& x, const Dims& dims = {}, bool keepDim = false);
Tensor amin(const Tensor& x, const Dims& dims = {}, bool keepDim = false);

/// The place of the largest number in row-major order, int64 of shape []. Throws ShapeError if there are no numbers.
Tensor argmax(const Tensor& x);
Tensor argmin(const Tensor& x);

/// The places of the largest numbers along a dimension, int64. Throws ShapeError if it is empty.
Tensor argmax(const Tensor& x, int dim, bool keepDim = false);
Tensor argmin(const Tensor& x, int dim, bool keepDim = false);

}  // namespace gradus
