// Taking numbers out of tensors by their places.
#pragma once

#include <cstdint>

#include "core/tensor/tensor.h"

namespace gradus {

/// Rows order[start], …, order[start + count − 1] of a contiguous `source` of shape (N) or (N, D), outside
/// the graph. uint8 becomes float32 divided by 255; other dtypes stay. `order` is int32 and contiguous; its
/// entries are row numbers of `source` (the caller's duty: the device does not check them). Throws
/// ShapeError, also for a bool source.
Tensor gatherRows(const Tensor& source, const Tensor& order, std::int64_t start, std::int64_t count);

/// result[i, j, …] = x[index[i, j, …], j, …] for dim 0, and so on, as `torch.gather`: index is int64, of x's rank, and
/// in the other dimensions not larger than x. Reads the index (waits for the device) and throws ShapeError for a place
/// that does not exist. Differentiable.
Tensor gather(const Tensor& x, int dim, const Tensor& index);

/// The entries index[0], index[1], … of dimension `dim`, as `torch.index_select`: index is int64, of shape (n) or [].
/// Reads the index (waits for the device) and throws ShapeError for an entry that does not exist. Differentiable.
Tensor indexSelect(const Tensor& x, int dim, const Tensor& index);

/// 1 at each class, 0 elsewhere, int64 of shape (…, classes), as `torch.nn.functional.one_hot`. −1 takes as many
/// classes as the largest asks for. Reads the int64 classes (waits for the device); throws ShapeError for a class that
/// does not exist.
Tensor oneHot(const Tensor& classes, std::int64_t count = -1);

}  // namespace gradus
