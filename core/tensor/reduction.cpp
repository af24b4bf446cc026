#include "core/tensor/reduction.h"

#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

/// x as [outer, count, inner] summed over the middle, contiguous in and out.
Tensor sumMiddle(const Tensor& x, int dim) {
  std::int64_t outer = 1;
  std::int64_t inner = 1;
  for (int i = 0; i < dim; ++i) outer *= x.shape()[i];
  for (int i = dim + 1; i < x.dim(); ++i) inner *= x.shape()[i];
  const std::int64_t count = x.shape()[dim];

  Tensor result = Tensor::empty(x.device(), x.shape().without(dim), x.dtype());
  if (result.numel() == 0) return result;
  Device& device = x.device();
  const auto start = static_cast<cl_int>(x.offset());
  if (inner == 1) {
    device.launch(kernelFor("sum_rows", x.dtype()), device.itemsOver(outer), x.buffer(), start, result.buffer(),
                  static_cast<cl_int>(outer), static_cast<cl_int>(count), static_cast<cl_int>(count));
  } else {
    const std::int64_t blocks = (inner + device.lanes() - 1) / device.lanes();
    device.launch(kernelFor("sum_columns", x.dtype()), device.itemsOver(outer * blocks), x.buffer(), start,
                  result.buffer(), static_cast<cl_int>(outer), static_cast<cl_int>(count), static_cast<cl_int>(inner));
  }
  return result;
}

/// The sum of all numbers, divided, of shape []. Each work-item adds up one chunk; then the sums are added up in the
/// same way, until one is left.
Tensor sumOver(const Tensor& x, double divisor) {
  demandFloating(x, "sum");
  constexpr std::int64_t kChunk = 4096;
  Device& device = x.device();
  Tensor partial = contiguous(x.detach());
  std::int64_t count = x.numel();
  do {
    const std::int64_t chunks = std::max<std::int64_t>((count + kChunk - 1) / kChunk, 1);
    Tensor next = Tensor::empty(device, {chunks}, x.dtype());
    device.launch(kernelFor("sum_chunks", x.dtype()), device.itemsOver(chunks), partial.buffer(),
                  static_cast<cl_int>(partial.offset()), next.buffer(), static_cast<cl_int>(count),
                  static_cast<cl_int>(kChunk), realFor(chunks == 1 ? divisor : 1, x.dtype()));
    partial = next;
    count = chunks;
  } while (count > 1);
  return partial.alias({}, {}, 0);
}

}  // namespace

Tensor sum(const Tensor& x) {
  return record(sumOver(x, 1), "SumBackward0", {x},
                [shape = x.shape()](const Tensor& gradient) { return std::vector{expand(gradient, shape)}; });
}

Tensor mean(const Tensor& x) {
  const auto count = static_cast<double>(x.numel());
  return record(sumOver(x, count), "MeanBackward0", {x}, [shape = x.shape(), count](const Tensor& gradient) {
    return std::vector{expand(affine(gradient, 1 / count, 0), shape)};
  });
}

Tensor sum(const Tensor& x, int dimension, bool keepDim) {
  demandFloating(x, "sum");
  const int dim = wrapDim(dimension, x.shape(), "sum");
  if (x.dim() == 0) return sum(x);
  Tensor result = sumMiddle(contiguous(x.detach()), dim);
  if (keepDim) {
    const Shape kept = result.shape().with(dim, 1);
    result = result.alias(kept, contiguousStrides(kept), 0);
  }
  return record(result, "SumBackward1", {x}, [shape = x.shape(), dim, keepDim](const Tensor& gradient) {
    const Tensor kept = keepDim ? gradient : reshape(gradient, gradient.shape().with(dim, 1));
    return std::vector{expand(kept, shape)};
  });
}

Tensor sumTo(const Tensor& x, const Shape& shape) {
  Tensor result = x;
  while (result.dim() > shape.rank()) result = sum(result, 0);
  for (int dim = 0; dim < shape.rank(); ++dim) {
    if (shape[dim] == 1 && result.shape()[dim] != 1) result = sum(result, dim, true);
  }
  return result;
}

}  // namespace gradus
