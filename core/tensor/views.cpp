#include "core/tensor/views.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"

namespace gradus {
namespace {

/// `shape` with its −1 replaced by what is left of `numel`.
Shape resolve(const Tensor& x, Shape shape) {
  std::int64_t known = 1;
  int open = -1;
  for (int dim = 0; dim < shape.rank(); ++dim) {
    if (shape[dim] == -1 && open < 0) {
      open = dim;
    } else {
      known *= shape[dim];
    }
  }
  if (open >= 0 && known > 0) shape[open] = x.numel() / known;
  const bool sizesFit = std::all_of(shape.begin(), shape.end(), [](std::int64_t size) { return size >= 0; });
  if (!sizesFit || shape.numel() != x.numel()) {
    throw ShapeError("reshape: shape " + shape.text() + " does not fit a tensor of shape " + x.shape().text());
  }
  return shape;
}

}  // namespace

Tensor reshape(const Tensor& x, const Shape& wanted) {
  const Shape shape = resolve(x, wanted);
  const Tensor dense = contiguous(x.detach());
  return record(dense.alias(shape, contiguousStrides(shape), dense.offset()), "ReshapeAliasBackward0", {x},
                [before = x.shape()](const Tensor& gradient) { return std::vector{reshape(gradient, before)}; });
}

Tensor transpose(const Tensor& x, int first, int second) {
  const int dim0 = wrapDim(first, x.shape(), "transpose");
  const int dim1 = wrapDim(second, x.shape(), "transpose");
  Shape shape = x.shape();
  Shape strides = x.strides();
  std::swap(shape[dim0], shape[dim1]);
  std::swap(strides[dim0], strides[dim1]);
  return record(x.alias(shape, strides, x.offset()), "TransposeBackward0", {x},
                [dim0, dim1](const Tensor& gradient) { return std::vector{transpose(gradient, dim0, dim1)}; });
}

Tensor expand(const Tensor& x, const Shape& shape) {
  if (shape == x.shape()) return x;
  const int shift = shape.rank() - x.dim();
  if (shift < 0) throw ShapeError("expand: " + x.shape().text() + " has more dimensions than " + shape.text());
  Shape strides = shape;
  for (int dim = 0; dim < shape.rank(); ++dim) {
    const bool isNew = dim < shift;
    const std::int64_t size = isNew ? 1 : x.shape()[dim - shift];
    if (size != shape[dim] && size != 1) {
      throw ShapeError("expand: " + x.shape().text() + " does not expand to " + shape.text());
    }
    strides[dim] = isNew || size != shape[dim] ? 0 : x.strides()[dim - shift];
  }
  return record(x.alias(shape, strides, x.offset()), "ExpandBackward0", {x},
                [before = x.shape()](const Tensor& gradient) { return std::vector{sumTo(gradient, before)}; });
}

Tensor slice(const Tensor& x, int dimension, std::int64_t start, std::int64_t stop, std::int64_t step) {
  const int dim = wrapDim(dimension, x.shape(), "slice");
  if (x.dim() == 0) throw ShapeError("slice: a tensor of shape [] has no dimension to slice");
  const std::int64_t size = x.shape()[dim];
  if (step < 1 || start < 0 || stop < start || stop > size) {
    throw ShapeError("slice: " + std::to_string(start) + ":" + std::to_string(stop) + ":" + std::to_string(step) +
                     " does not fit dimension " + std::to_string(dim) + " of shape " + x.shape().text());
  }
  Shape shape = x.shape();
  Shape strides = x.strides();
  shape[dim] = (stop - start + step - 1) / step;
  strides[dim] *= step;
  const std::int64_t offset = x.offset() + start * x.strides()[dim];
  return record(x.alias(shape, strides, offset), "SliceBackward0", {x},
                [before = x.shape(), dim, start, stop, step](const Tensor& gradient) {
                  // Written into zeros through a view of the same slice.
                  const Tensor whole = Tensor::zeros(gradient.device(), before, gradient.dtype());
                  copyInto(slice(whole, dim, start, stop, step), gradient);
                  return std::vector{whole};
                });
}

Tensor narrow(const Tensor& x, int dim, std::int64_t start, std::int64_t length) {
  return slice(x, dim, start, start + length);
}

}  // namespace gradus
