#include "core/nn/activation.h"

#include "core/base/registry.h"
#include "core/opencl/device.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"

namespace gradus {
namespace {

/// The two kernels of a row. `x` and the parameters are what its expressions speak of.
std::string kernelSource(const Activation& activation) {
  return "__kernel void forward(__global const real* input, int inputOffset, __global real* result, int "
         "count,\n"
         "                      real p0, real p1, real p2) {\n"
         "  FIRST_OF(index, count)\n"
         "  const T x = LOAD(input + inputOffset, index);\n"
         "  storeLanes(" +
         activation.forward +
         ", result, index, count);\n"
         "}\n"
         "__kernel void backward(__global const real* input, int inputOffset, __global const real* "
         "gradient,\n"
         "                       int gradientOffset, __global real* result, int count, real p0, real p1, "
         "real p2) {\n"
         "  FIRST_OF(index, count)\n"
         "  const T x = LOAD(input + inputOffset, index);\n"
         "  storeLanes(LOAD(gradient + gradientOffset, index) * (" +
         activation.derivative +
         "), result, index, count);\n"
         "}\n";
}

std::array<float, 3> kernelParameters(const ActivationParameters& parameters) {
  return {static_cast<float>(parameters[0]), static_cast<float>(parameters[1]), static_cast<float>(parameters[2])};
}

Tensor activationGradient(const Tensor& x, const Tensor& outputGradient, const std::string& program,
                          const ActivationParameters& parameters) {
  Tensor result = Tensor::empty(x.device(), x.shape());
  if (x.numel() == 0) return result;
  const Tensor gradient = contiguous(outputGradient.detach());
  const auto [p0, p1, p2] = kernelParameters(parameters);
  const auto count = static_cast<cl_int>(x.numel());
  x.device().launch(program + ":backward", x.device().lanesOver(count), x.buffer(), static_cast<cl_int>(x.offset()),
                    gradient.buffer(), static_cast<cl_int>(gradient.offset()), result.buffer(), count, p0, p1, p2);
  return result;
}

}  // namespace

const Activation& findActivation(std::string_view name) {
  return findRow(activations(), name, "activation");
}

ActivationParameters parametersOf(const Activation& activation, const Choice& choice) {
  ActivationParameters values{};
  for (std::size_t i = 0; i < activation.parameters.size(); ++i) {
    values.at(i) = valueOf(choice, activation, activation.parameters[i].name);
  }
  return values;
}

Tensor activate(const Tensor& input, const Activation& activation, const ActivationParameters& parameters) {
  Device& device = input.device();
  const std::string program = "activation." + activation.name;
  device.addProgram(program, [&] { return kernelSource(activation); });
  const Tensor x = contiguous(input.detach());
  Tensor result = Tensor::empty(device, x.shape());
  if (x.numel() > 0) {
    const auto [p0, p1, p2] = kernelParameters(parameters);
    const auto count = static_cast<cl_int>(x.numel());
    device.launch(program + ":forward", device.lanesOver(count), x.buffer(), static_cast<cl_int>(x.offset()),
                  result.buffer(), count, p0, p1, p2);
  }
  return record(result, "ActivationBackward0", {input}, [x, program, parameters](const Tensor& gradient) {
    return std::vector{activationGradient(x, gradient, program, parameters)};
  });
}

}  // namespace gradus
