#include "core/tensor/logic.h"

#include <string>

#include "core/tensor/cast.h"
#include "core/tensor/map.h"

namespace gradus {
namespace {

Tensor join(const char* name, const char* expression, const Tensor& a, const Tensor& b) {
  return compute({name, expression, Dtype::Bool}, {to(a.detach(), Dtype::Bool), to(b.detach(), Dtype::Bool)});
}

/// `condition` is one of floating numbers; of integers `whole` is the answer.
Tensor classify(const char* name, const std::string& condition, bool whole, const Tensor& x) {
  if (!isFloating(x.dtype())) return Tensor::full(x.device(), x.shape(), whole ? 1 : 0, Dtype::Bool);
  return compute({name, condition + " ? (N)(1) : (N)(0)", Dtype::Bool}, {x.detach()});
}

}  // namespace

Tensor logicalAnd(const Tensor& a, const Tensor& b) {
  return join("logical_and", "x & y", a, b);
}
Tensor logicalOr(const Tensor& a, const Tensor& b) {
  return join("logical_or", "x | y", a, b);
}
Tensor logicalXor(const Tensor& a, const Tensor& b) {
  return join("logical_xor", "x ^ y", a, b);
}
Tensor logicalNot(const Tensor& x) {
  return compute({"logical_not", "x ^ (N)(1)", Dtype::Bool}, {to(x.detach(), Dtype::Bool)});
}

Tensor isNan(const Tensor& x) {
  return classify("is_nan", "x != x", false, x);
}
Tensor isInf(const Tensor& x) {
  return classify("is_inf", "fabs(x) == (N)(INFINITY)", false, x);
}
Tensor isFinite(const Tensor& x) {
  return classify("is_finite", "fabs(x) < (N)(INFINITY)", true, x);
}

}  // namespace gradus
