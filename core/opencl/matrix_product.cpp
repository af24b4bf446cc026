#include "core/opencl/matrix_product.h"

#include <string>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/opencl/device.h"

namespace gradus {

std::unique_ptr<MatrixProduct> makeMatrixProduct(Device& device) {
  const std::string asked = environment("GRADUS_MATMUL");
  if (asked == "clblast") return makeClblastProduct(device);
  if (asked == "tiled") return makeTiledProduct(device);
  if (!asked.empty()) throw DeviceError("GRADUS_MATMUL is '" + asked + "', expected clblast or tiled");
  return device.info().type == DeviceType::Gpu ? makeClblastProduct(device) : makeTiledProduct(device);
}

}  // namespace gradus
