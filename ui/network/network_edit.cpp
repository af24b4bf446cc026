#include "ui/network/network_edit.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "core/nn/layer_registry.h"

namespace gradus::ui {
namespace {

constexpr const char* kUnits = "units";

const ParameterInfo* unitsParameter(const LayerSpec& layer) {
  for (const ParameterInfo& parameter : findLayer(layer.layer.name).parameters) {
    if (parameter.name == kUnits) return &parameter;
  }
  return nullptr;
}

bool isOutput(const NetworkSpec& network, int at) {
  return static_cast<std::size_t>(at) == network.hidden.size();
}

LayerSpec& layerAt(NetworkSpec& network, int at) {
  return network.hidden.at(static_cast<std::size_t>(at));
}

}  // namespace

int unitsOf(const LayerSpec& layer) {
  if (unitsParameter(layer) == nullptr) return 0;
  return static_cast<int>(valueOf(layer.layer, findLayer(layer.layer.name), kUnits));
}

UnitsRange unitsRange(const LayerSpec& layer) {
  const ParameterInfo* parameter = unitsParameter(layer);
  if (parameter == nullptr) return {};
  return {static_cast<int>(parameter->minimum), static_cast<int>(parameter->maximum)};
}

LayerSpec newLayer(const NetworkSpec& network, int at, const std::string& kind) {
  LayerSpec layer{{kind, {}}, {"identity", {}}};
  if (unitsParameter(layer) == nullptr) return layer;
  const auto hasUnits = [](const LayerSpec& each) { return unitsOf(each) > 0; };
  const auto here = network.hidden.begin() + at;
  const auto left = std::find_if(std::make_reverse_iterator(here), network.hidden.rend(), hasUnits);
  const auto right = std::find_if(here, network.hidden.end(), hasUnits);
  LayerSpec model;
  if (left != network.hidden.rend()) {
    model = *left;
  } else if (right != network.hidden.end()) {
    model = *right;
  }
  if (model.layer.name == kind) return model;
  layer.layer.values[kUnits] = unitsOf(model);
  layer.activation = model.activation;
  return layer;
}

NetworkSpec withLayersInserted(NetworkSpec network, int at, const std::vector<LayerSpec>& layers) {
  network.hidden.insert(network.hidden.begin() + at, layers.begin(), layers.end());
  return network;
}

NetworkSpec withLayersRemoved(NetworkSpec network, const std::vector<int>& layers) {
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    network.hidden.erase(network.hidden.begin() + *layer);
  }
  return network;
}

MovedLayers withLayersMoved(const NetworkSpec& network, const std::vector<int>& layers, int gap) {
  std::vector<LayerSpec> moved;
  for (const int layer : layers) moved.push_back(network.hidden[static_cast<std::size_t>(layer)]);
  const auto before = std::ranges::count_if(layers, [gap](int layer) { return layer < gap; });
  const int first = gap - static_cast<int>(before);
  return {withLayersInserted(withLayersRemoved(network, layers), first, moved), first};
}

NetworkSpec withUnits(NetworkSpec network, int at, int units) {
  LayerSpec& layer = layerAt(network, at);
  if (unitsParameter(layer) == nullptr) return network;
  const UnitsRange range = unitsRange(layer);
  layer.layer.values[kUnits] = std::clamp(units, range.minimum, range.maximum);
  return network;
}

NetworkSpec withActivation(NetworkSpec network, int at, const std::string& activation) {
  Choice& present = isOutput(network, at) ? network.outputActivation : layerAt(network, at).activation;
  if (present.name != activation) present = Choice{activation, {}};
  return network;
}

NetworkSpec withActivation(NetworkSpec network, int at, const Choice& activation) {
  (isOutput(network, at) ? network.outputActivation : layerAt(network, at).activation) = activation;
  return network;
}

NetworkSpec withActivationEverywhere(NetworkSpec network, const Choice& activation) {
  for (LayerSpec& layer : network.hidden) {
    if (unitsOf(layer) > 0) layer.activation = activation;
  }
  return network;
}

LayerSpec layerOf(const NetworkSpec& network, int at) {
  if (isOutput(network, at)) return {{"linear", {}}, network.outputActivation, network.outputInitialization};
  return network.hidden.at(static_cast<std::size_t>(at));
}

NetworkSpec withLayer(NetworkSpec network, int at, const LayerSpec& layer) {
  if (isOutput(network, at)) {
    network.outputActivation = layer.activation;
    network.outputInitialization = layer.initialization;
  } else {
    layerAt(network, at) = layer;
  }
  return network;
}

}  // namespace gradus::ui
