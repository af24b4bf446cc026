// Softmax and its logarithm over one dimension.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

/// exp(x) / Σ exp(x) over dimension `dim` (negative ones count from the end), without overflow, as
/// `torch.softmax`. Throws ShapeError for a dimension that is not there or numbers that are not floating.
Tensor softmax(const Tensor& x, int dim);

/// ln softmax(x), as `torch.log_softmax`.
Tensor logSoftmax(const Tensor& x, int dim);

}  // namespace gradus
