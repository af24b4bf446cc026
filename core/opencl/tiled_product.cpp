// Matrix products by kernels/matrix.cl, for processors: a work-item computes one tile of the result in registers.
#include <string>

#include "core/opencl/device.h"
#include "core/opencl/matrix_product.h"

namespace gradus {
namespace {

// As in kernels/matrix.cl.
constexpr std::int64_t kTileRows = 8;
constexpr std::int64_t kTileColumns = 32;
constexpr std::int64_t kDotTile = 4;

std::size_t tiles(std::int64_t count, std::int64_t tile) {
  return static_cast<std::size_t>((count + tile - 1) / tile);
}

class TiledProduct : public MatrixProduct {
 public:
  explicit TiledProduct(Device& device) : device_(device) {}

  std::string_view name() const override { return "tiled"; }

  void multiply(const MatrixProblem& problem) override {
    if (!problem.b.transposed) {
      multiplyByRows(problem);
    } else if (!problem.a.transposed) {
      multiplyByDots(problem);
    } else {
      multiplyTransposed(problem);
    }
  }

 private:
  /// b's rows are contiguous: each number of a scales a vector of a row of b.
  void multiplyByRows(const MatrixProblem& p) {
    const MatrixView& a = p.a;
    const Range range{{tiles(p.columns, kTileColumns), tiles(p.rows, kTileRows)}, {1, 1}};
    device_.launch(kernel("matrix_by_rows", p), range, *a.buffer, number(a.offset),
                   number(a.transposed ? 1 : a.leading), number(a.transposed ? a.leading : 1), *p.b.buffer,
                   number(p.b.offset), number(p.b.leading), *p.result.buffer, number(p.result.offset),
                   number(p.result.leading), number(p.rows), number(p.columns), number(p.inner));
  }

  /// Rows of a meet rows of what b stores: dot products along contiguous memory.
  void multiplyByDots(const MatrixProblem& p) {
    const Range range{{tiles(p.columns, kDotTile), tiles(p.rows, kDotTile)}, {1, 1}};
    device_.launch(kernel("matrix_by_dots", p), range, *p.a.buffer, number(p.a.offset), number(p.a.leading),
                   *p.b.buffer, number(p.b.offset), number(p.b.leading), *p.result.buffer, number(p.result.offset),
                   number(p.result.leading), number(p.rows), number(p.columns), number(p.inner));
  }

  /// Both transposed, which training never asks for: b is laid out anew first.
  void multiplyTransposed(const MatrixProblem& p) {
    const Buffer straight = device_.allocate(static_cast<std::size_t>(p.inner * p.columns) *
                                             (p.precision == Precision::Double ? sizeof(double) : sizeof(float)));
    device_.launch(kernel("matrix_transpose", p), device_.itemsOver(p.inner * p.columns), *p.b.buffer,
                   number(p.b.offset), number(p.b.leading), straight, number(p.inner), number(p.columns));
    MatrixProblem problem = p;
    problem.b = {&straight, 0, p.columns, false};
    multiplyByRows(problem);
  }

  static std::string kernel(const char* name, const MatrixProblem& problem) {
    return problem.precision == Precision::Double ? std::string("float64:") + name : name;
  }

  static cl_int number(std::int64_t value) { return static_cast<cl_int>(value); }

  Device& device_;
};

}  // namespace

std::unique_ptr<MatrixProduct> makeTiledProduct(Device& device) {
  return std::make_unique<TiledProduct>(device);
}

}  // namespace gradus
