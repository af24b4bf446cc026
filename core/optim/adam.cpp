#include "core/optim/adam.h"

#include <cmath>

#include "core/opencl/device.h"

namespace gradus {
namespace {

constexpr const char* kMean = "exp_avg";
constexpr const char* kSquare = "exp_avg_sq";
constexpr const char* kLargest = "max_exp_avg_sq";

/// As `adam` of kernels/optimizer.cl; a program of its own because few ask for it.
constexpr const char* kAmsgrad = R"(
__kernel void amsgrad(__global real* data, __global const real* grad, __global real* mean, __global real* square,
                      __global real* largest, int count, real step, real beta1, real rest1, real beta2, real rest2,
                      real eps, real correction, real decay, real keep) {
  FIRST_OF(index, count)
  const T p = LOAD(data, index);
  const T g = fma((T)(decay), p, LOAD(grad, index));
  const T m = fma((T)(rest1), g, beta1 * LOAD(mean, index));
  const T v = beta2 * LOAD(square, index) + rest2 * g * g;
  const T most = fmax(LOAD(largest, index), v);
  storeLanes(m, mean, index, count);
  storeLanes(v, square, index, count);
  storeLanes(most, largest, index, count);
  const T spread = sqrt(most) / correction + eps;
  storeLanes(keep * p + step * m / spread, data, index, count);
}
)";

}  // namespace

Adam::Adam(const std::vector<Tensor>& parameters, const AdamOptions& options, WeightDecay decay)
    : Optimizer(parameters, options.lr, options.beta1, {kMean, kSquare, kLargest}), options_(options), decay_(decay) {}

void Adam::update(const Tensor& data, const Tensor& grad, std::int64_t step) {
  const auto t = static_cast<double>(step);
  const double beta1 = momentum();
  const double beta2 = options_.beta2;
  const bool decoupled = decay_ == WeightDecay::Decoupled;
  Device& device = data.device();
  const auto count = static_cast<cl_int>(data.numel());
  const auto number = [](double value) { return static_cast<float>(value); };
  const auto launch = [&](const char* kernel, const auto&... tensors) {
    device.launch(kernel, device.lanesOver(count), data.buffer(), grad.buffer(), tensors.buffer()..., count,
                  number(-learningRate() / (1 - std::pow(beta1, t))), number(beta1), number(1 - beta1), number(beta2),
                  number(1 - beta2), number(options_.eps), number(std::sqrt(1 - std::pow(beta2, t))),
                  number(decoupled ? 0 : options_.weightDecay),
                  number(decoupled ? 1 - learningRate() * options_.weightDecay : 1));
  };
  if (options_.amsgrad) {
    device.addProgram("optimizer.amsgrad", Precision::Single, [] { return kAmsgrad; });
    launch("optimizer.amsgrad:amsgrad", kept(kMean), kept(kSquare), kept(kLargest));
  } else {
    launch("adam", kept(kMean), kept(kSquare));
  }
}

std::vector<ParameterInfo> Adam::parameterInfos(double defaultWeightDecay) {
  return {
      {"lr", "Learning rate", "About how far each weight moves in a step.", 0.001, 0, 100, false},
      {"beta1", "β₁", "How slowly the mean of the gradients forgets.", 0.9, 0, 0.999999, false},
      {"beta2", "β₂", "How slowly their mean square forgets.", 0.999, 0, 0.999999, false},
      {"eps", "ε", "Keeps the division safe where gradients vanish.", 1e-8, 0, 1, false},
      {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", defaultWeightDecay, 0,
       10, false},
      {"amsgrad", "AMSGrad", "1 divides by the largest mean square so far, so that steps never grow again.", 0, 0, 1,
       true},
  };
}

AdamOptions Adam::optionsOf(const Choice& choice, const ChoiceInfo& info) {
  const auto value = [&](const char* name) { return valueOf(choice, info, name); };
  return {.lr = value("lr"),
          .beta1 = value("beta1"),
          .beta2 = value("beta2"),
          .eps = value("eps"),
          .weightDecay = value("weight_decay"),
          .amsgrad = value("amsgrad") != 0};
}

OptimizerInfo Adam::row() {
  OptimizerInfo row{
      {"adam", "Adam", "Gives every weight a step of its own from the mean and the spread of its last gradients.",
       parameterInfos(0)},
      {}};
  row.make = [info = static_cast<ChoiceInfo>(row)](const std::vector<Tensor>& parameters, const Choice& choice) {
    return std::make_unique<Adam>(parameters, optionsOf(choice, info));
  };
  return row;
}

}  // namespace gradus
