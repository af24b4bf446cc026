#include "core/nn/flatten.h"

#include "core/base/error.h"
#include "core/tensor/views.h"

namespace gradus {

Tensor Flatten::forward(const Tensor& input) {
  const int first = wrapDim(first_, input.shape(), "flatten");
  const int last = wrapDim(last_, input.shape(), "flatten");
  if (first > last) throw ShapeError("flatten: the first dimension comes after the last in " + input.shape().text());
  Shape shape = input.shape();
  for (int dim = first + 1; dim <= last; ++dim) {
    shape[first] *= shape[first + 1];
    shape = shape.without(first + 1);
  }
  return reshape(input, shape);
}

}  // namespace gradus
