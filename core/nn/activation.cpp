#include "core/nn/activation.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/base/registry.h"
#include "core/nn/own_activation.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"

namespace gradus {
namespace {

/// The two kernels of a row. `x` and the parameters are what its expressions speak of.
std::string kernelSource(const Activation& activation) {
  return activation.openclFunctions +
         "__kernel void forward(__global const real* input, int inputOffset, __global real* result, int "
         "count,\n"
         "                      real p0, real p1, real p2, real p3) {\n"
         "  FIRST_OF(index, count)\n"
         "  const T x = LOAD(input + inputOffset, index);\n"
         "  storeLanes(" +
         activation.forward +
         ", result, index, count);\n"
         "}\n"
         "__kernel void backward(__global const real* input, int inputOffset, __global const real* "
         "gradient,\n"
         "                       int gradientOffset, __global real* result, int count, real p0, real p1, "
         "real p2, real p3) {\n"
         "  FIRST_OF(index, count)\n"
         "  const T x = LOAD(input + inputOffset, index);\n"
         "  storeLanes(LOAD(gradient + gradientOffset, index) * (" +
         activation.derivative +
         "), result, index, count);\n"
         "}\n";
}

Tensor activationGradient(const Tensor& x, const Tensor& outputGradient, const std::string& program,
                          const ActivationParameters& parameters) {
  Tensor result = Tensor::empty(x.device(), x.shape(), x.dtype());
  if (x.numel() == 0) return result;
  const Tensor gradient = contiguous(outputGradient.detach());
  const auto count = static_cast<cl_int>(x.numel());
  x.device().launch(program + ":backward", x.device().lanesOver(count), x.buffer(), static_cast<cl_int>(x.offset()),
                    gradient.buffer(), static_cast<cl_int>(gradient.offset()), result.buffer(), count,
                    realFor(parameters[0], x.dtype()), realFor(parameters[1], x.dtype()),
                    realFor(parameters[2], x.dtype()), realFor(parameters[3], x.dtype()));
  return result;
}

}  // namespace

const Activation& findActivation(std::string_view name) {
  return findRow(activations(), name, "activation");
}

Activation activationOf(const Choice& choice) {
  return choice.name == kOwnFunction ? ownActivation(choice.formula) : findActivation(choice.name);
}

ActivationParameters parametersOf(const Activation& activation, const Choice& choice) {
  ActivationParameters values{};
  for (std::size_t i = 0; i < activation.parameters.size(); ++i) {
    values.at(i) = valueOf(choice, activation, activation.parameters[i].name);
  }
  return values;
}

ActivationRange rangeOf(const Choice& choice) {
  const Activation activation = activationOf(choice);
  const ActivationParameters parameters = parametersOf(activation, choice);
  ActivationRange range{HUGE_VAL, -HUGE_VAL};
  for (const double x : {-1e6, -30.0, -1.0, -0.5, 0.0, 0.5, 1.0, 30.0, 1e6}) {
    const double y = activation.evaluate(x, parameters.data());
    if (std::isnan(y)) continue;  // ∞ · 0 far out
    range = {std::min(range.low, y), std::max(range.high, y)};
  }
  return range;
}

Tensor activate(const Tensor& input, const Activation& activation, const ActivationParameters& parameters) {
  Device& device = input.device();
  demandFloating(input, activation.title.c_str());
  std::string program = "activation." + activation.name + "." + nameOf(input.dtype());
  if (!activation.openclFunctions.empty()) {
    program += "." + std::to_string(std::hash<std::string>{}(activation.openclFunctions));
  }
  device.addProgram(program, precisionOf(input.dtype()), [&] { return kernelSource(activation); });
  const Tensor x = contiguous(input.detach());
  Tensor result = Tensor::empty(device, x.shape(), x.dtype());
  if (x.numel() > 0) {
    const auto count = static_cast<cl_int>(x.numel());
    device.launch(program + ":forward", device.lanesOver(count), x.buffer(), static_cast<cl_int>(x.offset()),
                  result.buffer(), count, realFor(parameters[0], x.dtype()), realFor(parameters[1], x.dtype()),
                  realFor(parameters[2], x.dtype()), realFor(parameters[3], x.dtype()));
  }
  const Tensor saved = activation.slopeOfResult ? result.detach() : x;
  return record(result, "ActivationBackward0", {input}, [saved, program, parameters](const Tensor& gradient) {
    return std::vector{activationGradient(saved, gradient, program, parameters)};
  });
}

}  // namespace gradus
