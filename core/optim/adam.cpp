#include "core/optim/adam.h"

#include <cmath>

namespace gradus {
namespace {

constexpr const char* kMean = "exp_avg";
constexpr const char* kSquare = "exp_avg_sq";
constexpr const char* kLargest = "max_exp_avg_sq";

// n: step size, β₁, 1 − β₁, β₂, 1 − β₂, ε, √(1 − β₂ᵗ), weight decay, and the share of the weights that AdamW keeps.
#define GRADUS_ADAM(spread)                \
  "  g = fma((T)(n.s7), p, g);\n"          \
  "  k0 = fma((T)(n.s2), g, n.s1 * k0);\n" \
  "  k1 = n.s3 * k1 + n.s4 * g * g;\n" spread "  p = n.s8 * p + n.s0 * k0 / (spread / n.s6 + n.s5);\n"

constexpr const char* kAdam = GRADUS_ADAM("  const T spread = sqrt(k1);\n");
constexpr const char* kAmsgrad = GRADUS_ADAM("  k2 = fmax(k2, k1);\n  const T spread = sqrt(k2);\n");

}  // namespace

Adam::Adam(const ParameterArena& parameters, const AdamOptions& options, WeightDecay decay)
    : Optimizer(parameters, options.lr, options.beta1, {kMean, kSquare, kLargest}), options_(options), decay_(decay) {
  demandBelowOne("β₁", options.beta1);
  demandBelowOne("β₂", options.beta2);
  demandNotNegative("ε", options.eps);
  demandNotNegative("the weight decay", options.weightDecay);
}

UpdateFormula Adam::formula() const {
  if (options_.amsgrad) return {"amsgrad", kAmsgrad, {kMean, kSquare, kLargest}};
  return {"adam", kAdam, {kMean, kSquare}};
}

UpdateNumbers Adam::numbers(std::int64_t step) {
  const auto t = static_cast<double>(step);
  const double beta1 = momentum();
  const double beta2 = options_.beta2;
  const bool decoupled = decay_ == WeightDecay::Decoupled;
  const auto number = [](double value) { return static_cast<float>(value); };
  return {number(-learningRate() / (1 - std::pow(beta1, t))),
          number(beta1),
          number(1 - beta1),
          number(beta2),
          number(1 - beta2),
          number(options_.eps),
          number(std::sqrt(1 - std::pow(beta2, t))),
          number(decoupled ? 0 : options_.weightDecay),
          number(decoupled ? 1 - learningRate() * options_.weightDecay : 1)};
}

std::vector<ParameterInfo> Adam::parameterInfos(double defaultWeightDecay) {
  return {
      {"lr", "Learning rate", "About how far each weight moves in a step.", 0.001, 0, 100, false, torchAlways()},
      rare({"beta1", "β₁", "How slowly the mean of the gradients forgets.", 0.9, 0, 0.999999, false,
            torchTuple("betas")}),
      rare({"beta2", "β₂", "How slowly their mean square forgets.", 0.999, 0, 0.999999, false, torchTuple("betas")}),
      rare({"eps", "ε", "Keeps the division safe where gradients vanish.", 1e-8, 0, 1, false}),
      {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", defaultWeightDecay, 0,
       10, false},
      rare({"amsgrad", "AMSGrad", "1 divides by the largest mean square so far, so that steps never grow again.", 0, 0,
            1, true, torchBool()}),
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
  row.torchName = "Adam";
  row.make = [info = static_cast<ChoiceInfo>(row)](const ParameterArena& parameters, const Choice& choice) {
    return std::make_unique<Adam>(parameters, optionsOf(choice, info));
  };
  return row;
}

}  // namespace gradus
