#include "core/optim/adam.h"

#include <cmath>

#include "core/opencl/device.h"

namespace gradus {

Adam::Adam(const std::vector<Tensor>& parameters, const AdamOptions& options)
    : Optimizer(parameters, options.lr), options_(options), mean_(makeState()), square_(makeState()) {}

void Adam::update(const Tensor& data, const Tensor& grad, std::int64_t step) {
  const auto t = static_cast<double>(step);
  const double correction1 = 1 - std::pow(options_.beta1, t);
  const double correction2 = 1 - std::pow(options_.beta2, t);
  Device& device = data.device();
  const auto count = static_cast<cl_int>(data.numel());
  device.launch("adam", device.lanesOver(count), data.buffer(), grad.buffer(), mean_.buffer(), square_.buffer(), count,
                static_cast<float>(-learningRate() / correction1), static_cast<float>(options_.beta1),
                static_cast<float>(1 - options_.beta1), static_cast<float>(options_.beta2),
                static_cast<float>(1 - options_.beta2), static_cast<float>(options_.eps),
                static_cast<float>(std::sqrt(correction2)), static_cast<float>(options_.weightDecay));
}

OptimizerInfo Adam::row() {
  OptimizerInfo row{
      {"adam",
       "Adam",
       "Gives every weight a step of its own from the mean and the spread of its last gradients.",
       {{"lr", "Learning rate", "About how far each weight moves in a step.", 0.001, 0, 100, false},
        {"beta1", "β₁", "How slowly the mean of the gradients forgets.", 0.9, 0, 0.999999, false},
        {"beta2", "β₂", "How slowly their mean square forgets.", 0.999, 0, 0.999999, false},
        {"eps", "ε", "Keeps the division safe where gradients vanish.", 1e-8, 0, 1, false},
        {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", 0, 0, 10, false}}},
      {}};
  row.make = [info = static_cast<ChoiceInfo>(row)](const std::vector<Tensor>& parameters, const Choice& choice) {
    const auto value = [&](const char* name) { return valueOf(choice, info, name); };
    return std::make_unique<Adam>(parameters, AdamOptions{.lr = value("lr"),
                                                          .beta1 = value("beta1"),
                                                          .beta2 = value("beta2"),
                                                          .eps = value("eps"),
                                                          .weightDecay = value("weight_decay")});
  };
  return row;
}

}  // namespace gradus
