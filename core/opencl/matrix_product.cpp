#include "core/opencl/matrix_product.h"

#include <string>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/opencl/device.h"

namespace gradus {

std::unique_ptr<MatrixProduct> makeMatrixProduct(Device& device) {
  const std::string asked = environment("GRADUS_MATMUL");
  if (asked == "clblast") return makeClblastProduct(device);
  if (asked == "grouped") return makeGroupedProduct(device);
  if (asked == "tiled") return makeTiledProduct(device);
  if (!asked.empty()) throw DeviceError("GRADUS_MATMUL is '" + asked + "', expected clblast, grouped or tiled");
  if (device.info().type == DeviceType::Cpu) return makeTiledProduct(device);
  std::vector<std::unique_ptr<MatrixProduct>> providers;
  providers.push_back(makeClblastProduct(device));
  providers.push_back(makeGroupedProduct(device));
  return makeMeasuredProduct(device, std::move(providers));
}

}  // namespace gradus
