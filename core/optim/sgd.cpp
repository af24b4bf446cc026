#include "core/optim/sgd.h"

#include "core/base/error.h"
#include "core/opencl/device.h"

namespace gradus {
namespace {

constexpr const char* kBuffer = "momentum_buffer";

}  // namespace

Sgd::Sgd(const std::vector<Tensor>& parameters, const SgdOptions& options)
    : Optimizer(parameters, options.lr, options.momentum, {kBuffer}), options_(options) {
  if (options.nesterov && (options.momentum <= 0 || options.dampening != 0)) {
    throw Error("SGD: Nesterov needs a momentum above 0 and a dampening of 0");
  }
}

void Sgd::update(const Tensor& data, const Tensor& grad, std::int64_t) {
  Device& device = data.device();
  const auto count = static_cast<cl_int>(data.numel());
  const auto lr = static_cast<float>(learningRate());
  const auto decay = static_cast<float>(options_.weightDecay);
  if (momentum() == 0) {
    device.launch("sgd", device.lanesOver(count), data.buffer(), grad.buffer(), count, lr, decay);
    return;
  }
  const bool first = !isKept(kBuffer);
  const auto keep = static_cast<float>(first ? 0 : momentum());
  const auto take = static_cast<float>(first ? 1 : 1 - options_.dampening);
  const auto lookAhead = static_cast<float>(options_.nesterov ? momentum() : 0);
  device.launch("sgd_momentum", device.lanesOver(count), data.buffer(), grad.buffer(), kept(kBuffer).buffer(), count,
                lr, decay, keep, take, lookAhead, static_cast<cl_int>(options_.nesterov));
}

OptimizerInfo Sgd::row() {
  OptimizerInfo row{
      {"sgd",
       "SGD",
       "Steps straight down the gradient of each batch; momentum keeps some of the last direction.",
       {{"lr", "Learning rate", "How far a step goes along the gradient.", 0.01, 0, 100, false},
        {"momentum", "Momentum", "How much of the last step is kept.", 0, 0, 0.9999, false},
        {"dampening", "Dampening", "How much of the new gradient momentum leaves out.", 0, 0, 1, false},
        {"weight_decay", "Weight decay", "Draws weights towards 0 in proportion to their size.", 0, 0, 10, false},
        {"nesterov", "Nesterov", "1 looks ahead along the momentum.", 0, 0, 1, true}}},
      {}};
  row.make = [info = static_cast<ChoiceInfo>(row)](const std::vector<Tensor>& parameters, const Choice& choice) {
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
