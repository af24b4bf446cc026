#include "core/tensor/arithmetic.h"

#include <string>

#include "core/base/error.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

Tensor launchBinary(const char* kernel, const Tensor& a, const Tensor& b) {
  demandSameFloating(a, b, kernel);
  const Shape shape = broadcastShape(a.shape(), b.shape(), kernel);
  Tensor result = Tensor::empty(a.device(), shape, a.dtype());
  if (result.numel() == 0) return result;
  const NoGrad noGrad;
  const Tensor left = contiguous(expand(a, shape));
  const Tensor right = contiguous(expand(b, shape));
  const auto count = static_cast<cl_int>(result.numel());
  a.device().launch(kernelFor(kernel, a.dtype()), a.device().lanesOver(count), left.buffer(),
                    static_cast<cl_int>(left.offset()), right.buffer(), static_cast<cl_int>(right.offset()),
                    result.buffer(), cl_int{0}, count);
  return result;
}

/// The gradient for an input of that shape: what broadcasting copied is summed again. Undefined if it needs
/// none.
Tensor gradientFor(const Tensor& input, const Tensor& gradient) {
  return input.requiresGrad() ? sumTo(gradient, input.shape()) : Tensor();
}

}  // namespace

Tensor operator+(const Tensor& a, const Tensor& b) {
  return record(launchBinary("add", a, b), "AddBackward0", {a, b}, [a, b](const Tensor& gradient) {
    return std::vector{gradientFor(a, gradient), gradientFor(b, gradient)};
  });
}

Tensor operator-(const Tensor& a, const Tensor& b) {
  return record(launchBinary("subtract", a, b), "SubBackward0", {a, b}, [a, b](const Tensor& gradient) {
    return std::vector{gradientFor(a, gradient), b.requiresGrad() ? gradientFor(b, -gradient) : Tensor()};
  });
}

Tensor operator*(const Tensor& a, const Tensor& b) {
  return record(launchBinary("multiply", a, b), "MulBackward0", {a, b}, [a, b](const Tensor& gradient) {
    return std::vector{a.requiresGrad() ? gradientFor(a, gradient * b) : Tensor(),
                       b.requiresGrad() ? gradientFor(b, gradient * a) : Tensor()};
  });
}

Tensor operator/(const Tensor& a, const Tensor& b) {
  return record(launchBinary("divide", a, b), "DivBackward0", {a, b}, [a, b](const Tensor& gradient) {
    return std::vector{a.requiresGrad() ? gradientFor(a, gradient / b) : Tensor(),
                       b.requiresGrad() ? gradientFor(b, -gradient * ((a / b) / b)) : Tensor()};
  });
}

Tensor affine(const Tensor& x, double scale, double shift) {
  demandFloating(x, "affine");
  Tensor result = Tensor::empty(x.device(), x.shape(), x.dtype());
  if (x.numel() > 0) {
    const Tensor dense = contiguous(x.detach());
    const auto count = static_cast<cl_int>(x.numel());
    x.device().launch(kernelFor("affine", x.dtype()), x.device().lanesOver(count), dense.buffer(),
                      static_cast<cl_int>(dense.offset()), result.buffer(), count, realFor(scale, x.dtype()),
                      realFor(shift, x.dtype()));
  }
  return record(result, "MulBackward0", {x},
                [scale](const Tensor& gradient) { return std::vector{affine(gradient, scale, 0)}; });
}

Tensor operator+(const Tensor& x, double number) {
  return affine(x, 1, number);
}
Tensor operator-(const Tensor& x, double number) {
  return affine(x, 1, -number);
}
Tensor operator*(const Tensor& x, double number) {
  return affine(x, number, 0);
}
Tensor operator-(const Tensor& x) {
  return affine(x, -1, 0);
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
  target.device().launch(kernelFor("add_into", target.dtype()), target.device().lanesOver(count), target.buffer(),
                         offset, dense.buffer(), static_cast<cl_int>(dense.offset()), count);
}

}  // namespace gradus
