#include "ui/network/network_edit.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "core/nn/layer_registry.h"

namespace gradus::ui {
namespace {

constexpr const char* kUnits = "units";
constexpr double kMostUnits = 4096;

const ParameterInfo* unitsParameter(const LayerSpec& layer) {
  for (const ParameterInfo& parameter : findLayer(layer.layer.name).parameters) {
    if (parameter.name == kUnits) return &parameter;
  }
  return nullptr;
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
  return {static_cast<int>(parameter->minimum), static_cast<int>(std::min(parameter->maximum, kMostUnits))};
}

NetworkSpec withLayerInserted(NetworkSpec network, int at) {
  LayerSpec layer;
  const auto hasUnits = [](const LayerSpec& each) { return unitsOf(each) > 0; };
  const auto here = network.hidden.begin() + at;
  const auto left = std::find_if(std::make_reverse_iterator(here), network.hidden.rend(), hasUnits);
  const auto right = std::find_if(here, network.hidden.end(), hasUnits);
  if (left != network.hidden.rend()) {
    layer = *left;
  } else if (right != network.hidden.end()) {
    layer = *right;
  }
  network.hidden.insert(network.hidden.begin() + at, layer);
  return network;
}

NetworkSpec withLayerRemoved(NetworkSpec network, int at) {
  network.hidden.erase(network.hidden.begin() + at);
  return network;
}

NetworkSpec withUnits(NetworkSpec network, int at, int units) {
  LayerSpec& layer = layerAt(network, at);
  if (unitsParameter(layer) == nullptr) return network;
  const UnitsRange range = unitsRange(layer);
  layer.layer.values[kUnits] = std::clamp(units, range.minimum, range.maximum);
  return network;
}

NetworkSpec withActivation(NetworkSpec network, int at, const std::string& activation) {
  LayerSpec& layer = layerAt(network, at);
  if (layer.activation.name != activation) layer.activation = Choice{activation, {}};
  return network;
}

}  // namespace gradus::ui
