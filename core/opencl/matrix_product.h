// Matrix products, by the way that suits the device: on processors own register-blocked kernels, since CLBlast was
// measured 10 to 20 times slower there than the machine allows; on GPUs CLBlast or an own kernel, as measured.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/opencl/device.h"

namespace gradus {

/// A matrix in device memory, row-major, seen as it is or transposed.
struct MatrixView {
  const Buffer* buffer = nullptr;
  std::int64_t offset = 0;   ///< numbers before the first
  std::int64_t leading = 0;  ///< numbers from one stored row to the next
  bool transposed = false;   ///< the operand is the transpose of what is stored
};

/// result = a · b, where a is rows × inner and b is inner × columns (as seen, transposition included). All sizes are
/// at least 1; the result does not overlap the operands.
struct MatrixProblem {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::int64_t inner = 0;
  MatrixView a;
  MatrixView b;
  MatrixView result;  ///< never transposed
  Precision precision = Precision::Single;
};

class MatrixProduct {
 public:
  virtual ~MatrixProduct() = default;
  virtual std::string_view name() const = 0;

  /// Throws DeviceError.
  virtual void multiply(const MatrixProblem& problem) = 0;
};

std::unique_ptr<MatrixProduct> makeClblastProduct(Device& device);
std::unique_ptr<MatrixProduct> makeGroupedProduct(Device& device);
std::unique_ptr<MatrixProduct> makeTiledProduct(Device& device);

/// For each kind of shape the fastest of the providers, by Device::choices(); the first where nothing is known.
std::unique_ptr<MatrixProduct> makeMeasuredProduct(Device& device,
                                                   std::vector<std::unique_ptr<MatrixProduct>> providers);

/// The one for this kind of device, or what GRADUS_MATMUL asks for: "clblast", "grouped" or "tiled".
std::unique_ptr<MatrixProduct> makeMatrixProduct(Device& device);

}  // namespace gradus
