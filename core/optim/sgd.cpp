#include "core/optim/sgd.h"

#include "core/base/error.h"

namespace gradus {
namespace {

constexpr const char* kBuffer = "momentum_buffer";

constexpr const char* kPlain = "  p = fma((T)(-n.s0), fma((T)(n.s1), p, g), p);\n";

// Keeps n.s2 of the buffer and takes n.s3 of the gradient; n.s4 is how far Nesterov looks ahead.
constexpr const char* kMomentum = R"(
  g = fma((T)(n.s1), p, g);
  k0 = fma((T)(n.s3), g, n.s2 * k0);
  p = fma((T)(-n.s0), n.s4 != 0 ? fma((T)(n.s4), k0, g) : k0, p);
)";

}  // namespace

Sgd::Sgd(const ParameterArena& parameters, const SgdOptions& options)
    : Optimizer(parameters, options.lr, options.momentum, {kBuffer}), options_(options) {
  demandNotNegative("the weight decay", options.weightDecay);
  if (options.nesterov && (options.momentum <= 0 || options.dampening != 0)) {
    throw Error("SGD: Nesterov needs a momentum above 0 and a dampening of 0");
  }
}

UpdateFormula Sgd::formula() const {
  if (momentum() == 0) return {"sgd", kPlain, {}};
  return {"sgd_momentum", kMomentum, {kBuffer}};
}

UpdateNumbers Sgd::numbers(std::int64_t) {
  const bool first = !isKept(kBuffer);  // keeps nothing and takes all
  return {static_cast<float>(learningRate()), static_cast<float>(options_.weightDecay),
          static_cast<float>(first ? 0 : momentum()), static_cast<float>(first ? 1 : 1 - options_.dampening),
          static_cast<float>(options_.nesterov ? momentum() : 0)};
}

OptimizerInfo Sgd::row() {
  OptimizerInfo row{
      {"sgd",
       "SGD",
       "Steps straight down the gradient of each batch; momentum keeps some of the last direction.",
       {{"lr", "Learning rate", "How far a step goes along the gradient.", 0.01, 0, 100, false, torchAlways()},
        {"momentum", "Momentum", "How much of the last step is kept.", 0, 0, 0.9999, false},
        rare({"dampening", "Dampening", "How much of the new gradient momentum leaves out.", 0, 0, 1, false}),
        {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", 0, 0, 10, false},
        rare({"nesterov", "Nesterov", "1 looks ahead along the momentum.", 0, 0, 1, true, torchBool()})}},
      {}};
  row.torchName = "SGD";
  row.make = [info = static_cast<ChoiceInfo>(row)](const ParameterArena& parameters, const Choice& choice) {
    const auto value = [&](const char* name) { return valueOf(choice, info, name); };
    return std::make_unique<Sgd>(parameters, SgdOptions{.lr = value("lr"),
                                                        .momentum = value("momentum"),
                                                        .dampening = value("dampening"),
                                                        .weightDecay = value("weight_decay"),
                                                        .nesterov = value("nesterov") != 0});
  };
  return row;
}

}  // namespace gradus
