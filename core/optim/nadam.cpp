#include "core/optim/nadam.h"

#include <cmath>

#include "core/opencl/device.h"

namespace gradus {
namespace {

constexpr const char* kMean = "exp_avg";
constexpr const char* kSquare = "exp_avg_sq";

constexpr const char* kKernel = R"(
__kernel void nadam(__global real* data, __global const real* grad, __global real* mean, __global real* square,
                    int count, real gradStep, real meanStep, real beta1, real rest1, real beta2, real rest2, real eps,
                    real correction, real decay) {
  FIRST_OF(index, count)
  const T p = LOAD(data, index);
  const T g = fma((T)(decay), p, LOAD(grad, index));
  const T m = fma((T)(rest1), g, beta1 * LOAD(mean, index));
  const T v = beta2 * LOAD(square, index) + rest2 * g * g;
  storeLanes(m, mean, index, count);
  storeLanes(v, square, index, count);
  const T spread = sqrt(v / correction) + eps;
  storeLanes(p + gradStep * g / spread + meanStep * m / spread, data, index, count);
}
)";

}  // namespace

NAdam::NAdam(const std::vector<Tensor>& parameters, const NAdamOptions& options)
    : Optimizer(parameters, options.lr, options.beta1, {kMean, kSquare}), options_(options) {
  addNumber("mu_product", product_);
}

void NAdam::update(const Tensor& data, const Tensor& grad, std::int64_t step) {
  const auto t = static_cast<double>(step);
  const double beta1 = momentum();
  const double beta2 = options_.beta2;
  const auto muAt = [&](double time) { return beta1 * (1 - 0.5 * std::pow(0.96, time * options_.momentumDecay)); };
  const double mu = muAt(t);
  const double next = muAt(t + 1);
  // PyTorch keeps the product as a float32 tensor and rounds it at every multiplication.
  const auto number = [](double value) { return static_cast<float>(value); };
  const float product = number(product_) * number(mu);
  const float productNext = product * number(mu) * number(next);
  product_ = static_cast<double>(product);

  Device& device = data.device();
  const auto count = static_cast<cl_int>(data.numel());
  device.addProgram("optimizer.nadam", Precision::Single, [] { return kKernel; });
  device.launch("optimizer.nadam:nadam", device.lanesOver(count), data.buffer(), grad.buffer(), kept(kMean).buffer(),
                kept(kSquare).buffer(), count, number(-learningRate() * (1 - mu) / (1 - product_)),
                number(-learningRate() * next / (1 - static_cast<double>(productNext))), number(beta1),
                number(1 - beta1), number(beta2), number(1 - beta2), number(options_.eps),
                number(1 - std::pow(beta2, t)), number(options_.weightDecay));
}

OptimizerInfo NAdam::row() {
  OptimizerInfo row{
      {"nadam",
       "NAdam",
       "Adam that looks ahead along its momentum, as Nesterov's method does.",
       {{"lr", "Learning rate", "About how far each weight moves in a step.", 0.002, 0, 100, false},
        {"beta1", "β₁", "How slowly the mean of the gradients forgets.", 0.9, 0, 0.999999, false},
        {"beta2", "β₂", "How slowly their mean square forgets.", 0.999, 0, 0.999999, false},
        {"eps", "ε", "Keeps the division safe where gradients vanish.", 1e-8, 0, 1, false},
        {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", 0, 0, 10, false},
        {"momentum_decay", "Momentum decay", "How fast the momentum warms up to β₁.", 0.004, 0, 1, false}}},
      {}};
  row.make = [info = static_cast<ChoiceInfo>(row)](const std::vector<Tensor>& parameters, const Choice& choice) {
    const auto value = [&](const char* name) { return valueOf(choice, info, name); };
    return std::make_unique<NAdam>(parameters, NAdamOptions{.lr = value("lr"),
                                                            .beta1 = value("beta1"),
                                                            .beta2 = value("beta2"),
                                                            .eps = value("eps"),
                                                            .weightDecay = value("weight_decay"),
                                                            .momentumDecay = value("momentum_decay")});
  };
  return row;
}

}  // namespace gradus
