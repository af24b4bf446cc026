#include "core/nn/initialization.h"

#include <array>
#include <charconv>
#include <vector>

#include "core/base/registry.h"
#include "core/nn/dense_layer.h"
#include "core/nn/init.h"
#include "core/tensor/copy.h"

namespace gradus {
namespace {

constexpr const char* kZeroBias = "zero_bias";
constexpr const char* kFanOut = "fan_out";

const ParameterInfo kZeroBiasInfo{kZeroBias, "Biases 0", "Begin with biases of 0 as well.", 0, 0, 1, true};
const ParameterInfo kGain{"gain", "Gain", "By how much all weights are scaled.", 1, 0, 100, false};
const ParameterInfo kSlope{"a", "Slope a", "The slope of the leaky ReLU behind the layer, 0 for ReLU.", 0, 0,
                           10,  false};
const ParameterInfo kMode{
    kFanOut, "Keep gradients", "Keep the spread of the gradients going back (fan_out), not of the values.", 0, 0, 1,
    true};

double number(const Choice& choice, const char* parameter) {
  return valueOf(choice, findInitialization(choice.name), parameter);
}

KaimingOptions kaimingOptions(const Choice& choice) {
  return {.a = number(choice, "a"), .mode = number(choice, kFanOut) != 0 ? FanMode::Out : FanMode::In};
}

std::vector<Initialization> makeRows() {
  std::vector<Initialization> rows;
  const auto add = [&rows](const char* name, const char* title, const char* summary,
                           std::vector<ParameterInfo> parameters, const char* torchName,
                           Tensor (*draw)(Device&, const Shape&, Generator&, const Choice&)) {
    if (draw != nullptr) parameters.push_back(kZeroBiasInfo);
    Initialization row{{name, title, summary, std::move(parameters)}, torchName, {}};
    if (draw != nullptr) row.draw = draw;
    rows.push_back(std::move(row));
  };
  add("default", "PyTorch's default", "What the layer draws by itself: for Linear, uniform within ±1/√inputs.", {}, "",
      nullptr);
  add("kaiming_uniform", "Kaiming uniform",
      "He's: uniform, scaled so that values keep their spread through layers of ReLU.", {kSlope, kMode},
      "kaiming_uniform_", [](Device& device, const Shape& shape, Generator& generator, const Choice& choice) {
        return kaimingUniform(device, shape, generator, kaimingOptions(choice));
      });
  add("kaiming_normal", "Kaiming normal", "He's, drawn from a normal distribution; the usual choice before ReLU.",
      {kSlope, kMode}, "kaiming_normal_",
      [](Device& device, const Shape& shape, Generator& generator, const Choice& choice) {
        return kaimingNormal(device, shape, generator, kaimingOptions(choice));
      });
  add("xavier_uniform", "Xavier uniform",
      "Glorot's: uniform, balanced between values and gradients; the usual choice before tanh and sigmoid.", {kGain},
      "xavier_uniform_", [](Device& device, const Shape& shape, Generator& generator, const Choice& choice) {
        return xavierUniform(device, shape, generator, number(choice, "gain"));
      });
  add("xavier_normal", "Xavier normal", "Glorot's, drawn from a normal distribution.", {kGain}, "xavier_normal_",
      [](Device& device, const Shape& shape, Generator& generator, const Choice& choice) {
        return xavierNormal(device, shape, generator, number(choice, "gain"));
      });
  add("orthogonal", "Orthogonal", "Rows at right angles to each other: signals pass many layers without fading.",
      {kGain}, "orthogonal_", [](Device& device, const Shape& shape, Generator& generator, const Choice& choice) {
        return orthogonal(device, shape, generator, number(choice, "gain"));
      });
  add("normal", "Normal",
      "Normal with a mean and deviation of your own; too large or small a deviation is instructive.",
      {{"mean", "Mean", "The middle of the weights.", 0, -100, 100, false},
       {"std", "Deviation", "The standard deviation of the weights.", 1, 0, 100, false}},
      "normal_", [](Device& device, const Shape& shape, Generator& generator, const Choice& choice) {
        return normal(device, shape, number(choice, "mean"), number(choice, "std"), generator);
      });
  add("uniform", "Uniform", "Uniform between two bounds of your own.",
      {{"a", "From", "The smallest weight.", 0, -100, 100, false},
       {"b", "To", "The largest weight.", 1, -100, 100, false}},
      "uniform_", [](Device& device, const Shape& shape, Generator& generator, const Choice& choice) {
        return uniform(device, shape, number(choice, "a"), number(choice, "b"), generator);
      });
  add("constant", "Constant", "All weights alike: then all units learn the same, which is worth seeing once.",
      {{"val", "Value", "Of every weight.", 0, -100, 100, false}}, "constant_",
      [](Device& device, const Shape& shape, Generator&, const Choice& choice) {
        return Tensor::full(device, shape, number(choice, "val"));
      });
  return rows;
}

/// The shortest text that reads back as the same number, and that Python takes for a float.
std::string textOf(double number) {
  std::array<char, 32> letters{};
  const auto [end, error] = std::to_chars(letters.data(), letters.data() + letters.size(), number);
  std::string text(letters.data(), end);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

}  // namespace

std::string Initialization::torchArguments(const Choice& choice) const {
  std::string arguments;
  for (const ParameterInfo& parameter : parameters) {
    const double value = valueOf(choice, *this, parameter.name);
    // constant_ has no default for its number.
    const bool isNeeded = value != parameter.defaultValue || parameter.name == "val";
    if (!isNeeded || parameter.name == kZeroBias) continue;
    if (parameter.name == kFanOut) {
      arguments.append(", mode=\"fan_out\"");
    } else {
      arguments.append(", ").append(parameter.name).append("=").append(textOf(value));
    }
  }
  return arguments;
}

std::span<const Initialization> initializations() {
  static const std::vector<Initialization> table = makeRows();
  return table;
}

const Initialization& findInitialization(std::string_view name) {
  return findRow(initializations(), name, "initialization");
}

bool zeroesBias(const Choice& choice) {
  const auto value = choice.values.find(kZeroBias);
  return value != choice.values.end() && value->second != 0;
}

void initialize(const DenseLayer& layer, const Choice& choice, Generator& generator) {
  const Initialization& row = findInitialization(choice.name);
  if (!row.draw) return;
  const Tensor weight = layer.weight().detach();
  copyInto(weight, row.draw(weight.device(), weight.shape(), generator, choice));
  if (zeroesBias(choice) && layer.bias().defined()) fill(layer.bias().detach(), 0);
}

}  // namespace gradus
