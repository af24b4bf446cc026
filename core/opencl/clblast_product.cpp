// Matrix products by CLBlast. Its calls belong on one thread, and its caches must be cleared before main ends; both
// hold because a product lives and dies with its device on the engine thread.
#include <clblast.h>

#include <string>

#include "core/base/error.h"
#include "core/opencl/device.h"
#include "core/opencl/matrix_product.h"

namespace gradus {
namespace {

class ClblastProduct : public MatrixProduct {
 public:
  explicit ClblastProduct(Device& device) : device_(device) {}
  ~ClblastProduct() override { clblast::ClearCache(); }

  std::string_view name() const override { return "clblast"; }

  void multiply(const MatrixProblem& problem) override {
    device_.demandRoomToCompile();
    const clblast::StatusCode status =
        problem.precision == Precision::Double ? gemm<double>(problem) : gemm<float>(problem);
    if (status != clblast::StatusCode::kSuccess) {
      throw DeviceError("CLBlast's Gemm of " + std::to_string(problem.rows) + " × " + std::to_string(problem.columns) +
                        " × " + std::to_string(problem.inner) + " failed with status " +
                        std::to_string(static_cast<int>(status)));
    }
    device_.checkGuards("CLBlast's Gemm", {problem.result.buffer});
  }

 private:
  template <class Real>
  clblast::StatusCode gemm(const MatrixProblem& problem) {
    const auto layout = [](const MatrixView& view) {
      return view.transposed ? clblast::Transpose::kYes : clblast::Transpose::kNo;
    };
    const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
    cl_command_queue queue = device_.queue();
    // beta = 0 does not read the result, so uninitialised memory is harmless.
    return clblast::Gemm<Real>(
        clblast::Layout::kRowMajor, layout(problem.a), layout(problem.b), size(problem.rows), size(problem.columns),
        size(problem.inner), Real{1}, problem.a.buffer->handle(), size(problem.a.offset), size(problem.a.leading),
        problem.b.buffer->handle(), size(problem.b.offset), size(problem.b.leading), Real{0},
        problem.result.buffer->handle(), size(problem.result.offset), size(problem.result.leading), &queue, nullptr);
  }

  Device& device_;
};

}  // namespace

std::unique_ptr<MatrixProduct> makeClblastProduct(Device& device) {
  return std::make_unique<ClblastProduct>(device);
}

}  // namespace gradus
