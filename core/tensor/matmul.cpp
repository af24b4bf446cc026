#include "core/tensor/matmul.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/opencl/matrix_product.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/on_demand.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

bool rowsAreContiguous(const Tensor& x) {
  return x.strides()[1] == 1 && x.strides()[0] >= x.shape()[1];
}

/// A matrix whose rows or columns are contiguous, so that the provider can read it in place.
Tensor readable(const Tensor& x) {
  const bool columnsAre = x.strides()[0] == 1 && x.strides()[1] >= x.shape()[0];
  if (rowsAreContiguous(x) || columnsAre) return x.detach();
  // Dimensions of size 1 may have any stride in a contiguous tensor.
  const Tensor dense = contiguous(x.detach());
  return dense.alias(dense.shape(), contiguousStrides(dense.shape()), dense.offset());
}

MatrixView viewOf(const Tensor& x) {
  const bool rows = rowsAreContiguous(x);
  return {&x.buffer(), x.offset(), rows ? x.strides()[0] : x.strides()[1], !rows};
}

void multiplyIntegers(const Tensor& left, const Tensor& right, const Tensor& result) {
  const Tensor a = contiguous(left);
  const Tensor b = contiguous(right);
  Device& device = a.device();
  device.launch(onDemand(device, "products", "multiply", a.dtype()), device.itemsOver(result.numel()), a.buffer(),
                intOf(a.offset()), b.buffer(), intOf(b.offset()), result.buffer(), intOf(result.offset()),
                intOf(a.shape()[0]), intOf(b.shape()[1]), intOf(a.shape()[1]));
}

/// result = a · b outside the graph; none of the sizes is 0, and the result is contiguous.
void multiplyInto(const Tensor& left, const Tensor& right, const Tensor& result) {
  if (!isFloating(result.dtype())) return multiplyIntegers(left, right, result);
  const Tensor a = readable(left);
  const Tensor b = readable(right);
  a.device().matrixProduct().multiply({.rows = a.shape()[0],
                                       .columns = b.shape()[1],
                                       .inner = a.shape()[1],
                                       .a = viewOf(a),
                                       .b = viewOf(b),
                                       .result = {&result.buffer(), result.offset(), b.shape()[1], false},
                                       .precision = precisionOf(a.dtype())});
}

/// a · b outside the graph.
Tensor product(const Tensor& a, const Tensor& b) {
  const Shape shape = {a.shape()[0], b.shape()[1]};
  if (shape.numel() == 0 || a.shape()[1] == 0) return Tensor::zeros(a.device(), shape, a.dtype());
  Tensor result = Tensor::empty(a.device(), shape, a.dtype());
  multiplyInto(a, b, result);
  return result;
}

Tensor transposed(const Tensor& x) {
  return transpose(x.detach(), 0, 1);
}

/// (n, k) · (k, m) → (n, m).
Tensor multiplyMatrices(const Tensor& a, const Tensor& b) {
  return record(product(a, b), "MmBackward0", {a, b}, [a = savedFor(b, a), b = savedFor(a, b)](const Tensor& gradient) {
    return std::vector{b.defined() ? matmul(gradient, transpose(b, 0, 1)) : Tensor(),
                       a.defined() ? matmul(transpose(a, 0, 1), gradient) : Tensor()};
  });
}

/// The matrix of x, of shape (…, n, m), with this number in the order of the batch.
Tensor matrixOf(const Tensor& x, std::int64_t number) {
  const int batchRank = x.dim() - 2;
  std::int64_t offset = x.offset();
  for (int dim = batchRank - 1; dim >= 0; --dim) {
    offset += number % x.shape()[dim] * x.strides()[dim];
    number /= x.shape()[dim];
  }
  return x.alias({x.shape()[batchRank], x.shape()[batchRank + 1]}, {x.strides()[batchRank], x.strides()[batchRank + 1]},
                 offset);
}

/// (…, n, k) · (…, k, m) → (…, n, m), with the same batch dimensions, one product after another.
Tensor multiplyBatches(const Tensor& a, const Tensor& b) {
  const int rows = a.dim() - 2;
  const int columns = a.dim() - 1;
  Shape shape = a.shape();
  shape[columns] = b.shape()[columns];
  const std::int64_t size = shape[rows] * shape[columns];
  const bool isZero = shape.numel() == 0 || a.shape()[columns] == 0;
  Tensor result = isZero ? Tensor::zeros(a.device(), shape, a.dtype()) : Tensor::empty(a.device(), shape, a.dtype());
  for (std::int64_t i = 0; !isZero && i < shape.numel() / size; ++i) {
    multiplyInto(matrixOf(a, i), matrixOf(b, i), matrixOf(result, i));
  }
  return record(result, "BmmBackward0", {a, b},
                [a = savedFor(b, a), b = savedFor(a, b), rows, columns](const Tensor& gradient) {
                  return std::vector{b.defined() ? multiplyBatches(gradient, transpose(b, rows, columns)) : Tensor(),
                                     a.defined() ? multiplyBatches(transpose(a, rows, columns), gradient) : Tensor()};
                });
}

[[noreturn]] void refuse(const Tensor& a, const Tensor& b) {
  throw ShapeError("matmul: cannot multiply " + a.shape().text() + " " + nameOf(a.dtype()) + " by " + b.shape().text() +
                   " " + nameOf(b.dtype()) +
                   ": expected (…, n, k) and (…, k, m) of one dtype but bool, whose leading dimensions broadcast, or " +
                   "vectors of k numbers");
}

/// Whether the dimensions before the last two are equal or 1, counted from the right.
bool batchesBroadcast(const Tensor& a, const Tensor& b) {
  for (int dim = 3; dim <= std::min(a.dim(), b.dim()); ++dim) {
    if (a.size(-dim) != b.size(-dim) && a.size(-dim) != 1 && b.size(-dim) != 1) return false;
  }
  return true;
}

/// `batch` and the two sizes of a matrix.
Shape batchOf(const Shape& batch, std::int64_t rows, std::int64_t columns) {
  return batch.with(batch.rank(), rows).with(batch.rank() + 1, columns);
}

/// Matrices or batches of them; the inner sizes are equal.
Tensor multiplyAny(const Tensor& a, const Tensor& b) {
  if (a.dim() == 2 && b.dim() == 2) return multiplyMatrices(a, b);
  const std::int64_t rows = a.size(-2);
  const std::int64_t columns = b.size(-1);
  const std::int64_t inner = a.size(-1);
  const Shape batchA = a.shape().without(a.dim() - 1).without(a.dim() - 2);
  const Shape batchB = b.shape().without(b.dim() - 1).without(b.dim() - 2);
  if (b.dim() == 2) {  // The rows of all matrices of a meet the same b: one large product.
    const Tensor flat = reshape(a, {batchA.numel() * rows, inner});
    return reshape(multiplyMatrices(flat, b), batchOf(batchA, rows, columns));
  }
  const Shape batch = broadcastShape(batchA, batchB, "matmul");
  return multiplyBatches(expand(a, batchOf(batch, rows, inner)), expand(b, batchOf(batch, inner, columns)));
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
  const bool fits = a.dim() > 0 && b.dim() > 0 && a.size(-1) == b.size(b.dim() == 1 ? 0 : -2) &&
                    a.dtype() == b.dtype() && a.dtype() != Dtype::Bool && batchesBroadcast(a, b);
  if (!fits) refuse(a, b);
  // A vector on the left is a row, one on the right a column, and the result lacks that dimension.
  if (a.dim() == 1) return squeeze(matmul(unsqueeze(a, 0), b), b.dim() == 1 ? 0 : -2);
  if (b.dim() == 1) return squeeze(matmul(a, unsqueeze(b, 1)), -1);
  return multiplyAny(a, b);
}

Tensor linear(const Tensor& x, const Tensor& weight, const Tensor& bias) {
  const bool weightFits = x.dim() > 0 && weight.dim() == 2 && x.size(-1) == weight.shape()[1];
  const bool biasFits = !bias.defined() || (bias.dim() == 1 && weightFits && bias.shape()[0] == weight.shape()[0]);
  if (!weightFits || !biasFits) {
    throw ShapeError("linear: input " + x.shape().text() + ", weight " + weight.shape().text() + " and bias " +
                     (bias.defined() ? bias.shape().text() : "none") +
                     " do not fit: expected (…, in), (out, in) and (out)");
  }
  if (x.dim() != 2) {  // All rows meet the same weight: one large product.
    const Shape batch = x.shape().without(x.dim() - 1);
    const Tensor rows = reshape(x, {batch.numel(), x.size(-1)});
    return reshape(linear(rows, weight, bias), batch.with(batch.rank(), weight.shape()[0]));
  }
  demandSameFloating(x, weight, "linear");
  if (bias.defined()) demandSameFloating(x, bias, "linear");
  Tensor result = product(x, transposed(weight));
  if (bias.defined() && result.numel() > 0) {
    Device& device = x.device();
    const Tensor row = contiguous(bias.detach());
    const std::int64_t blocks = (result.shape()[1] + device.lanes() - 1) / device.lanes();
    device.launch(kernelFor("add_row", result.dtype()), device.itemsOver(result.shape()[0] * blocks), result.buffer(),
                  row.buffer(), intOf(row.offset()), intOf(result.shape()[0]), intOf(result.shape()[1]));
  }
  return record(result, "AddmmBackward0", {x, weight, bias},
                [x = savedFor(weight, x), weight = savedFor(x, weight),
                 biasNeedsGrad = bias.requiresGrad()](const Tensor& gradient) {
                  return std::vector{weight.defined() ? matmul(gradient, weight) : Tensor(),
                                     x.defined() ? matmul(transpose(gradient, 0, 1), x) : Tensor(),
                                     biasNeedsGrad ? sum(gradient, 0) : Tensor()};
                });
}

}  // namespace gradus
