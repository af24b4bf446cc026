#include "core/nn/noisy_linear.h"

#include "core/nn/init.h"
#include "core/nn/layer_registry.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/matmul.h"
#include "core/tensor/views.h"

namespace gradus {

NoisyLinear::NoisyLinear(Device& device, std::int64_t in, std::int64_t out, Generator& generator, double noiseStddev)
    : w_(addParameter("w", xavierUniform(device, {in, out}, generator))),
      b_(addParameter("b", Tensor::zeros(device, {out}))),
      generator_(generator),
      noiseStddev_(noiseStddev) {}

Tensor NoisyLinear::forward(const Tensor& input) {
  Tensor x = input;
  if (isTraining()) x = x + normal(x.device(), x.shape(), 0, noiseStddev_, generator_);
  return matmul(x, w_) + b_;
}

Tensor NoisyLinear::weightMatrix() const {
  return transpose(w_.detach(), 0, 1);
}

LayerInfo NoisyLinear::row() {
  LayerInfo row{
      {"noisy_linear",
       "Noisy linear",
       "A linear layer whose inputs are blurred by noise while it trains: it learns what survives small "
       "changes.",
       {unitsParameter(), {"noise_stddev", "Noise", "The standard deviation of the noise.", 0.1, 0, 10, false}}},
      "",
      {},
      unitsOf};
  row.make = [](Device& device, std::int64_t inputs, const Choice& choice, Generator& generator) {
    const std::int64_t units = unitsOf(inputs, choice);
    const double noise = valueOf(choice, findLayer("noisy_linear"), "noise_stddev");
    return BuiltLayer{std::make_unique<NoisyLinear>(device, inputs, units, generator, noise), units};
  };
  row.parameterCount = [](std::int64_t inputs, const Choice& choice) { return (inputs + 1) * unitsOf(inputs, choice); };
  return row;
}

}  // namespace gradus
