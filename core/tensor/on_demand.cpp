#include "core/tensor/on_demand.h"

#include "core/opencl/device.h"
#include "core/opencl/kernel_library.h"
#include "core/tensor/kernel.h"

namespace gradus {

std::string onDemand(Device& device, const char* file, const char* kernel, Dtype dtype) {
  const std::string program = std::string(file) + "." + nameOf(dtype);
  device.addProgram(program, precisionOf(dtype), [&] {
    const std::string kind = isFloating(dtype) ? "#define NUMBER_IS_REAL\n" : "";
    return kind + "typedef " + openclTypeOf(dtype) + " number;\n" + onDemandKernels(file);
  });
  return program + ":" + kernel;
}

Middle middleOf(const Shape& shape, int dim) {
  Middle middle;
  if (shape.rank() == 0) return middle;
  for (int i = 0; i < dim; ++i) middle.outer *= shape[i];
  for (int i = dim + 1; i < shape.rank(); ++i) middle.inner *= shape[i];
  middle.count = shape[dim];
  return middle;
}

}  // namespace gradus
