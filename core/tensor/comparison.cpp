#include "core/tensor/comparison.h"

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/tensor/cast.h"
#include "core/tensor/graph.h"
#include "core/tensor/map.h"
#include "core/tensor/reduction.h"

namespace gradus {
namespace {

Tensor compare(const char* name, const char* sign, const Tensor& a, const Tensor& b) {
  const Dtype dtype = resultType(a, b);
  const std::string outcome = "x " + std::string(sign) + " y ? (N)(1) : (N)(0)";
  return compute({name, outcome, Dtype::Bool}, {to(a, dtype).detach(), to(b, dtype).detach()});
}

Tensor choose(const Tensor& condition, const Tensor& a, const Tensor& b) {
  return compute({"where", "x != (N)(0) ? y : z", a.dtype()}, {to(condition, a.dtype()), a, b});
}

/// The one of each pair for which `a sign b` holds, or the one that is NaN.
Tensor extreme(const char* name, const char* gradName, const std::string& sign, const Tensor& left,
               const Tensor& right) {
  const Dtype dtype = resultType(left, right);
  const Tensor a = to(left, dtype);
  const Tensor b = to(right, dtype);
  const Tensor result = compute({name, "(x " + sign + " y || x != x) ? x : y", dtype}, {a, b});
  // Where one is NaN no comparison holds, and both get the gradient, as in PyTorch.
  const std::string backward = name + std::string(".backward");
  return record(result, gradName, {a, b},
                [=, toA = Receiver(a), toB = Receiver(b), a = a.detach(), b = b.detach()](const Tensor& gradient) {
                  const auto part = [&](const Receiver& to, const Tensor& x, const Tensor& y) {
                    if (!to.needsGrad) return Tensor();
                    const std::string expression = "x == y ? z / 2 : (y " + sign + " x ? (N)(0) : z)";
                    return sumTo(compute({backward, expression, dtype}, {x, y, gradient}), to.shape);
                  };
                  return std::vector{part(toA, a, b), part(toB, b, a)};
                });
}

}  // namespace

Tensor eq(const Tensor& a, const Tensor& b) {
  return compare("eq", "==", a, b);
}
Tensor ne(const Tensor& a, const Tensor& b) {
  return compare("ne", "!=", a, b);
}
Tensor lt(const Tensor& a, const Tensor& b) {
  return compare("lt", "<", a, b);
}
Tensor le(const Tensor& a, const Tensor& b) {
  return compare("le", "<=", a, b);
}
Tensor gt(const Tensor& a, const Tensor& b) {
  return compare("gt", ">", a, b);
}
Tensor ge(const Tensor& a, const Tensor& b) {
  return compare("ge", ">=", a, b);
}

Tensor eq(const Tensor& x, const Scalar& number) {
  return eq(x, beside(x, number));
}
Tensor ne(const Tensor& x, const Scalar& number) {
  return ne(x, beside(x, number));
}
Tensor lt(const Tensor& x, const Scalar& number) {
  return lt(x, beside(x, number));
}
Tensor le(const Tensor& x, const Scalar& number) {
  return le(x, beside(x, number));
}
Tensor gt(const Tensor& x, const Scalar& number) {
  return gt(x, beside(x, number));
}
Tensor ge(const Tensor& x, const Scalar& number) {
  return ge(x, beside(x, number));
}

Tensor maximum(const Tensor& a, const Tensor& b) {
  return extreme("maximum", "MaximumBackward0", ">", a, b);
}
Tensor minimum(const Tensor& a, const Tensor& b) {
  return extreme("minimum", "MinimumBackward0", "<", a, b);
}

Tensor where(const Tensor& condition, const Tensor& left, const Tensor& right) {
  if (condition.dtype() != Dtype::Bool && condition.dtype() != Dtype::UInt8) {
    throw ShapeError(std::string("where: the condition is to be bool, got ") + nameOf(condition.dtype()) + " " +
                     condition.shape().text());
  }
  const Dtype dtype = resultType(left, right);
  const Tensor a = to(left, dtype);
  const Tensor b = to(right, dtype);
  return record(choose(condition, a, b), "WhereBackward0", {a, b},
                [condition, toA = Receiver(a), toB = Receiver(b)](const Tensor& gradient) {
                  const Tensor zero = Tensor::zeros(gradient.device(), {}, gradient.dtype());
                  return std::vector{toA.needsGrad ? sumTo(choose(condition, gradient, zero), toA.shape) : Tensor(),
                                     toB.needsGrad ? sumTo(choose(condition, zero, gradient), toB.shape) : Tensor()};
                });
}

Tensor where(const Tensor& condition, const Tensor& a, const Scalar& b) {
  return where(condition, a, beside(a, b));
}
Tensor where(const Tensor& condition, const Scalar& a, const Tensor& b) {
  return where(condition, beside(b, a), b);
}

}  // namespace gradus
