#include "core/tensor/views.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"

namespace gradus {
namespace {

/// `wanted` with its −1 replaced by what is left of x's numbers.
Shape resolve(const Tensor& x, const Shape& wanted, const char* operation) {
  Shape shape = wanted;
  std::int64_t known = 1;
  int open = -1;
  for (int dim = 0; dim < shape.rank(); ++dim) {
    if (shape[dim] == -1 && open < 0) {
      open = dim;
    } else {
      known *= shape[dim];
    }
  }
  // Where another size is 0, any size would do for −1: it stays and is refused.
  if (open >= 0 && known > 0) shape[open] = x.numel() / known;
  const bool sizesFit = std::all_of(shape.begin(), shape.end(), [](std::int64_t size) { return size >= 0; });
  if (!sizesFit || shape.numel() != x.numel()) {
    throw ShapeError(std::string(operation) + ": shape " + wanted.text() + " does not fit a tensor of shape " +
                     x.shape().text());
  }
  return shape;
}

/// The strides by which x's numbers can be seen in another shape, if there are any. x's dimensions fall into runs that
/// lie in memory as one; each run must be cut into sizes of `shape` exactly.
std::optional<Shape> stridesFor(const Tensor& x, const Shape& shape) {
  if (x.numel() == 0) return contiguousStrides(shape);
  Shape strides = shape;
  int cut = shape.rank() - 1;
  std::int64_t runSize = 1;
  std::int64_t runStride = x.dim() > 0 ? x.strides()[x.dim() - 1] : 1;
  for (int dim = x.dim() - 1; dim >= 0; --dim) {
    runSize *= x.shape()[dim];
    const bool runGoesOn = dim > 0 && (x.shape()[dim - 1] == 1 || x.strides()[dim - 1] == runSize * runStride);
    if (runGoesOn) continue;
    std::int64_t covered = 1;
    while (cut >= 0 && (covered < runSize || shape[cut] == 1)) {
      strides[cut] = covered * runStride;
      covered *= shape[cut--];
    }
    if (covered != runSize) return std::nullopt;
    if (dim > 0) runStride = x.strides()[dim - 1];
    runSize = 1;
  }
  for (; cut >= 0; --cut) strides[cut] = 1;  // Only sizes of 1 are left.
  return strides;
}

/// A view in the graph whose gradient is brought back to x's shape by `backward`.
Tensor recordView(const Tensor& x, const char* name, const Shape& shape, const Shape& strides, std::int64_t offset,
                  BackwardFunction backward) {
  return record(x.alias(shape, strides, offset), name, {x}, std::move(backward));
}

BackwardFunction reshapeTo(const Shape& shape) {
  return [shape](const Tensor& gradient) { return std::vector{reshape(gradient, shape)}; };
}

[[noreturn]] void refuseRange(const char* operation, const std::string& range, int dim, const Tensor& x) {
  throw ShapeError(std::string(operation) + ": " + range + " does not fit dimension " + std::to_string(dim) +
                   " of shape " + x.shape().text());
}

int dimToCut(const Tensor& x, int dim, const char* operation) {
  if (x.dim() == 0) throw ShapeError(std::string(operation) + ": a tensor of shape [] has no dimension to take from");
  return wrapDim(dim, x.shape(), operation);
}

}  // namespace

Tensor view(const Tensor& x, const Shape& wanted) {
  const Shape shape = resolve(x, wanted, "view");
  const std::optional<Shape> strides = stridesFor(x, shape);
  if (!strides) {
    throw ShapeError("view: a tensor of shape " + x.shape().text() + " and strides " + x.strides().text() +
                     " cannot be seen as " + wanted.text() + " without a copy: use reshape");
  }
  return recordView(x, "ViewBackward0", shape, *strides, x.offset(), reshapeTo(x.shape()));
}

Tensor reshape(const Tensor& x, const Shape& wanted) {
  const Shape shape = resolve(x, wanted, "reshape");
  if (const std::optional<Shape> strides = stridesFor(x, shape)) {
    return recordView(x, "ReshapeAliasBackward0", shape, *strides, x.offset(), reshapeTo(x.shape()));
  }
  return view(contiguous(x), shape);
}

Tensor flatten(const Tensor& x, int startDim, int endDim) {
  if (x.dim() == 0) return reshape(x, {1});
  const int start = wrapDim(startDim, x.shape(), "flatten");
  const int end = wrapDim(endDim, x.shape(), "flatten");
  if (start > end) {
    throw ShapeError("flatten: dimension " + std::to_string(start) + " comes after dimension " + std::to_string(end) +
                     " of shape " + x.shape().text());
  }
  std::vector<std::int64_t> sizes(x.shape().begin(), x.shape().begin() + start);
  std::int64_t joined = 1;
  for (int dim = start; dim <= end; ++dim) joined *= x.shape()[dim];
  sizes.push_back(joined);
  sizes.insert(sizes.end(), x.shape().begin() + end + 1, x.shape().end());
  return reshape(x, Shape(std::span<const std::int64_t>(sizes)));
}

Tensor transpose(const Tensor& x, int first, int second) {
  const int dim0 = wrapDim(first, x.shape(), "transpose");
  const int dim1 = wrapDim(second, x.shape(), "transpose");
  Shape shape = x.shape();
  Shape strides = x.strides();
  std::swap(shape[dim0], shape[dim1]);
  std::swap(strides[dim0], strides[dim1]);
  return recordView(x, "TransposeBackward0", shape, strides, x.offset(),
                    [dim0, dim1](const Tensor& gradient) { return std::vector{transpose(gradient, dim0, dim1)}; });
}

Tensor permute(const Tensor& x, const std::vector<int>& dims) {
  std::vector<int> inverse(static_cast<std::size_t>(x.dim()), -1);
  Shape shape = x.shape();
  Shape strides = x.strides();
  bool fits = dims.size() == inverse.size();
  for (std::size_t i = 0; fits && i < dims.size(); ++i) {
    const int dim = wrapDim(dims[i], x.shape(), "permute");
    const int place = static_cast<int>(i);
    fits = std::exchange(inverse[static_cast<std::size_t>(dim)], place) < 0;
    shape[place] = x.shape()[dim];
    strides[place] = x.strides()[dim];
  }
  if (!fits) {
    const std::vector<std::int64_t> order(dims.begin(), dims.end());
    throw ShapeError("permute: " + Shape(std::span(order)).text() + " does not name each dimension of shape " +
                     x.shape().text() + " once");
  }
  return recordView(x, "PermuteBackward0", shape, strides, x.offset(),
                    [inverse](const Tensor& gradient) { return std::vector{permute(gradient, inverse)}; });
}

Tensor T(const Tensor& x) {
  std::vector<int> dims;
  for (int dim = x.dim() - 1; dim >= 0; --dim) dims.push_back(dim);
  return permute(x, dims);
}

Tensor squeeze(const Tensor& x) {
  Tensor result = x;
  for (int dim = x.dim() - 1; dim >= 0; --dim) result = squeeze(result, dim);
  return result;
}

Tensor squeeze(const Tensor& x, int dimension) {
  const int dim = wrapDim(dimension, x.shape(), "squeeze");
  if (x.dim() == 0 || x.shape()[dim] != 1) return x;
  return recordView(x, "SqueezeBackward1", x.shape().without(dim), x.strides().without(dim), x.offset(),
                    [dim](const Tensor& gradient) { return std::vector{unsqueeze(gradient, dim)}; });
}

Tensor unsqueeze(const Tensor& x, int dimension) {
  const int dim = wrapDim(dimension, x.shape().with(0, 1), "unsqueeze");
  const std::int64_t stride = dim < x.dim() ? x.shape()[dim] * x.strides()[dim] : 1;
  return recordView(x, "UnsqueezeBackward0", x.shape().with(dim, 1), x.strides().with(dim, stride), x.offset(),
                    [dim](const Tensor& gradient) { return std::vector{squeeze(gradient, dim)}; });
}

Tensor expand(const Tensor& x, const Shape& wanted) {
  if (wanted == x.shape()) return x;
  const int shift = wanted.rank() - x.dim();
  if (shift < 0) throw ShapeError("expand: " + x.shape().text() + " has more dimensions than " + wanted.text());
  Shape shape = wanted;
  Shape strides = wanted;
  for (int dim = 0; dim < shape.rank(); ++dim) {
    const bool isNew = dim < shift;
    const std::int64_t size = isNew ? 1 : x.shape()[dim - shift];
    if (shape[dim] == -1 && !isNew) shape[dim] = size;
    if (shape[dim] < 0 || (size != shape[dim] && size != 1)) {
      throw ShapeError("expand: " + x.shape().text() + " does not expand to " + wanted.text());
    }
    strides[dim] = isNew || size != shape[dim] ? 0 : x.strides()[dim - shift];
  }
  return recordView(x, "ExpandBackward0", shape, strides, x.offset(),
                    [before = x.shape()](const Tensor& gradient) { return std::vector{sumTo(gradient, before)}; });
}

Tensor select(const Tensor& x, int dimension, std::int64_t index) {
  const int dim = dimToCut(x, dimension, "select");
  const std::int64_t size = x.shape()[dim];
  if (index < -size || index >= size) refuseRange("select", "index " + std::to_string(index), dim, x);
  return squeeze(narrow(x, dim, index, 1), dim);
}

Tensor narrow(const Tensor& x, int dimension, std::int64_t start, std::int64_t length) {
  const int dim = dimToCut(x, dimension, "narrow");
  const std::int64_t size = x.shape()[dim];
  const std::int64_t first = start < 0 ? start + size : start;
  if (first < 0 || length < 0 || length > size - first) {
    refuseRange("narrow", std::to_string(length) + " entries from " + std::to_string(start), dim, x);
  }
  return slice(x, dim, first, first + length);
}

Tensor slice(const Tensor& x, int dimension, std::int64_t start, std::int64_t stop, std::int64_t step) {
  const int dim = dimToCut(x, dimension, "slice");
  const std::int64_t size = x.shape()[dim];
  if (step < 1) refuseRange("slice", "step " + std::to_string(step), dim, x);
  const auto inside = [size](std::int64_t end) {
    return std::clamp<std::int64_t>(end < 0 ? end + size : end, 0, size);
  };
  const std::int64_t first = inside(start);
  const std::int64_t last = std::max(inside(stop), first);
  Shape shape = x.shape();
  Shape strides = x.strides();
  shape[dim] = (last - first) / step + ((last - first) % step == 0 ? 0 : 1);
  // A stride that leads from one entry to no other means nothing and might not fit the kernels' numbers.
  if (shape[dim] > 1) strides[dim] *= step;
  return recordView(x, "SliceBackward0", shape, strides, x.offset() + first * x.strides()[dim],
                    [before = x.shape(), dim, first, last, step](const Tensor& gradient) {
                      // Written into zeros through a view of the same slice.
                      const Tensor whole = Tensor::zeros(gradient.device(), before, gradient.dtype());
                      copyInto(slice(whole, dim, first, last, step), gradient);
                      return std::vector{whole};
                    });
}

}  // namespace gradus
