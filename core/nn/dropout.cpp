#include "core/nn/dropout.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/nn/layer_registry.h"
#include "core/nn/own_program.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"

namespace gradus {
namespace {

constexpr const char* kSource = R"cl(
__kernel void apply(__global const real* x, int offset, __global const uchar* mask, real scale, __global real* result,
                    int count) {
  const int index = get_global_id(0);
  if (index >= count) return;
  // A product, so that NaN is not dropped.
  result[index] = x[offset + index] * (mask[index] ? scale : 0);
}
)cl";

bool bernoulli(Generator& generator, double probability) {
  constexpr double kScale = 1.0 / static_cast<double>(1ULL << 53U);
  return static_cast<double>(generator.random64() & ((1ULL << 53U) - 1)) * kScale < probability;
}

Tensor masked(const Tensor& input, const Tensor& mask, double scale) {
  const Tensor x = contiguous(input.detach());
  Device& device = x.device();
  Tensor result = Tensor::empty(device, x.shape(), x.dtype());
  if (x.numel() == 0) return result;
  device.launch(ownProgram(device, "dropout", x.dtype(), kSource) + "apply", device.itemsOver(x.numel()), x.buffer(),
                intOf(x.offset()), mask.buffer(), realFor(scale, x.dtype()), result.buffer(), intOf(x.numel()));
  return result;
}

}  // namespace

Dropout::Dropout(double p, Generator& generator) : p_(p), generator_(generator) {
  if (!(p >= 0 && p <= 1)) throw Error("dropout: p is " + plainNumber(p) + ", expected 0 to 1");
}

Tensor Dropout::forward(const Tensor& input) {
  demandFloating(input, "dropout");
  if (!isTraining() || p_ == 0) return input;
  std::vector<std::uint8_t> kept(static_cast<std::size_t>(input.numel()));
  // PyTorch draws nothing for p = 1.
  if (p_ < 1) {
    for (std::uint8_t& each : kept) each = bernoulli(generator_, 1 - p_) ? 1 : 0;
  }
  const Tensor mask = Tensor::from(input.device(), kept, input.shape());
  const double scale = p_ < 1 ? 1 / (1 - p_) : 0;
  return record(masked(input, mask, scale), "MulBackward0", {input},
                [mask, scale](const Tensor& gradient) { return std::vector{masked(gradient, mask, scale)}; });
}

LayerInfo Dropout::row() {
  LayerInfo row{
      {"dropout",
       "Dropout",
       "Switches units off at random while training, so that none relies on a few others. Against "
       "over-fitting.",
       {{"p", "Share", "The probability with which a unit is switched off.", 0.5, 0, 0.99, false, torchAlways()}}},
      "Dropout",
      {},
      sameWidth};
  row.make = [](Device&, std::int64_t inputs, const Choice& choice, Generator& generator) {
    return BuiltLayer{std::make_unique<Dropout>(valueOf(choice, findLayer("dropout"), "p"), generator), inputs};
  };
  return row;
}

}  // namespace gradus
