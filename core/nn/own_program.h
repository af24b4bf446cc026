// Kernels of rarely used operations, each in a program of its own that is built at its first launch: the library of
// kernels/*.cl is built as a whole when training starts, and that has to stay quick.
#pragma once

#include <string>

#include "core/tensor/kernel.h"

namespace gradus {

/// Makes the kernels of `source`, OpenCL C on top of kernels/common.cl, known for numbers of `dtype` and returns what
/// stands before a kernel's name in Device::launch, such as "softmax.float32:".
inline std::string ownProgram(Device& device, const char* name, Dtype dtype, const char* source) {
  const std::string program = std::string(name) + "." + nameOf(dtype);
  device.addProgram(program, precisionOf(dtype), [source] { return std::string(source); });
  return program + ":";
}

}  // namespace gradus
