// Taking rows out of tensors by number.
#pragma once

#include <cstdint>

#include "core/tensor/tensor.h"

namespace gradus {

/// Rows order[start], …, order[start + count − 1] of a contiguous `source` of shape (N) or (N, D), outside
/// the graph. uint8 becomes float32 divided by 255; other dtypes stay. `order` is int32 and contiguous; its
/// entries are row numbers of `source` (the caller's duty: the device does not check them). Throws
/// ShapeError, also for a bool source.
Tensor gatherRows(const Tensor& source, const Tensor& order, std::int64_t start, std::int64_t count);

}  // namespace gradus
