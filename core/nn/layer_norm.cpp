#include "core/nn/layer_norm.h"

#include "core/base/error.h"
#include "core/nn/layer_registry.h"
#include "core/nn/own_program.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

// One work-item per row of `width` numbers.
constexpr const char* kSource = R"cl(
#define ROW                          \
  const int row = get_global_id(0);  \
  if (row >= rows) return;           \
  x += offset + row * width;

// (x − mean) / √(variance + eps), and what it was divided by.
__kernel void normalize_rows(__global const real* x, int offset, __global real* result, __global real* scales,
                             int rows, int width, real eps) {
  ROW
  result += row * width;
  const real mean = sumOf(x, width) / width;
  real squares = 0, lost = 0, piece = 0, rest = 0;
  for (int i = 0; i < width; ++i) {
    const real difference = x[i] - mean;
    rest += difference;
    ADD_PRODUCT(real, squares, lost, piece, difference, difference, i, 16)
  }
  squares += lost + piece;
  LESS_THE_REST(real, squares, rest, width)
  const real scale = 1 / sqrt(squares / width + eps);
  for (int i = 0; i < width; ++i) result[i] = (x[i] - mean) * scale;
  scales[row] = scale;
}

// (g − mean g − x̂ · mean(g · x̂)) · scale, with x̂ in x.
__kernel void gradients(__global const real* x, int offset, __global const real* gradient, int gradientOffset,
                        __global const real* scales, __global real* result, int rows, int width) {
  ROW
  result += row * width;
  gradient += gradientOffset + row * width;
  const real mean = sumOf(gradient, width) / width;
  real product = 0, lost = 0, piece = 0;
  for (int i = 0; i < width; ++i) ADD_PRODUCT(real, product, lost, piece, gradient[i], x[i], i, 16)
  product = (product + lost + piece) / width;
  for (int i = 0; i < width; ++i) result[i] = (gradient[i] - mean - x[i] * product) * scales[row];
}
)cl";

/// Without weight and bias; x is (rows, width).
Tensor normalizeRows(const Tensor& input, double eps) {
  const Tensor x = contiguous(input.detach());
  Device& device = x.device();
  const std::string program = ownProgram(device, "layer_norm", x.dtype(), kSource);
  const std::int64_t rows = x.shape()[0];
  const std::int64_t width = x.shape()[1];
  Tensor result = Tensor::empty(device, x.shape(), x.dtype());
  const Tensor scales = Tensor::empty(device, {rows}, x.dtype());
  if (x.numel() > 0) {
    device.launch(program + "normalize_rows", device.itemsOver(rows), x.buffer(), intOf(x.offset()), result.buffer(),
                  scales.buffer(), intOf(rows), intOf(width), realFor(eps, x.dtype()));
  }
  return record(result, "NativeLayerNormBackward0", {input}, [=, y = result.detach()](const Tensor& gradient) {
    const Tensor dense = contiguous(gradient.detach());
    Tensor byX = Tensor::empty(y.device(), y.shape(), y.dtype());
    if (y.numel() > 0) {
      y.device().launch(program + "gradients", y.device().itemsOver(rows), y.buffer(), intOf(y.offset()),
                        dense.buffer(), intOf(dense.offset()), scales.buffer(), byX.buffer(), intOf(rows),
                        intOf(width));
    }
    return std::vector{byX};
  });
}

bool endsWith(const Shape& shape, const Shape& end) {
  const int shift = shape.rank() - end.rank();
  if (shift < 0) return false;
  for (int dim = 0; dim < end.rank(); ++dim) {
    if (shape[shift + dim] != end[dim]) return false;
  }
  return true;
}

}  // namespace

Tensor layerNorm(const Tensor& x, const Shape& normalized, const Tensor& weight, const Tensor& bias, double eps) {
  demandFloating(x, "layer norm");
  const auto fits = [&](const Tensor& factor) {
    return !factor.defined() || (factor.shape() == normalized && factor.dtype() == x.dtype());
  };
  if (normalized.rank() == 0 || !endsWith(x.shape(), normalized) || !fits(weight) || !fits(bias)) {
    throw ShapeError("layer norm: input " + x.shape().text() + " " + nameOf(x.dtype()) +
                     " does not end with the normalized shape " + normalized.text() +
                     ", or weight or bias have another shape or dtype");
  }
  const std::int64_t width = normalized.numel();
  const std::int64_t rows = width == 0 ? 0 : x.numel() / width;
  Tensor result = reshape(normalizeRows(reshape(x, {rows, width}), eps), x.shape());
  if (weight.defined()) result = result * weight;
  if (bias.defined()) result = result + bias;
  return result;
}

LayerNorm::LayerNorm(Device& device, const Shape& normalized, double eps, bool affine)
    : normalized_(normalized), eps_(eps) {
  if (!affine) return;
  weight_ = addParameter("weight", Tensor::full(device, normalized, 1));
  bias_ = addParameter("bias", Tensor::zeros(device, normalized));
}

LayerInfo LayerNorm::row() {
  LayerInfo row{{"layer_norm",
                 "Layer norm",
                 "Brings the values of each sample to mean 0 and variance 1, then scales and shifts every unit.",
                 {{"eps", "ε", "Added to the variance, so that nothing is divided by 0.", 1e-5, 1e-12, 1, false}}},
                "LayerNorm",
                {},
                sameWidth};
  row.make = [](Device& device, std::int64_t inputs, const Choice& choice, Generator&) {
    const double eps = valueOf(choice, findLayer("layer_norm"), "eps");
    return BuiltLayer{std::make_unique<LayerNorm>(device, Shape{inputs}, eps), inputs};
  };
  row.parameterCount = [](std::int64_t inputs, const Choice&) { return 2 * inputs; };
  // As batch norm, and before that the mean, the differences, their squares and the mean of these.
  row.operations = [](std::int64_t inputs, const Choice&) { return 7 * inputs; };
  row.torchWidths = TorchWidths::Features;
  return row;
}

}  // namespace gradus
