#include "core/tensor/cast.h"

#include "core/tensor/graph.h"
#include "core/tensor/map.h"

namespace gradus {
Tensor to(const Tensor& x, Dtype dtype) {
  if (x.dtype() == dtype) return x;
  const bool truth = dtype == Dtype::Bool;
  const Tensor result = compute({"to", truth ? "x != (N)(0) ? (N)(1) : (N)(0)" : "x", dtype}, {x});
  if (!isFloating(dtype)) return result;
  return record(result, "ToCopyBackward0", {x},
                [before = x.dtype()](const Tensor& gradient) { return std::vector{to(gradient, before)}; });
}

}  // namespace gradus
