#include "core/experiment/layer_names.h"

#include <algorithm>

#include "core/nn/layer_registry.h"

namespace gradus {
namespace {

const LayerInfo& kindOf(const NetworkSpec& network, std::size_t layer) {
  return findLayer(layer < network.hidden.size() ? network.hidden[layer].layer.name : "linear");
}

bool hasMatrix(const LayerInfo& kind) {
  return kind.torchWidths == TorchWidths::InputsOutputs;
}

}  // namespace

std::string layerName(const NetworkSpec& network, std::size_t layer) {
  const LayerInfo& kind = kindOf(network, layer);
  int number = 1;
  for (std::size_t i = 0; i < layer; ++i) {
    const LayerInfo& other = kindOf(network, i);
    if (other.name == kind.name || (hasMatrix(kind) && hasMatrix(other))) ++number;
  }
  return kind.title + " " + std::to_string(number);
}

std::string placedLayerName(const NetworkSpec& network, std::size_t layer) {
  return layerName(network, layer) + (layer < network.hidden.size() ? "" : " output");
}

}  // namespace gradus
