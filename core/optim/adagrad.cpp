#include "core/optim/adagrad.h"

#include "core/tensor/copy.h"

namespace gradus {
namespace {

constexpr const char* kSum = "sum";

// n: learning rate, ε, weight decay.
constexpr const char* kFormula = R"(
  g = fma((T)(n.s2), p, g);
  k0 = k0 + g * g;
  p = p - n.s0 * g / (sqrt(k0) + n.s1);
)";

}  // namespace

Adagrad::Adagrad(const ParameterArena& parameters, const AdagradOptions& options)
    : Optimizer(parameters, options.lr, std::nullopt, {kSum}), options_(options) {
  demandNotNegative("ε", options.eps);
  demandNotNegative("the weight decay", options.weightDecay);
  demandNotNegative("the rate decay", options.lrDecay);
  demandNotNegative("the initial sum", options.initialAccumulatorValue);
  if (options.initialAccumulatorValue != 0) fill(kept(kSum), options.initialAccumulatorValue);
}

UpdateFormula Adagrad::formula() const {
  return {"adagrad", kFormula, {kSum}};
}

UpdateNumbers Adagrad::numbers(std::int64_t step) {
  const double rate = learningRate() / (1 + static_cast<double>(step - 1) * options_.lrDecay);
  return {static_cast<float>(rate), static_cast<float>(options_.eps), static_cast<float>(options_.weightDecay)};
}

OptimizerInfo Adagrad::row() {
  OptimizerInfo row{
      {"adagrad",
       "Adagrad",
       "Makes a weight's steps smaller the more gradient it has seen. For sparse features.",
       {{"lr", "Learning rate", "How far a weight moves in its first step.", 0.01, 0, 100, false, torchAlways()},
        rare({"lr_decay", "Rate decay", "How fast the learning rate falls from step to step.", 0, 0, 10, false}),
        {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", 0, 0, 10, false},
        rare({"initial_accumulator_value", "Initial sum", "The sum of squared gradients to start from.", 0, 0, 100,
              false}),
        rare({"eps", "ε", "Keeps the division safe where gradients vanish.", 1e-10, 0, 1, false})}},
      {}};
  row.torchName = "Adagrad";
  row.make = [info = static_cast<ChoiceInfo>(row)](const ParameterArena& parameters, const Choice& choice) {
    const auto value = [&](const char* name) { return valueOf(choice, info, name); };
    return std::make_unique<Adagrad>(parameters,
                                     AdagradOptions{.lr = value("lr"),
                                                    .lrDecay = value("lr_decay"),
                                                    .weightDecay = value("weight_decay"),
                                                    .initialAccumulatorValue = value("initial_accumulator_value"),
                                                    .eps = value("eps")});
  };
  return row;
}

}  // namespace gradus
