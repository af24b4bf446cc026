#include "core/nn/linear.h"

#include "core/nn/init.h"
#include "core/nn/layer_registry.h"
#include "core/tensor/matmul.h"

namespace gradus {

Linear::Linear(Device& device, std::int64_t in, std::int64_t out, Generator& generator, bool bias)
    : weight_(addParameter("weight", linearWeight(device, out, in, generator))) {
  if (bias) bias_ = addParameter("bias", fanInUniform(device, {out}, in, generator));
}

Tensor Linear::forward(const Tensor& input) {
  return linear(input, weight_, bias_);
}

LayerInfo Linear::row() {
  LayerInfo row{{"linear",
                 "Linear",
                 "Every unit sums all inputs, each times a weight of its own, and adds a bias.",
                 {unitsParameter(),
                  {"bias", "Bias", "Whether every unit has a number of its own to add.", 1, 0, 1, true, torchBool()}}},
                "Linear",
                {},
                unitsOf};
  row.make = [](Device& device, std::int64_t inputs, const Choice& choice, Generator& generator) {
    const std::int64_t units = unitsOf(inputs, choice);
    const bool bias = valueOf(choice, findLayer("linear"), "bias") != 0;
    return BuiltLayer{std::make_unique<Linear>(device, inputs, units, generator, bias), units};
  };
  row.parameterCount = [](std::int64_t inputs, const Choice& choice) {
    const std::int64_t bias = valueOf(choice, findLayer("linear"), "bias") != 0 ? 1 : 0;
    return (inputs + bias) * unitsOf(inputs, choice);
  };
  row.torchWidths = TorchWidths::InputsOutputs;
  // So many products and sums; without a bias the first product of each unit has nothing to be added to.
  row.operations = [](std::int64_t inputs, const Choice& choice) {
    const std::int64_t bias = valueOf(choice, findLayer("linear"), "bias") != 0 ? 1 : 0;
    return (2 * inputs + bias - 1) * unitsOf(inputs, choice);
  };
  return row;
}

}  // namespace gradus
