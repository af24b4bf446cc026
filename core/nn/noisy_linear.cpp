#include "core/nn/noisy_linear.h"

#include "core/nn/init.h"
#include "core/nn/layer_registry.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/matmul.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr const char* kTorchSource = R"py(class NoisyLinear(nn.Module):
    """A linear layer whose inputs are blurred by noise while it trains."""

    def __init__(self, in_features, out_features, noise_stddev=0.1):
        super().__init__()
        self.w = nn.Parameter(nn.init.xavier_uniform_(torch.empty(in_features, out_features)))
        self.b = nn.Parameter(torch.zeros(out_features))
        self.noise_stddev = noise_stddev

    def forward(self, x):
        if self.training:
            x = x + torch.normal(0.0, self.noise_stddev, size=x.shape)
        return x @ self.w + self.b
)py";

}  // namespace

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
      "NoisyLinear",
      {},
      unitsOf};
  row.make = [](Device& device, std::int64_t inputs, const Choice& choice, Generator& generator) {
    const std::int64_t units = unitsOf(inputs, choice);
    const double noise = valueOf(choice, findLayer("noisy_linear"), "noise_stddev");
    return BuiltLayer{std::make_unique<NoisyLinear>(device, inputs, units, generator, noise), units};
  };
  row.parameterCount = [](std::int64_t inputs, const Choice& choice) { return (inputs + 1) * unitsOf(inputs, choice); };
  row.operations = [](std::int64_t inputs, const Choice& choice) { return 2 * inputs * unitsOf(inputs, choice); };
  row.torchWidths = TorchWidths::InputsOutputs;
  row.torchWeight = "w";
  row.torchBias = "b";
  row.torchSource = kTorchSource;
  return row;
}

}  // namespace gradus
