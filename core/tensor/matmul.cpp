#include "core/tensor/matmul.h"

#include <string>

#include "core/base/error.h"
#include "core/opencl/matrix_product.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

/// A rank-2 tensor whose rows or columns are contiguous, so that the provider can read it in place.
Tensor readable(const Tensor& x) {
  const bool rows = x.strides()[1] == 1 && x.strides()[0] >= x.shape()[1];
  const bool columns = x.strides()[0] == 1 && x.strides()[1] >= x.shape()[0];
  return rows || columns ? x.detach() : contiguous(x.detach());
}

MatrixView viewOf(const Tensor& x) {
  const bool rows = x.strides()[1] == 1 && x.strides()[0] >= x.shape()[1];
  return {&x.buffer(), x.offset(), rows ? x.strides()[0] : x.strides()[1], !rows};
}

/// a · b outside the graph.
Tensor product(const Tensor& left, const Tensor& right) {
  const Tensor a = readable(left);
  const Tensor b = readable(right);
  const std::int64_t rows = a.shape()[0];
  const std::int64_t inner = a.shape()[1];
  const std::int64_t columns = b.shape()[1];
  if (rows * columns == 0 || inner == 0) return Tensor::zeros(a.device(), {rows, columns}, a.dtype());
  Tensor result = Tensor::empty(a.device(), {rows, columns}, a.dtype());
  a.device().matrixProduct().multiply({.rows = rows,
                                       .columns = columns,
                                       .inner = inner,
                                       .a = viewOf(a),
                                       .b = viewOf(b),
                                       .result = {&result.buffer(), 0, columns, false},
                                       .precision = precisionOf(a.dtype())});
  return result;
}

Tensor transposed(const Tensor& x) {
  return transpose(x.detach(), 0, 1);
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
  if (a.dim() != 2 || b.dim() != 2 || a.shape()[1] != b.shape()[0] || a.dtype() != b.dtype() ||
      !isFloating(a.dtype())) {
    throw ShapeError("matmul: cannot multiply " + a.shape().text() + " " + nameOf(a.dtype()) + " by " +
                     b.shape().text() + " " + nameOf(b.dtype()) + ": expected (n, k) and (k, m) of one floating dtype");
  }
  return record(product(a, b), "MmBackward0", {a, b}, [a, b](const Tensor& gradient) {
    return std::vector{a.requiresGrad() ? matmul(gradient, transpose(b, 0, 1)) : Tensor(),
                       b.requiresGrad() ? matmul(transpose(a, 0, 1), gradient) : Tensor()};
  });
}

Tensor linear(const Tensor& x, const Tensor& weight, const Tensor& bias) {
  const bool biasFits = !bias.defined() || (bias.dim() == 1 && bias.shape()[0] == weight.size(0));
  if (x.dim() != 2 || weight.dim() != 2 || x.shape()[1] != weight.shape()[1] || !biasFits) {
    throw ShapeError("linear: input " + x.shape().text() + ", weight " + weight.shape().text() + " and bias " +
                     (bias.defined() ? bias.shape().text() : "none") +
                     " do not fit: expected (N, in), (out, in) and (out)");
  }
  demandSameFloating(x, weight, "linear");
  if (bias.defined()) demandSameFloating(x, bias, "linear");
  Tensor result = product(x, transposed(weight));
  if (bias.defined() && result.numel() > 0) {
    Device& device = x.device();
    const std::int64_t blocks = (result.shape()[1] + device.lanes() - 1) / device.lanes();
    device.launch(kernelFor("add_row", result.dtype()), device.itemsOver(result.shape()[0] * blocks), result.buffer(),
                  bias.buffer(), static_cast<cl_int>(bias.offset()), static_cast<cl_int>(result.shape()[0]),
                  static_cast<cl_int>(result.shape()[1]));
  }
  return record(result, "AddmmBackward0", {x, weight, bias}, [x, weight, bias](const Tensor& gradient) {
    return std::vector{x.requiresGrad() ? matmul(gradient, weight) : Tensor(),
                       weight.requiresGrad() ? matmul(transpose(gradient, 0, 1), x) : Tensor(),
                       bias.requiresGrad() ? sum(gradient, 0) : Tensor()};
  });
}

}  // namespace gradus
