#include "core/tensor/kernel.h"

#include "core/base/error.h"

namespace gradus {
namespace {

std::string describe(const Tensor& tensor) {
  return std::string(nameOf(tensor.dtype())) + " " + tensor.shape().text();
}

}  // namespace

void demandFloating(const Tensor& tensor, const char* operation) {
  if (isFloating(tensor.dtype())) return;
  throw ShapeError(std::string(operation) + ": expected float32 or float64, got " + describe(tensor));
}

void demandSameFloating(const Tensor& a, const Tensor& b, const char* operation) {
  if (isFloating(a.dtype()) && a.dtype() == b.dtype()) return;
  throw ShapeError(std::string(operation) + ": expected two tensors of one floating dtype, got " + describe(a) +
                   " and " + describe(b));
}

}  // namespace gradus
