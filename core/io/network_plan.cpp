#include "core/io/network_plan.h"

#include <algorithm>
#include <utility>

#include "core/experiment/layer_names.h"
#include "core/nn/loss.h"

namespace gradus {
namespace {

constexpr const char* kIdentity = "identity";

/// A title as the name of a class: "Noisy linear" would be no name.
std::string withoutBlanks(std::string title) {
  std::erase(title, ' ');
  return title;
}

/// Functions of a person's own get a class for each formula.
std::shared_ptr<const Activation> plan(const Choice& choice, std::vector<std::string>& formulas) {
  Activation activation = activationOf(choice);
  if (choice.name == kOwnFunction) {
    const auto known = std::ranges::find(formulas, choice.formula);
    const auto index = known - formulas.begin();
    if (known == formulas.end()) formulas.push_back(choice.formula);
    if (index > 0) activation.torchName += std::to_string(index + 1);
  }
  return std::make_shared<const Activation>(std::move(activation));
}

/// What the loss does here, and a module of its own in PyTorch.
std::shared_ptr<const Activation> planOutputOf(const Loss& loss) {
  Activation module;
  module.name = module.title = module.torchName = loss.torchOutput;
  module.torchArguments = loss.torchOutputArguments;
  return std::make_shared<const Activation>(std::move(module));
}

}  // namespace

const ChoiceInfo& PlannedModule::info() const {
  if (layer != nullptr) return *layer;
  return *activation;
}

std::string PlannedModule::torchName() const {
  const std::string& known = layer != nullptr ? layer->torchName : activation->torchName;
  return known.empty() ? withoutBlanks(info().title) : known;
}

bool PlannedModule::isOwn() const {
  return layer != nullptr ? !layer->torchSource.empty() : !activation->torchExpression.empty();
}

std::int64_t PlannedModule::parameters() const {
  return layer != nullptr && layer->parameterCount ? layer->parameterCount(inputs, choice) : 0;
}

std::int64_t PlannedModule::operations() const {
  if (activation != nullptr) return outputs;
  return layer->operations ? layer->operations(inputs, choice) : 0;
}

std::vector<PlannedModule> planNetwork(const Experiment& experiment, const Dataset& dataset) {
  const NetworkSpec& network = experiment.network;
  const std::int64_t outputs = outputsFor(findLoss(experiment.training.loss.name), dataset.target());
  std::vector<PlannedModule> modules;
  std::int64_t width = dataset.features;
  std::vector<std::string> formulas;
  std::size_t layers = 0;
  const auto add = [&](const Choice& layer, const Choice& activation, const Choice& initialization) {
    const LayerInfo& info = findLayer(layer.name);
    const std::string name = placedLayerName(network, layers++);
    modules.push_back({&info, nullptr, layer, initialization, name, width, info.outputs(width, layer)});
    width = modules.back().outputs;
    if (activation.name == kIdentity) return;
    modules.push_back({nullptr, plan(activation, formulas), activation, {}, {}, width, width});
  };
  for (const LayerSpec& hidden : network.hidden) add(hidden.layer, hidden.activation, hidden.initialization);
  add({"linear", {{"units", static_cast<double>(outputs)}}}, network.outputActivation, network.outputInitialization);
  if (const Loss& loss = findLoss(experiment.training.loss.name); !loss.torchOutput.empty()) {
    modules.push_back({nullptr, planOutputOf(loss), {}, {}, {}, width, width});
  }
  return modules;
}

}  // namespace gradus
