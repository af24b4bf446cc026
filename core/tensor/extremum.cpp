#include "core/tensor/extremum.h"

#include <string>

#include "core/base/error.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/on_demand.h"
#include "core/tensor/picking.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr const char* kLargest = "max_of_line";
constexpr const char* kSmallest = "min_of_line";

/// Throws ShapeError if one of the dimensions is empty.
void demandNumbers(const char* kernel, const Shape& shape, const std::vector<int>& dims) {
  for (const int dim : dims) {
    if (shape[dim] > 0) continue;
    throw ShapeError(std::string(kernel) + ": dimension " + std::to_string(dim) + " of shape " + shape.text() +
                     " is empty, so there is nothing to choose from");
  }
}

/// Outside the graph, along one dimension, which is kept with size 1.
ValuesAndIndices find(const char* kernel, const Tensor& input, int dim) {
  const Tensor x = contiguous(input.detach());
  const auto [outer, count, inner] = middleOf(x.shape(), dim);
  Shape shape = x.shape();
  if (x.dim() > 0) shape[dim] = 1;
  const ValuesAndIndices result{Tensor::empty(x.device(), shape, x.dtype()),
                                Tensor::empty(x.device(), shape, Dtype::Int64)};
  if (result.values.numel() == 0) return result;
  x.device().launch(onDemand(x.device(), "reduction", kernel, x.dtype()), x.device().itemsOver(outer * inner),
                    x.buffer(), intOf(x.offset()), result.values.buffer(), result.indices.buffer(), intOf(outer),
                    intOf(count), intOf(inner));
  return result;
}

ValuesAndIndices alongDim(const char* kernel, const Tensor& x, int dimension, bool keepDim) {
  const int dim = wrapDim(dimension, x.shape(), kernel);
  demandNumbers(kernel, x.shape(), Dims(dim).of(x.shape(), kernel));
  const auto [values, indices] = find(kernel, x, dim);
  const Tensor recorded =
      record(values, "MaxBackward0", {x}, [shape = x.shape(), dim, indices = indices](const Tensor& gradient) {
        return std::vector{placeAlong(reshape(gradient, indices.shape()), dim, indices, shape)};
      });
  return keepDim ? ValuesAndIndices{recorded, indices}
                 : ValuesAndIndices{squeeze(recorded, dim), squeeze(indices, dim)};
}

/// 1 where x has the value that was found for its place, 0 elsewhere.
Tensor matches(const Tensor& x, const Tensor& found) {
  const Tensor a = contiguous(x.detach());
  const Tensor b = contiguous(expand(found, x.shape()));
  Tensor result = Tensor::empty(x.device(), x.shape(), x.dtype());
  if (result.numel() == 0) return result;
  x.device().launch(onDemand(x.device(), "reduction", "is_equal", x.dtype()), x.device().itemsOver(x.numel()),
                    a.buffer(), intOf(a.offset()), b.buffer(), intOf(b.offset()), result.buffer(), intOf(x.numel()));
  return result;
}

Tensor overDims(const char* kernel, const Tensor& x, const Dims& dims, bool keepDim) {
  const std::vector<int> reduced = dims.of(x.shape(), kernel);
  demandNumbers(kernel, x.shape(), reduced);
  Tensor found = x.detach();
  for (const int dim : reduced) found = find(kernel, found, dim).values;
  if (x.dim() == 0) found = find(kernel, x, 0).values;  // A number of its own, not a view of x.
  const Tensor result = found.alias(reducedShape(x.shape(), reduced, keepDim),
                                    contiguousStrides(reducedShape(x.shape(), reduced, keepDim)), found.offset());
  return record(result, "AmaxBackward0", {x}, [x = x.detach(), found, reduced](const Tensor& gradient) {
    const Tensor chosen = matches(x, found);
    const Tensor equals = reduced.empty() ? chosen : sum(chosen, Dims(reduced), true);
    return std::vector{chosen * (reshape(gradient, found.shape()) / equals)};
  });
}

/// In row-major order, of shape [].
Tensor placeOfAll(const char* kernel, const Tensor& x) {
  demandNumbers(kernel, x.shape(), Dims().of(x.shape(), kernel));
  return squeeze(find(kernel, reshape(x.detach(), {x.numel()}), 0).indices);
}

}  // namespace

Tensor max(const Tensor& x) {
  return amax(x);
}
Tensor min(const Tensor& x) {
  return amin(x);
}

ValuesAndIndices max(const Tensor& x, int dim, bool keepDim) {
  return alongDim(kLargest, x, dim, keepDim);
}
ValuesAndIndices min(const Tensor& x, int dim, bool keepDim) {
  return alongDim(kSmallest, x, dim, keepDim);
}

Tensor amax(const Tensor& x, const Dims& dims, bool keepDim) {
  return overDims(kLargest, x, dims, keepDim);
}
Tensor amin(const Tensor& x, const Dims& dims, bool keepDim) {
  return overDims(kSmallest, x, dims, keepDim);
}

Tensor argmax(const Tensor& x) {
  return placeOfAll(kLargest, x);
}
Tensor argmin(const Tensor& x) {
  return placeOfAll(kSmallest, x);
}

Tensor argmax(const Tensor& x, int dim, bool keepDim) {
  return alongDim(kLargest, x.detach(), dim, keepDim).indices;
}
Tensor argmin(const Tensor& x, int dim, bool keepDim) {
  return alongDim(kSmallest, x.detach(), dim, keepDim).indices;
}

}  // namespace gradus
