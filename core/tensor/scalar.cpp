#include "core/tensor/scalar.h"

#include "core/tensor/copy.h"

namespace gradus {
namespace {

/// bool, integer, floating: the kinds in the order in which they win.
int kindOf(Dtype dtype) {
  if (dtype == Dtype::Bool) return 0;
  return isFloating(dtype) ? 2 : 1;
}

}  // namespace

Dtype resultType(const Tensor& x, const Scalar& number) {
  return kindOf(number.kind()) > kindOf(x.dtype()) ? number.kind() : x.dtype();
}

Dtype resultType(const Tensor& a, const Tensor& b) {
  const auto aloneDecides = [](const Tensor& x, const Tensor& other) {
    return x.dim() > 0 && other.dim() == 0 && kindOf(other.dtype()) <= kindOf(x.dtype());
  };
  if (aloneDecides(a, b)) return a.dtype();
  if (aloneDecides(b, a)) return b.dtype();
  return promoteTypes(a.dtype(), b.dtype());
}

Tensor beside(const Tensor& x, const Scalar& number) {
  Tensor tensor = Tensor::empty(x.device(), {}, resultType(x, number));
  fill(tensor, number);
  return tensor;
}

}  // namespace gradus
