#include "core/tensor/arithmetic.h"

#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/cast.h"
#include "core/tensor/copy.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/map.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

/// The two in the dtype in which they meet. A number without dimensions follows the other tensor.
std::pair<Tensor, Tensor> met(const Tensor& a, const Tensor& b) {
  const Dtype dtype = resultType(a, b);
  return {to(a, dtype), to(b, dtype)};
}

/// Two floating tensors of one shape by a kernel of the library; those that are broadcast, and integers, by one made
/// for them.
Tensor binary(const char* kernel, const char* expression, const Tensor& a, const Tensor& b) {
  if (!isFloating(a.dtype()) || a.shape() != b.shape()) return compute({kernel, expression, a.dtype()}, {a, b});
  Tensor result = Tensor::empty(a.device(), a.shape(), a.dtype());
  if (result.numel() == 0) return result;
  const NoGrad noGrad;
  const Tensor left = contiguous(a);
  const Tensor right = contiguous(b);
  const auto count = static_cast<cl_int>(result.numel());
  a.device().launch(kernelFor(kernel, a.dtype()), a.device().lanesOver(count), left.buffer(),
                    static_cast<cl_int>(left.offset()), right.buffer(), static_cast<cl_int>(right.offset()),
                    result.buffer(), cl_int{0}, count);
  return result;
}

/// The gradient for an input, of its shape: what broadcasting copied is summed again. Undefined if it needs none;
/// `gradient` is then not computed.
template <class Gradient>
Tensor gradientFor(const Receiver& input, const Gradient& gradient) {
  return input.needsGrad ? sumTo(gradient(), input.shape) : Tensor();
}

/// Added to a product it changes nothing, not even the sign of a zero: −0 + 0 would be 0.
constexpr double kNothing = -0.0;

Tensor scaled(const Tensor& x, double scale, double shift, const char* name) {
  demandFloating(x, "affine");
  Tensor result = Tensor::empty(x.device(), x.shape(), x.dtype());
  if (x.numel() > 0) {
    const Tensor dense = contiguous(x.detach());
    const auto count = static_cast<cl_int>(x.numel());
    x.device().launch(kernelFor("affine", x.dtype()), x.device().lanesOver(count), dense.buffer(),
                      static_cast<cl_int>(dense.offset()), result.buffer(), count, realFor(scale, x.dtype()),
                      realFor(shift, x.dtype()));
  }
  return record(result, name, {x}, [scale](const Tensor& gradient) { return std::vector{gradient * scale}; });
}

}  // namespace

Tensor operator+(const Tensor& left, const Tensor& right) {
  const auto [a, b] = met(left, right);
  const char* integers = a.dtype() == Dtype::Bool ? "x | y" : "x + y";
  return record(binary("add", integers, a, b), "AddBackward0", {a, b},
                [toA = Receiver(a), toB = Receiver(b)](const Tensor& gradient) {
                  const auto same = [&] { return gradient; };
                  return std::vector{gradientFor(toA, same), gradientFor(toB, same)};
                });
}

Tensor operator-(const Tensor& left, const Tensor& right) {
  if (left.dtype() == Dtype::Bool || right.dtype() == Dtype::Bool) {
    throw ShapeError(std::string("subtract: bool has no difference, got ") + nameOf(left.dtype()) + " " +
                     left.shape().text() + " and " + nameOf(right.dtype()) + " " + right.shape().text() +
                     "; compare them with ne, or convert them with to");
  }
  const auto [a, b] = met(left, right);
  return record(
      binary("subtract", "x - y", a, b), "SubBackward0", {a, b},
      [toA = Receiver(a), toB = Receiver(b)](const Tensor& gradient) {
        return std::vector{gradientFor(toA, [&] { return gradient; }), gradientFor(toB, [&] { return -gradient; })};
      });
}

Tensor operator*(const Tensor& left, const Tensor& right) {
  const auto [a, b] = met(left, right);
  return record(binary("multiply", "x * y", a, b), "MulBackward0", {a, b},
                [toA = Receiver(a), toB = Receiver(b), a = savedFor(b, a), b = savedFor(a, b)](const Tensor& gradient) {
                  return std::vector{gradientFor(toA, [&] { return gradient * b; }),
                                     gradientFor(toB, [&] { return gradient * a; })};
                });
}

Tensor operator/(const Tensor& left, const Tensor& right) {
  const Dtype dtype = resultType(left, right);
  if (!isFloating(dtype)) return to(left, Dtype::Float32) / to(right, Dtype::Float32);
  const Tensor a = to(left, dtype);
  const Tensor b = to(right, dtype);
  return record(binary("divide", "x / y", a, b), "DivBackward0", {a, b},
                [toA = Receiver(a), toB = Receiver(b), a = savedFor(b, a), b = b.detach()](const Tensor& gradient) {
                  return std::vector{gradientFor(toA, [&] { return gradient / b; }),
                                     gradientFor(toB, [&] { return -gradient * ((a / b) / b); })};
                });
}

Tensor affine(const Tensor& x, double scale, double shift) {
  return scaled(x, scale, shift, "MulBackward0");
}

Tensor operator+(const Tensor& x, const Scalar& number) {
  if (!isFloating(x.dtype())) return x + beside(x, number);
  return scaled(x, 1, number.toDouble(), "AddBackward0");
}
Tensor operator-(const Tensor& x, const Scalar& number) {
  if (!isFloating(x.dtype())) return x - beside(x, number);
  return scaled(x, 1, -number.toDouble(), "SubBackward0");
}
Tensor operator*(const Tensor& x, const Scalar& number) {
  if (!isFloating(x.dtype())) return x * beside(x, number);
  return scaled(x, number.toDouble(), kNothing, "MulBackward0");
}
Tensor operator/(const Tensor& x, const Scalar& number) {
  return x / beside(x, number);
}
Tensor operator+(const Scalar& number, const Tensor& x) {
  return x + number;
}
Tensor operator-(const Scalar& number, const Tensor& x) {
  if (!isFloating(x.dtype())) return beside(x, number) - x;
  return scaled(x, -1, number.toDouble(), "RsubBackward1");
}
Tensor operator*(const Scalar& number, const Tensor& x) {
  return x * number;
}
Tensor operator/(const Scalar& number, const Tensor& x) {
  return reciprocal(x) * number;  // so does PyTorch, whose rounding this follows
}
Tensor operator-(const Tensor& x) {
  if (x.dtype() == Dtype::Bool) throw ShapeError("negative: bool has no opposite; use logicalNot, or convert with to");
  if (!isFloating(x.dtype())) return compute({"negative", "-x", x.dtype()}, {x});
  return scaled(x, -1, kNothing, "NegBackward0");
}

void addInto(const Tensor& target, const Tensor& source) {
  demandSameFloating(target, source, "addInto");
  if (target.shape() != source.shape() || !target.isContiguous()) {
    throw ShapeError("addInto: cannot add " + source.shape().text() + " to " + target.shape().text());
  }
  if (target.numel() == 0) return;
  const Tensor dense = contiguous(source.detach());
  const auto count = static_cast<cl_int>(target.numel());
  const auto offset = static_cast<cl_int>(target.offset());
  target.markModified("addInto");
  target.device().launch(kernelFor("add_into", target.dtype()), target.device().lanesOver(count), target.buffer(),
                         offset, dense.buffer(), static_cast<cl_int>(dense.offset()), count);
}

}  // namespace gradus
