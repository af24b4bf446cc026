// Matrix products by kernels/on_demand/grouped.cl, for GPUs: one launch without CLBlast's preparations, which pays
// where matrices are small.
#include <string>

#include "core/opencl/device.h"
#include "core/opencl/kernel_library.h"
#include "core/opencl/matrix_product.h"

namespace gradus {
namespace {

class GroupedProduct : public MatrixProduct {
 public:
  explicit GroupedProduct(Device& device) : device_(device), side_(device.largestGroup() >= 256 ? 16 : 8) {}

  std::string_view name() const override { return "grouped"; }

  void multiply(const MatrixProblem& p) override {
    const bool isDouble = p.precision == Precision::Double;
    const std::string_view program = isDouble ? "grouped.float64" : "grouped.float32";
    device_.addProgram(program, p.precision,
                       [&] { return "#define SIDE " + std::to_string(side_) + "\n" + onDemandKernels("grouped"); });
    const auto items = [this](std::int64_t count) {
      const auto side = static_cast<std::size_t>(side_);
      return (static_cast<std::size_t>(count) + 2 * side - 1) / (2 * side) * side;
    };
    const Range range{{items(p.columns), items(p.rows)},
                      {static_cast<std::size_t>(side_), static_cast<std::size_t>(side_)}};
    const auto rowStep = [](const MatrixView& view) { return number(view.transposed ? 1 : view.leading); };
    const auto columnStep = [](const MatrixView& view) { return number(view.transposed ? view.leading : 1); };
    device_.launch(isDouble ? "grouped.float64:multiply_grouped" : "grouped.float32:multiply_grouped", range,
                   *p.a.buffer, number(p.a.offset), rowStep(p.a), columnStep(p.a), *p.b.buffer, number(p.b.offset),
                   rowStep(p.b), columnStep(p.b), *p.result.buffer, number(p.result.offset), number(p.result.leading),
                   number(p.rows), number(p.columns), number(p.inner));
  }

 private:
  static cl_int number(std::int64_t value) { return static_cast<cl_int>(value); }

  Device& device_;
  int side_;
};

}  // namespace

std::unique_ptr<MatrixProduct> makeGroupedProduct(Device& device) {
  return std::make_unique<GroupedProduct>(device);
}

}  // namespace gradus
