// Sorting along a dimension. NaN counts as larger than every number, as in PyTorch. The values are differentiable.
#pragma once

#include <cstdint>

#include "core/tensor/extremum.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// The numbers in order along `dim`, equal ones in the order they had, and the places they came from, as
/// `torch.sort(x, stable=True)`. Throws ShapeError.
ValuesAndIndices sort(const Tensor& x, int dim = -1, bool descending = false);

/// The places alone, as `torch.argsort`.
Tensor argsort(const Tensor& x, int dim = -1, bool descending = false);

/// The k largest numbers along `dim`, or the smallest, in order, and their places, as `torch.topk`; of equal ones the
/// first. Throws ShapeError unless there are k.
ValuesAndIndices topk(const Tensor& x, std::int64_t k, int dim = -1, bool largest = true);

}  // namespace gradus
