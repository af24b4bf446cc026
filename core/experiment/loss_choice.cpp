#include "core/experiment/loss_choice.h"

#include <algorithm>
#include <utility>

#include "core/nn/loss.h"

namespace gradus {

Experiment withLoss(Experiment experiment, const Choice& loss) {
  const Loss& before = findLoss(experiment.training.loss.name);
  const Loss& now = findLoss(loss.name);
  Choice& activation = experiment.network.outputActivation;
  if (before.output == OutputKind::Probability && now.output != OutputKind::Probability) activation = {"identity", {}};
  if (!suits(now, activation)) activation = {"sigmoid", {}};
  if (isOneForTwo(now.output)) experiment.training.balanceClasses = false;
  experiment.training.loss = loss;
  return experiment;
}

Experiment withNetwork(Experiment experiment, const NetworkSpec& network) {
  experiment.network = network;
  if (suits(findLoss(experiment.training.loss.name), network.outputActivation)) return experiment;
  const auto other = std::ranges::find_if(
      losses(), [&](const Loss& loss) { return isOneForTwo(loss.output) && suits(loss, network.outputActivation); });
  experiment.training.loss = {other->name, {}};
  return experiment;
}

Experiment withLossFor(Experiment experiment, const Target& target) {
  const Loss& loss = findLoss(experiment.training.loss.name);
  const bool isSure = !isOneForTwo(loss.output) || target.classes > 0;
  if (isSure && fits(loss, target)) return experiment;
  return withLoss(std::move(experiment), {usualLoss(target.task).name, {}});
}

}  // namespace gradus
