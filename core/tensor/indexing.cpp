#include "core/tensor/indexing.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/opencl/device.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/picking.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

const char* gatherKernel(Dtype dtype) {
  switch (dtype) {
    case Dtype::UInt8:
      return "gather_images";
    case Dtype::Int64:
    case Dtype::Float64:
      return "gather_8";
    default:
      return "gather_4";
  }
}

void demandInt64(const Tensor& index, const char* operation) {
  if (index.dtype() == Dtype::Int64) return;
  throw ShapeError(std::string(operation) + ": expected places of dtype int64, got " + nameOf(index.dtype()) + " " +
                   index.shape().text());
}

void demandPlaces(const Tensor& x, int dim, const Tensor& index, const char* operation) {
  const std::int64_t size = x.dim() == 0 ? 1 : x.shape()[dim];
  for (const std::int64_t place : index.toVector<std::int64_t>()) {
    if (place >= 0 && place < size) continue;
    throw ShapeError(std::string(operation) + ": the index of shape " + index.shape().text() + " asks for entry " +
                     std::to_string(place) + " of dimension " + std::to_string(dim) + " of shape " + x.shape().text());
  }
}

/// pickAlong in the graph; the places are known to exist.
Tensor pick(const Tensor& x, const char* name, int dim, const Tensor& index) {
  return record(pickAlong(x, dim, index), name, {x}, [shape = x.shape(), dim, index](const Tensor& gradient) {
    return std::vector{placeAlong(gradient, dim, index, shape)};
  });
}

}  // namespace

Tensor gatherRows(const Tensor& source, const Tensor& order, std::int64_t start, std::int64_t count) {
  if (source.dim() < 1 || source.dim() > 2 || !source.isContiguous() || source.dtype() == Dtype::Bool ||
      order.dtype() != Dtype::Int32 || order.dim() != 1 || start < 0 || count < 0 || start + count > order.numel()) {
    throw ShapeError("gatherRows: cannot take rows " + std::to_string(start) + " to " + std::to_string(start + count) +
                     " of the order " + order.shape().text() + " from " + source.shape().text());
  }
  Shape shape = source.shape();
  shape[0] = count;
  const Dtype dtype = source.dtype() == Dtype::UInt8 ? Dtype::Float32 : source.dtype();
  Tensor result = Tensor::empty(source.device(), shape, dtype);
  if (result.numel() == 0) return result;
  Device& device = source.device();
  const std::int64_t width = source.dim() == 1 ? 1 : source.shape()[1];
  const std::int64_t items =
      source.dtype() == Dtype::UInt8 ? count * ((width + device.lanes() - 1) / device.lanes()) : count * width;
  device.launch(gatherKernel(source.dtype()), device.itemsOver(items), source.buffer(),
                static_cast<cl_int>(source.offset()), order.buffer(), static_cast<cl_int>(order.offset() + start),
                result.buffer(), static_cast<cl_int>(count), static_cast<cl_int>(width));
  return result;
}

Tensor gather(const Tensor& x, int dimension, const Tensor& index) {
  demandInt64(index, "gather");
  const int dim = wrapDim(dimension, x.shape(), "gather");
  bool fits = index.dim() == x.dim();
  Tensor part = x;  // As in PyTorch, the index may leave out the last entries of the other dimensions.
  for (int i = 0; fits && i < x.dim(); ++i) {
    if (i == dim) continue;
    fits = index.shape()[i] <= x.shape()[i];
    if (fits && index.shape()[i] < x.shape()[i]) part = narrow(part, i, 0, index.shape()[i]);
  }
  if (!fits) {
    throw ShapeError("gather: an index of shape " + index.shape().text() + " does not fit dimension " +
                     std::to_string(dim) + " of shape " + x.shape().text());
  }
  demandPlaces(x, dim, index, "gather");
  return pick(part, "GatherBackward0", dim, index);
}

Tensor indexSelect(const Tensor& x, int dimension, const Tensor& index) {
  demandInt64(index, "indexSelect");
  const int dim = wrapDim(dimension, x.shape(), "indexSelect");
  if (index.dim() > 1 || (x.dim() == 0 && index.numel() != 1)) {
    throw ShapeError("indexSelect: an index of shape " + index.shape().text() + " does not fit dimension " +
                     std::to_string(dim) + " of shape " + x.shape().text());
  }
  demandPlaces(x, dim, index, "indexSelect");
  if (x.dim() == 0) return pick(x, "IndexSelectBackward0", dim, reshape(index, {}));
  Shape line = x.shape();
  Shape shape = x.shape();
  for (int i = 0; i < x.dim(); ++i) line[i] = i == dim ? index.numel() : 1;
  shape[dim] = index.numel();
  return pick(x, "IndexSelectBackward0", dim, expand(reshape(index, line), shape));
}

Tensor oneHot(const Tensor& classes, std::int64_t wanted) {
  demandInt64(classes, "oneHot");
  const std::vector<std::int64_t> numbers = classes.toVector<std::int64_t>();
  if (numbers.empty() && wanted < 1) {
    throw ShapeError("oneHot: classes of shape " + classes.shape().text() + " do not say how many there are");
  }
  const std::int64_t count = wanted == -1 ? *std::max_element(numbers.begin(), numbers.end()) + 1 : wanted;
  std::vector<std::int64_t> result(numbers.size() * static_cast<std::size_t>(std::max<std::int64_t>(count, 0)));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] < 0 || numbers[i] >= count) {
      throw ShapeError("oneHot: class " + std::to_string(numbers[i]) + " in classes of shape " +
                       classes.shape().text() + " is not one of " + std::to_string(count));
    }
    result[i * static_cast<std::size_t>(count) + static_cast<std::size_t>(numbers[i])] = 1;
  }
  return Tensor::from(classes.device(), result, classes.shape().with(classes.dim(), count));
}

}  // namespace gradus
