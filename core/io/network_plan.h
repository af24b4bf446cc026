// The modules that a network consists of, in their order, without building it: what exporters and tables go through.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/experiment/experiment.h"
#include "core/nn/activation.h"
#include "core/nn/layer_registry.h"

namespace gradus {

/// A layer or an activation.
struct PlannedModule {
  const LayerInfo* layer = nullptr;              ///< one of these two
  std::shared_ptr<const Activation> activation;  ///< never identity, which is no module
  Choice choice;
  Choice initialization;  ///< of a layer
  std::string name;       ///< of a layer: "Linear 1"; empty for an activation
  std::int64_t inputs = 0;
  std::int64_t outputs = 0;

  const ChoiceInfo& info() const;
  std::string torchName() const;  ///< of its class, in torch.nn or of our own
  bool isOwn() const;             ///< torch.nn has no such class
  std::int64_t parameters() const;
  std::int64_t operations() const;  ///< of one sample's way forward; an activation counts as one for each unit
};

/// Of a network for such data: its output layer is as the loss wants it. Throws FormatError for layers, activations and
/// losses that do not exist.
std::vector<PlannedModule> planNetwork(const Experiment& experiment, const Dataset& dataset);

}  // namespace gradus
