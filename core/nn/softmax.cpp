#include "core/nn/softmax.h"

#include <string>
#include <vector>

#include "core/nn/own_program.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"

namespace gradus {
namespace {

// A work-item computes one line: `count` numbers that lie `inner` apart.
constexpr const char* kSource = R"cl(
#define LINE                                        \
  const int item = get_global_id(0);                \
  if (item >= lines) return;                        \
  const int start = item / inner * inner * count + item % inner;

__kernel void forward(__global const real* x, int offset, __global real* result, int lines, int count, int inner,
                      int isLogarithm) {
  LINE
  x += offset + start;
  result += start;
  const real top = largest(x, count, inner);
  const real rest = restBelow(top, x, count, inner);
  const real logarithm = log1p(rest);
  for (int i = 0; i < count; ++i) {
    const real shifted = x[i * inner] - top;
    result[i * inner] = isLogarithm ? shifted - logarithm : exp(shifted) / (1 + rest);
  }
}

// y · (g − Σ g · y) for softmax y, g − exp(y) · Σ g for its logarithm y.
__kernel void backward(__global const real* y, __global const real* gradient, int offset, __global real* result,
                       int lines, int count, int inner, int isLogarithm) {
  LINE
  y += start;
  gradient += offset + start;
  result += start;
  real total = 0, lost = 0;
  for (int i = 0; i < count; ++i) ADD_TO(real, total, lost, gradient[i * inner] * (isLogarithm ? 1 : y[i * inner]))
  total += lost;
  for (int i = 0; i < count; ++i) {
    const real g = gradient[i * inner];
    result[i * inner] = isLogarithm ? g - exp(y[i * inner]) * total : y[i * inner] * (g - total);
  }
}
)cl";

Tensor softmaxOver(const Tensor& input, int dimension, bool isLogarithm) {
  const char* name = isLogarithm ? "log softmax" : "softmax";
  demandFloating(input, name);
  const int dim = wrapDim(dimension, input.shape(), name);
  const Tensor x = contiguous(input.detach());
  const std::int64_t count = x.dim() == 0 ? 1 : x.shape()[dim];
  std::int64_t inner = 1;
  for (int i = dim + 1; i < x.dim(); ++i) inner *= x.shape()[i];

  Device& device = x.device();
  const std::string program = ownProgram(device, "softmax", x.dtype(), kSource);
  Tensor result = Tensor::empty(device, x.shape(), x.dtype());
  const std::int64_t lines = x.numel() == 0 ? 0 : x.numel() / count;
  const auto launch = [=, &device](const char* kernel, const auto&... operands) {
    if (lines == 0) return;
    device.launch(program + kernel, device.itemsOver(lines), operands..., intOf(lines), intOf(count), intOf(inner),
                  cl_int{isLogarithm});
  };
  launch("forward", x.buffer(), intOf(x.offset()), result.buffer());
  return record(result, isLogarithm ? "LogSoftmaxBackward0" : "SoftmaxBackward0", {input},
                [launch, y = result.detach()](const Tensor& gradient) {
                  const Tensor dense = contiguous(gradient.detach());
                  Tensor inputGradient = Tensor::empty(y.device(), y.shape(), y.dtype());
                  launch("backward", y.buffer(), dense.buffer(), intOf(dense.offset()), inputGradient.buffer());
                  return std::vector{inputGradient};
                });
}

}  // namespace

Tensor softmax(const Tensor& x, int dim) {
  return softmaxOver(x, dim, false);
}

Tensor logSoftmax(const Tensor& x, int dim) {
  return softmaxOver(x, dim, true);
}

}  // namespace gradus
