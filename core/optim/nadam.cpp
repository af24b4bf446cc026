#include "core/optim/nadam.h"

#include <cmath>

namespace gradus {
namespace {

constexpr const char* kMean = "exp_avg";
constexpr const char* kSquare = "exp_avg_sq";

// n: the steps along gradient and mean, β₁, 1 − β₁, β₂, 1 − β₂, ε, 1 − β₂ᵗ, weight decay.
constexpr const char* kFormula = R"(
  g = fma((T)(n.s8), p, g);
  k0 = fma((T)(n.s3), g, n.s2 * k0);
  k1 = n.s4 * k1 + n.s5 * g * g;
  const T spread = sqrt(k1 / n.s7) + n.s6;
  p = p + n.s0 * g / spread + n.s1 * k0 / spread;
)";

}  // namespace

NAdam::NAdam(const ParameterArena& parameters, const NAdamOptions& options)
    : Optimizer(parameters, options.lr, options.beta1, {kMean, kSquare}), options_(options) {
  demandBelowOne("β₁", options.beta1);
  demandBelowOne("β₂", options.beta2);
  demandNotNegative("ε", options.eps);
  demandNotNegative("the weight decay", options.weightDecay);
  demandNotNegative("the momentum decay", options.momentumDecay);
  addNumber("mu_product", product_);
}

UpdateFormula NAdam::formula() const {
  return {"nadam", kFormula, {kMean, kSquare}};
}

UpdateNumbers NAdam::numbers(std::int64_t step) {
  const auto t = static_cast<double>(step);
  const double beta1 = momentum();
  const double beta2 = options_.beta2;
  const auto muAt = [&](double time) { return beta1 * (1 - 0.5 * std::pow(0.96, time * options_.momentumDecay)); };
  const double mu = muAt(t);
  const double next = muAt(t + 1);
  // PyTorch keeps the product of the steps taken as a float32 tensor; that of the next one is not kept.
  const auto number = [](double value) { return static_cast<float>(value); };
  product_ = static_cast<double>(number(product_) * number(mu));

  return {number(-learningRate() * (1 - mu) / (1 - product_)),
          number(-learningRate() * next / (1 - product_ * next)),
          number(beta1),
          number(1 - beta1),
          number(beta2),
          number(1 - beta2),
          number(options_.eps),
          number(1 - std::pow(beta2, t)),
          number(options_.weightDecay)};
}

OptimizerInfo NAdam::row() {
  OptimizerInfo row{
      {"nadam",
       "NAdam",
       "Adam that looks ahead along its momentum, as Nesterov's method does.",
       {{"lr", "Learning rate", "About how far each weight moves in a step.", 0.002, 0, 100, false, torchAlways()},
        rare({"beta1", "β₁", "How slowly the mean of the gradients forgets.", 0.9, 0, 0.999999, false,
              torchTuple("betas")}),
        rare({"beta2", "β₂", "How slowly their mean square forgets.", 0.999, 0, 0.999999, false, torchTuple("betas")}),
        rare({"eps", "ε", "Keeps the division safe where gradients vanish.", 1e-8, 0, 1, false}),
        {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", 0, 0, 10, false},
        rare({"momentum_decay", "Momentum decay", "How fast the momentum warms up to β₁.", 0.004, 0, 1, false})}},
      {}};
  row.torchName = "NAdam";
  row.make = [info = static_cast<ChoiceInfo>(row)](const ParameterArena& parameters, const Choice& choice) {
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
