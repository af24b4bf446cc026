#include "core/tensor/dims.h"

#include <algorithm>
#include <functional>
#include <string>

#include "core/base/error.h"

namespace gradus {

std::vector<int> Dims::of(const Shape& shape, const char* operation) const {
  std::vector<int> dims;
  for (const int dim : dims_) {
    const int wrapped = wrapDim(dim, shape, operation);
    if (shape.rank() > 0) dims.push_back(wrapped);
  }
  if (dims_.empty()) {
    for (int dim = 0; dim < shape.rank(); ++dim) dims.push_back(dim);
  }
  std::sort(dims.begin(), dims.end(), std::greater<>());
  const auto twice = std::adjacent_find(dims.begin(), dims.end());
  if (twice != dims.end()) {
    throw ShapeError(std::string(operation) + ": dimension " + std::to_string(*twice) + " of shape " + shape.text() +
                     " is named twice");
  }
  return dims;
}

Shape reducedShape(const Shape& shape, const std::vector<int>& dims, bool keepDim) {
  Shape result = shape;
  for (const int dim : dims) {
    if (keepDim) {
      result[dim] = 1;
    } else {
      result = result.without(dim);
    }
  }
  return result;
}

}  // namespace gradus
