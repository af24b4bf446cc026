// How operations name and feed the kernels for the dtype they compute in.
#pragma once

#include <string>

#include "core/opencl/device.h"
#include "core/tensor/tensor.h"

namespace gradus {

constexpr Precision precisionOf(Dtype dtype) {
  return dtype == Dtype::Float64 ? Precision::Double : Precision::Single;
}

/// The type of such numbers in kernels; Bool is a byte.
const char* openclTypeOf(Dtype dtype);

/// The variant of a kernel of kernels/*.cl whose `real` is `dtype`: "add", or "float64:add".
inline std::string kernelFor(const char* kernel, Dtype dtype) {
  return dtype == Dtype::Float64 ? std::string("float64:") + kernel : kernel;
}

/// An argument of type `real` for such a variant.
constexpr RealArgument realFor(double value, Dtype dtype) {
  return {value, precisionOf(dtype)};
}

/// An argument of type int: an offset or a count.
inline cl_int intOf(std::int64_t value) {
  return static_cast<cl_int>(value);
}

/// Throws ShapeError unless the numbers are float32 or float64.
void demandFloating(const Tensor& tensor, const char* operation);

/// Throws ShapeError with both shapes and dtypes unless both are of one floating dtype.
void demandSameFloating(const Tensor& a, const Tensor& b, const char* operation);

}  // namespace gradus
