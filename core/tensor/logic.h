// Truth values: joining and turning them, and asking what kind of number something is. All give bool tensors, outside
// the graph. Everything but 0 is true, NaN too.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

// As torch.logical_and and so on, for every dtype. Two tensors broadcast; ShapeError where they do not.
Tensor logicalAnd(const Tensor& a, const Tensor& b);
Tensor logicalOr(const Tensor& a, const Tensor& b);
Tensor logicalXor(const Tensor& a, const Tensor& b);
Tensor logicalNot(const Tensor& x);

// As torch.isnan, torch.isinf and torch.isfinite: an integer is finite.
Tensor isNan(const Tensor& x);
Tensor isInf(const Tensor& x);
Tensor isFinite(const Tensor& x);

}  // namespace gradus
