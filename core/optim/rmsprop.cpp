#include "core/optim/rmsprop.h"

#include "core/opencl/device.h"

namespace gradus {
namespace {

constexpr const char* kSquare = "square_avg";
constexpr const char* kMean = "grad_avg";
constexpr const char* kBuffer = "momentum_buffer";

// Whether `mean` and `buffer` are used is known to the whole launch; unused ones are passed as any buffer.
constexpr const char* kKernel = R"(
__kernel void rmsprop(__global real* data, __global const real* grad, __global real* square, __global real* mean,
                      __global real* buffer, int count, real lr, real alpha, real rest, real eps, real decay,
                      real momentum, int centered) {
  FIRST_OF(index, count)
  const T p = LOAD(data, index);
  const T g = fma((T)(decay), p, LOAD(grad, index));
  const T v = alpha * LOAD(square, index) + rest * g * g;
  storeLanes(v, square, index, count);
  T spread = v;
  if (centered) {
    const T a = fma((T)(rest), g, alpha * LOAD(mean, index));
    storeLanes(a, mean, index, count);
    spread = v - a * a;
  }
  spread = sqrt(spread) + eps;
  if (momentum > 0) {
    const T b = momentum * LOAD(buffer, index) + g / spread;
    storeLanes(b, buffer, index, count);
    storeLanes(fma((T)(-lr), b, p), data, index, count);
  } else {
    storeLanes(p - lr * g / spread, data, index, count);
  }
}
)";

}  // namespace

RmsProp::RmsProp(const std::vector<Tensor>& parameters, const RmsPropOptions& options)
    : Optimizer(parameters, options.lr, options.momentum, {kSquare, kMean, kBuffer}), options_(options) {}

void RmsProp::update(const Tensor& data, const Tensor& grad, std::int64_t) {
  const Tensor& square = kept(kSquare);
  const Tensor& mean = options_.centered ? kept(kMean) : square;
  const Tensor& buffer = momentum() > 0 ? kept(kBuffer) : square;
  Device& device = data.device();
  const auto count = static_cast<cl_int>(data.numel());
  const auto number = [](double value) { return static_cast<float>(value); };
  device.addProgram("optimizer.rmsprop", Precision::Single, [] { return kKernel; });
  device.launch("optimizer.rmsprop:rmsprop", device.lanesOver(count), data.buffer(), grad.buffer(), square.buffer(),
                mean.buffer(), buffer.buffer(), count, number(learningRate()), number(options_.alpha),
                number(1 - options_.alpha), number(options_.eps), number(options_.weightDecay), number(momentum()),
                static_cast<cl_int>(options_.centered));
}

OptimizerInfo RmsProp::row() {
  OptimizerInfo row{
      {"rmsprop",
       "RMSprop",
       "Divides every weight's step by the running size of its gradients.",
       {{"lr", "Learning rate", "About how far each weight moves in a step.", 0.01, 0, 100, false},
        {"alpha", "α", "How slowly the mean square of the gradients forgets.", 0.99, 0, 0.999999, false},
        {"eps", "ε", "Keeps the division safe where gradients vanish.", 1e-8, 0, 1, false},
        {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", 0, 0, 10, false},
        {"momentum", "Momentum", "How much of the last step is kept.", 0, 0, 0.9999, false},
        {"centered", "Centred", "1 divides by the spread of the gradients instead of their size.", 0, 0, 1, true}}},
      {}};
  row.make = [info = static_cast<ChoiceInfo>(row)](const std::vector<Tensor>& parameters, const Choice& choice) {
    const auto value = [&](const char* name) { return valueOf(choice, info, name); };
    return std::make_unique<RmsProp>(parameters, RmsPropOptions{.lr = value("lr"),
                                                                .alpha = value("alpha"),
                                                                .eps = value("eps"),
                                                                .weightDecay = value("weight_decay"),
                                                                .momentum = value("momentum"),
                                                                .centered = value("centered") != 0});
  };
  return row;
}

}  // namespace gradus
