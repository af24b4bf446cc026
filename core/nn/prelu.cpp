#include "core/nn/prelu.h"

#include "core/base/error.h"
#include "core/nn/layer_registry.h"
#include "core/nn/own_program.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr const char* kSource = R"cl(
__kernel void forward(__global const real* x, int offset, __global const real* weight, int weightOffset, int channels,
                      int inner, int count, __global real* result) {
  const int index = get_global_id(0);
  if (index >= count) return;
  const real value = x[offset + index];
  result[index] = value > 0 ? value : weight[weightOffset + index / inner % channels] * value;
}

// What each number contributes to its own gradient and to that of its weight.
__kernel void backward(__global const real* x, int offset, __global const real* weight, int weightOffset, int channels,
                       int inner, int count, __global const real* gradient, int gradientOffset, __global real* byX,
                       __global real* byWeight) {
  const int index = get_global_id(0);
  if (index >= count) return;
  const real value = x[offset + index];
  const real g = gradient[gradientOffset + index];
  byX[index] = value > 0 ? g : weight[weightOffset + index / inner % channels] * g;
  byWeight[index] = value > 0 ? 0 : value * g;
}
)cl";

}  // namespace

Tensor prelu(const Tensor& input, const Tensor& weight) {
  const std::int64_t channels = weight.numel();
  if (weight.dim() != 1 || (channels != 1 && (input.dim() < 2 || input.shape()[1] != channels))) {
    throw ShapeError("PReLU: input " + input.shape().text() + " and weight " + weight.shape().text() +
                     " do not fit: expected (N, C, ...) and (1) or (C)");
  }
  demandSameFloating(input, weight, "PReLU");
  const Tensor x = contiguous(input.detach());
  const Tensor slopes = contiguous(weight.detach());
  std::int64_t inner = 1;
  for (int dim = 2; dim < x.dim(); ++dim) inner *= x.shape()[dim];
  Device& device = x.device();
  const std::string program = ownProgram(device, "prelu", x.dtype(), kSource);
  const auto launch = [=, &device](const char* kernel, const auto&... more) {
    if (x.numel() == 0) return;
    device.launch(program + kernel, device.itemsOver(x.numel()), x.buffer(), intOf(x.offset()), slopes.buffer(),
                  intOf(slopes.offset()), intOf(channels), intOf(inner), intOf(x.numel()), more...);
  };
  Tensor result = Tensor::empty(device, x.shape(), x.dtype());
  launch("forward", result.buffer());
  return record(result, "PreluBackward0", {input, weight}, [=](const Tensor& gradient) {
    const Tensor dense = contiguous(gradient.detach());
    Tensor byX = Tensor::empty(x.device(), x.shape(), x.dtype());
    const Tensor byWeight = Tensor::empty(x.device(), x.shape(), x.dtype());
    launch("backward", dense.buffer(), intOf(dense.offset()), byX.buffer(), byWeight.buffer());
    if (channels == 1) return std::vector{byX, reshape(sum(byWeight), {1})};
    return std::vector{byX, sum(sum(reshape(byWeight, {x.shape()[0], channels, inner}), 2), 0)};
  });
}

PRelu::PRelu(Device& device, std::int64_t parameters, double init)
    : weight_(addParameter("weight", Tensor::full(device, {parameters}, init))) {}

LayerInfo PRelu::row() {
  LayerInfo row{{"prelu",
                 "PReLU",
                 "ReLU with a small slope for negative values that the network learns itself.",
                 {{"init", "First slope", "The slope for negative values before training.", 0.25, 0, 1, false}}},
                "PReLU",
                {},
                sameWidth};
  row.make = [](Device& device, std::int64_t inputs, const Choice& choice, Generator&) {
    const double init = valueOf(choice, findLayer("prelu"), "init");
    return BuiltLayer{std::make_unique<PRelu>(device, 1, init), inputs};
  };
  row.parameterCount = [](std::int64_t, const Choice&) { return std::int64_t{1}; };
  row.operations = [](std::int64_t inputs, const Choice&) { return inputs; };
  return row;
}

}  // namespace gradus
