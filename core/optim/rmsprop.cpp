#include "core/optim/rmsprop.h"

namespace gradus {
namespace {

constexpr const char* kSquare = "square_avg";
constexpr const char* kMean = "grad_avg";
constexpr const char* kBuffer = "momentum_buffer";

// n: learning rate, α, 1 − α, ε, weight decay, momentum.
#define GRADUS_RMSPROP_BEGIN "  g = fma((T)(n.s4), p, g);\n  k0 = n.s1 * k0 + n.s2 * g * g;\n"
// What is left of the square may round to just below 0, whose root is no number; NaN stays NaN.
#define GRADUS_RMSPROP_CENTERED                                        \
  "  k1 = fma((T)(n.s2), g, n.s1 * k1);\n  T spread = k0 - k1 * k1;\n" \
  "  spread = sqrt(spread < 0 ? (T)(0) : spread) + n.s3;\n"
#define GRADUS_RMSPROP_PLAIN "  const T spread = sqrt(k0) + n.s3;\n"
#define GRADUS_RMSPROP_MOMENTUM(k) "  " k " = n.s5 * " k " + g / spread;\n  p = fma((T)(-n.s0), " k ", p);\n"
#define GRADUS_RMSPROP_STEP "  p = p - n.s0 * g / spread;\n"

}  // namespace

RmsProp::RmsProp(const ParameterArena& parameters, const RmsPropOptions& options)
    : Optimizer(parameters, options.lr, options.momentum, {kSquare, kMean, kBuffer}), options_(options) {
  demandNotNegative("α", options.alpha);
  demandNotNegative("ε", options.eps);
  demandNotNegative("the weight decay", options.weightDecay);
}

UpdateFormula RmsProp::formula() const {
  if (options_.centered && momentum() > 0) {
    return {"rmsprop_centered_momentum",
            GRADUS_RMSPROP_BEGIN GRADUS_RMSPROP_CENTERED GRADUS_RMSPROP_MOMENTUM("k2"),
            {kSquare, kMean, kBuffer}};
  }
  if (options_.centered) {
    return {"rmsprop_centered", GRADUS_RMSPROP_BEGIN GRADUS_RMSPROP_CENTERED GRADUS_RMSPROP_STEP, {kSquare, kMean}};
  }
  if (momentum() > 0) {
    return {"rmsprop_momentum",
            GRADUS_RMSPROP_BEGIN GRADUS_RMSPROP_PLAIN GRADUS_RMSPROP_MOMENTUM("k1"),
            {kSquare, kBuffer}};
  }
  return {"rmsprop", GRADUS_RMSPROP_BEGIN GRADUS_RMSPROP_PLAIN GRADUS_RMSPROP_STEP, {kSquare}};
}

UpdateNumbers RmsProp::numbers(std::int64_t) {
  const auto number = [](double value) { return static_cast<float>(value); };
  return {number(learningRate()), number(options_.alpha),       number(1 - options_.alpha),
          number(options_.eps),   number(options_.weightDecay), number(momentum())};
}

OptimizerInfo RmsProp::row() {
  OptimizerInfo row{
      {"rmsprop",
       "RMSprop",
       "Divides every weight's step by the running size of its gradients.",
       {{"lr", "Learning rate", "About how far each weight moves in a step.", 0.01, 0, 100, false, torchAlways()},
        rare({"alpha", "α", "How slowly the mean square of the gradients forgets.", 0.99, 0, 0.999999, false}),
        rare({"eps", "ε", "Keeps the division safe where gradients vanish.", 1e-8, 0, 1, false}),
        {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", 0, 0, 10, false},
        {"momentum", "Momentum", "How much of the last step is kept.", 0, 0, 0.9999, false},
        rare({"centered", "Centred", "1 divides by the spread of the gradients instead of their size.", 0, 0, 1, true,
              torchBool()})}},
      {}};
  row.torchName = "RMSprop";
  row.make = [info = static_cast<ChoiceInfo>(row)](const ParameterArena& parameters, const Choice& choice) {
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
