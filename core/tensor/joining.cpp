#include "core/tensor/joining.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "core/base/error.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

[[noreturn]] void refuse(const char* operation, const std::vector<Tensor>& tensors, const std::string& expected) {
  std::string message = std::string(operation) + ": cannot join";
  for (const Tensor& tensor : tensors)
    message.append(" ").append(tensor.shape().text()).append(" ").append(nameOf(tensor.dtype())).append(",");
  throw ShapeError(message + " expected " + expected);
}

/// PyTorch's heritage: an empty vector may stand where nothing is to be added.
bool isNothing(const Shape& shape) {
  return shape == Shape{0};
}

}  // namespace

Tensor cat(const std::vector<Tensor>& tensors, int dimension) {
  if (tensors.empty()) throw ShapeError("cat: expected at least one tensor, got none");
  const auto something =
      std::find_if_not(tensors.begin(), tensors.end(), [](const Tensor& tensor) { return isNothing(tensor.shape()); });
  const Tensor& model = something == tensors.end() ? tensors.front() : *something;
  if (model.dim() == 0) refuse("cat", tensors, "tensors with dimensions; stack joins numbers");
  const int dim = wrapDim(dimension, model.shape(), "cat");
  Shape shape = model.shape();
  shape[dim] = 0;
  std::vector<Shape> shapes;
  for (const Tensor& tensor : tensors) {
    if (tensor.dtype() != model.dtype()) refuse("cat", tensors, "one dtype");
    shapes.push_back(tensor.shape());
    if (isNothing(tensor.shape())) continue;
    Shape fitting = tensor.shape();
    if (fitting.rank() == shape.rank()) fitting[dim] = shape[dim];
    if (fitting != shape) refuse("cat", tensors, "sizes that differ in dimension " + std::to_string(dim) + " only");
    shape[dim] += tensor.shape()[dim];
  }
  Tensor result = Tensor::empty(model.device(), shape, model.dtype());
  std::int64_t start = 0;
  for (const Tensor& tensor : tensors) {
    if (isNothing(tensor.shape())) continue;
    copyInto(narrow(result, dim, start, tensor.shape()[dim]), tensor);
    start += tensor.shape()[dim];
  }
  return record(result, "CatBackward0", tensors, [shapes, dim](const Tensor& gradient) {
    std::vector<Tensor> gradients;
    std::int64_t from = 0;
    for (const Shape& each : shapes) {
      const std::int64_t size = isNothing(each) ? 0 : each[dim];
      gradients.push_back(isNothing(each) ? Tensor::zeros(gradient.device(), {0}, gradient.dtype())
                                          : narrow(gradient, dim, from, size));
      from += size;
    }
    return gradients;
  });
}

Tensor stack(const std::vector<Tensor>& tensors, int dimension) {
  if (tensors.empty()) throw ShapeError("stack: expected at least one tensor, got none");
  const Shape& shape = tensors.front().shape();
  const int dim = wrapDim(dimension, shape.with(0, 1), "stack");
  std::vector<Tensor> layers;
  for (const Tensor& tensor : tensors) {
    if (tensor.shape() != shape) refuse("stack", tensors, "one shape");
    layers.push_back(unsqueeze(tensor, dim));
  }
  return cat(layers, dim);
}

std::vector<Tensor> split(const Tensor& x, const std::vector<std::int64_t>& sizes, int dim) {
  const bool valid = std::all_of(sizes.begin(), sizes.end(), [](std::int64_t size) { return size >= 0; });
  if (x.dim() == 0 || !valid || std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}) != x.size(dim)) {
    std::string wanted;
    for (const std::int64_t size : sizes) wanted += std::to_string(size) + ", ";
    throw ShapeError("split: the sizes " + wanted + "do not add up to dimension " + std::to_string(dim) + " of shape " +
                     x.shape().text());
  }
  std::vector<Tensor> parts;
  std::int64_t start = 0;
  for (const std::int64_t size : sizes) {
    parts.push_back(narrow(x, dim, start, size));
    start += size;
  }
  return parts;
}

std::vector<Tensor> split(const Tensor& x, std::int64_t size, int dim) {
  const std::int64_t total = x.dim() == 0 ? 0 : x.size(dim);
  if (x.dim() == 0 || size < 0 || (size == 0 && total > 0)) {
    throw ShapeError("split: parts of " + std::to_string(size) + " entries of dimension " + std::to_string(dim) +
                     " of shape " + x.shape().text() + " are not possible");
  }
  std::vector<std::int64_t> sizes;
  for (std::int64_t start = 0; start < total; start += size) sizes.push_back(std::min(size, total - start));
  if (sizes.empty()) sizes.push_back(0);  // An empty dimension is one empty part.
  return split(x, sizes, dim);
}

std::vector<Tensor> chunk(const Tensor& x, std::int64_t chunks, int dim) {
  if (x.dim() == 0 || chunks < 1) {
    throw ShapeError("chunk: " + std::to_string(chunks) + " chunks of dimension " + std::to_string(dim) + " of shape " +
                     x.shape().text() + " are not possible");
  }
  const std::int64_t size = (x.size(dim) + chunks - 1) / chunks;
  // PyTorch gives an empty dimension as many empty chunks as were asked for.
  if (size == 0) return split(x, std::vector<std::int64_t>(static_cast<std::size_t>(chunks), 0), dim);
  return split(x, size, dim);
}

}  // namespace gradus
