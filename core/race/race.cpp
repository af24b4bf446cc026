#include "core/race/race.h"

#include <algorithm>

#include "core/nn/layer_registry.h"
#include "core/race/race_track.h"

namespace gradus {

Experiment withActivation(const Experiment& experiment, const Choice& activation) {
  Experiment next = experiment;
  std::vector<LayerSpec>& hidden = next.network.hidden;
  const auto hasOne = [](const LayerSpec& layer) { return layer.activation.name != "identity"; };
  const bool hasAny = std::ranges::any_of(hidden, hasOne);
  for (LayerSpec& layer : hidden) {
    const bool hasWeights = findLayer(layer.layer.name).torchWidths == TorchWidths::InputsOutputs;
    if (hasAny ? hasOne(layer) : hasWeights) layer.activation = activation;
  }
  return next;
}

Race::Race(EngineThread& engine, QObject* parent)
    : QObject(parent), track_(std::make_unique<RaceTrack>(*this, engine)) {}

Race::~Race() = default;

void Race::start(const RaceSpec& spec) {
  track_->start(spec);
}

void Race::stop() {
  track_->stop();
}

}  // namespace gradus
