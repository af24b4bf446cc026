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

const char* openclTypeOf(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float32:
      return "float";
    case Dtype::Float64:
      return "double";
    case Dtype::Int64:
      return "long";
    case Dtype::Int32:
      return "int";
    case Dtype::UInt8:
    case Dtype::Bool:
      break;
  }
  return "uchar";
}

}  // namespace gradus
