#include "core/tensor/reduction.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/base/error.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/cast.h"
#include "core/tensor/comparison.h"
#include "core/tensor/copy.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/extremum.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/on_demand.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

/// The sum over one dimension, divided, kept with size 1.
Tensor sumAlong(const Tensor& input, int dim, double divisor) {
  const Tensor x = contiguous(input);
  const auto [outer, count, inner] = middleOf(x.shape(), dim);
  Shape shape = x.shape();
  shape[dim] = 1;
  Tensor result = Tensor::empty(x.device(), shape, x.dtype());
  if (result.numel() == 0) return result;
  Device& device = x.device();
  if (inner == 1) {
    device.launch(kernelFor("sum_rows", x.dtype()), device.itemsOver(outer), x.buffer(), intOf(x.offset()),
                  result.buffer(), intOf(outer), intOf(count), intOf(count), realFor(divisor, x.dtype()));
  } else {
    const std::int64_t blocks = (inner + device.lanes() - 1) / device.lanes();
    device.launch(kernelFor("sum_columns", x.dtype()), device.itemsOver(outer * blocks), x.buffer(), intOf(x.offset()),
                  result.buffer(), intOf(outer), intOf(count), intOf(inner), realFor(divisor, x.dtype()));
  }
  return result;
}

/// The sum of all numbers, divided, of shape []. Each work-item adds up one chunk; then the sums are added up in the
/// same way, until one is left.
Tensor sumOver(const Tensor& x, double divisor) {
  demandFloating(x, "sum");
  Device& device = x.device();
  // A GPU has many work-items, each of them slow.
  const std::int64_t chunk = device.lanes() > 1 ? 4096 : 64;
  Tensor partial = contiguous(x.detach());
  std::int64_t count = x.numel();
  do {
    const std::int64_t chunks = std::max<std::int64_t>((count + chunk - 1) / chunk, 1);
    Tensor next = Tensor::empty(device, {chunks}, x.dtype());
    device.launch(kernelFor("sum_chunks", x.dtype()), device.itemsOver(chunks), partial.buffer(),
                  static_cast<cl_int>(partial.offset()), next.buffer(), static_cast<cl_int>(count),
                  static_cast<cl_int>(chunk), realFor(chunks == 1 ? divisor : 1, x.dtype()));
    partial = next;
    count = chunks;
  } while (count > 1);
  return partial.alias({}, {}, 0);
}

/// The sum over these dimensions, divided by the last kernel: of shape [] where they are all, else kept with size 1.
Tensor sumOverDims(const Tensor& x, const std::vector<int>& dims, double divisor) {
  if (static_cast<int>(dims.size()) == x.dim()) return sumOver(x, divisor);
  Tensor result = x;
  for (const int dim : dims) result = sumAlong(result, dim, dim == dims.back() ? divisor : 1);
  return result;
}

/// The int64 sum of integers over one dimension, kept with size 1.
Tensor sumIntegersAlong(const Tensor& input, int dim) {
  const Tensor x = contiguous(input);
  const auto [outer, count, inner] = middleOf(x.shape(), dim);
  Shape shape = x.shape();
  shape[dim] = 1;
  Tensor result = Tensor::empty(x.device(), shape, Dtype::Int64);
  if (result.numel() == 0) return result;
  x.device().launch(onDemand(x.device(), "reduction", "sum_integers", x.dtype()), x.device().itemsOver(outer * inner),
                    x.buffer(), intOf(x.offset()), result.buffer(), intOf(outer), intOf(count), intOf(inner));
  return result;
}

Tensor sumIntegers(const Tensor& x, const Dims& dims, bool keepDim) {
  const std::vector<int> reduced = dims.of(x.shape(), "sum");
  Tensor result = x;
  // A number has no dimension to sum over, yet becomes int64 too.
  if (reduced.empty()) result = sumIntegersAlong(reshape(x, {1}), 0);
  for (const int dim : reduced) result = sumIntegersAlong(result, dim);
  return reshape(result, reducedShape(x.shape(), reduced, keepDim));
}

/// A kernel of kernels/on_demand/reduction.cl that computes number by number from two tensors of one shape.
Tensor pointwise(const char* kernel, const Tensor& left, const Tensor& right) {
  const Tensor x = contiguous(left.detach());
  const Tensor y = contiguous(right.detach());
  Tensor result = Tensor::empty(x.device(), x.shape(), x.dtype());
  if (result.numel() == 0) return result;
  x.device().launch(onDemand(x.device(), "reduction", kernel, x.dtype()), x.device().itemsOver(x.numel()), x.buffer(),
                    intOf(x.offset()), y.buffer(), intOf(y.offset()), result.buffer(), intOf(x.numel()));
  return result;
}

/// The square root whose gradient at 0 is 0, as norms and standard deviations have it.
Tensor root(const Tensor& x) {
  const Tensor result = pointwise("square_root", x, x);
  // The closure holds the numbers alone: the tensor itself would hold its function, and so never be freed.
  return record(result.detach(), "SqrtBackward0", {x}, [result](const Tensor& gradient) {
    return std::vector{pointwise("square_root_gradient", result, gradient)};
  });
}

Tensor absolute(const Tensor& x) {
  return record(pointwise("absolute", x, x), "AbsBackward0", {x}, [x = x.detach()](const Tensor& gradient) {
    return std::vector{pointwise("absolute_gradient", x, gradient)};
  });
}

/// (Σ |x|ᵖ)^(1/p) for a finite p.
Tensor powerNorm(const Tensor& x, double p, const Dims& dims, bool keepDim) {
  const Tensor numbers = x.detach();
  const Tensor kept = pow(sum(pow(abs(numbers), p), dims, true), 1 / p);
  const Shape shape = reducedShape(x.shape(), dims.of(x.shape(), "norm"), keepDim);
  return record(reshape(kept, shape).detach(), "NormBackward1", {x}, [=](const Tensor& gradient) {
    const Tensor slope = sign(numbers) * pow(abs(numbers) / kept, p - 1);
    return std::vector{where(eq(numbers, 0), 0, slope * reshape(gradient, kept.shape()))};
  });
}

/// How many numbers are not 0: a step function, whose gradient is 0.
Tensor countNorm(const Tensor& x, const Dims& dims, bool keepDim) {
  return record(to(sum(ne(x, 0), dims, keepDim), x.dtype()), "NormBackward1", {x},
                [shape = x.shape()](const Tensor& gradient) {
                  return std::vector{Tensor::zeros(gradient.device(), shape, gradient.dtype())};
                });
}

double countOver(const Tensor& x, const Dims& dims, const char* operation) {
  double count = 1;
  for (const int dim : dims.of(x.shape(), operation)) count *= static_cast<double>(x.shape()[dim]);
  return count;
}

}  // namespace

Tensor sum(const Tensor& x, const Dims& dims, bool keepDim) {
  if (!isFloating(x.dtype())) return sumIntegers(x, dims, keepDim);
  const std::vector<int> reduced = dims.of(x.shape(), "sum");
  const Tensor result = sumOverDims(x.detach(), reduced, 1);
  const Shape kept = reducedShape(x.shape(), reduced, true);
  return record(reshape(result, reducedShape(x.shape(), reduced, keepDim)), "SumBackward0", {x},
                [shape = x.shape(), kept](const Tensor& gradient) {
                  return std::vector{expand(reshape(gradient, kept), shape)};
                });
}

Tensor mean(const Tensor& x, const Dims& dims, bool keepDim) {
  demandFloating(x, "mean");
  const std::vector<int> reduced = dims.of(x.shape(), "mean");
  const double count = countOver(x, dims, "mean");
  const bool isOverAll = static_cast<int>(reduced.size()) == x.dim();
  const Shape kept = reducedShape(x.shape(), reduced, true);
  return record(reshape(sumOverDims(x.detach(), reduced, count), reducedShape(x.shape(), reduced, keepDim)),
                isOverAll ? "MeanBackward0" : "MeanBackward1", {x},
                [shape = x.shape(), kept, count](const Tensor& gradient) {
                  return std::vector{expand(reshape(affine(gradient, 1 / count, 0), kept), shape)};
                });
}

Tensor var(const Tensor& x, const Dims& dims, bool unbiased, bool keepDim) {
  demandFloating(x, "var");
  const double divisor = std::max(countOver(x, dims, "var") - (unbiased ? 1 : 0), 0.0);
  const Tensor numbers = x.detach();
  const Tensor center = mean(numbers, dims, true);
  // Squares of differences lose no digits where the mean is large. What rounding took from that is taken off, too.
  const Tensor difference = numbers - center;
  const Tensor centred = difference - mean(difference, dims, true);
  const std::vector<int> reduced = dims.of(x.shape(), "var");
  const Tensor squares = sumOverDims(centred * centred, reduced, divisor);
  return record(reshape(squares, reducedShape(x.shape(), reduced, keepDim)), "VarBackward0", {x},
                [difference, kept = center.shape(), divisor](const Tensor& gradient) {
                  return std::vector{difference * (reshape(gradient, kept) * (2 / divisor))};
                });
}

Tensor stdDev(const Tensor& x, const Dims& dims, bool unbiased, bool keepDim) {
  return root(var(x, dims, unbiased, keepDim));
}

Tensor norm(const Tensor& x, double p, const Dims& dims, bool keepDim) {
  demandFloating(x, "norm");
  if (p == 2) return root(sum(x * x, dims, keepDim));
  if (p == 1) return sum(absolute(x), dims, keepDim);
  if (p == 0) return countNorm(x, dims, keepDim);
  if (std::isinf(p)) return p > 0 ? amax(absolute(x), dims, keepDim) : amin(absolute(x), dims, keepDim);
  if (std::isnan(p)) throw Error("norm: p is not a number");
  return powerNorm(x, p, dims, keepDim);
}

Tensor sumTo(const Tensor& x, const Shape& shape) {
  const int added = x.dim() - shape.rank();
  std::vector<int> dims;
  for (int dim = 0; dim < x.dim(); ++dim) {
    if (dim < added || (shape[dim - added] == 1 && x.shape()[dim] != 1)) dims.push_back(dim);
  }
  // PyTorch's sum of a single number is a sum too: of whole ones int64.
  if (x.dim() == 0 && !isFloating(x.dtype())) return sum(x);
  // An empty list would stand for all dimensions.
  return dims.empty() ? x : reshape(sum(x, Dims(dims), true), shape);
}

}  // namespace gradus
