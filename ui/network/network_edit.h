// What a person can do to a network, as functions on the document's value: the canvas, its keys and its buttons all
// edit through these, and they can be tested without a window.
#pragma once

#include <string>

#include "core/experiment/experiment.h"

namespace gradus::ui {

/// The units of a layer, or 0 for a layer that has none of its own and keeps the width of what comes before.
int unitsOf(const LayerSpec& layer);

/// Smallest and largest number of units that the canvas gives a layer: what its registry row allows, up to 4,096. A
/// slipped digit should not ask for gigabytes.
struct UnitsRange {
  int minimum = 1;
  int maximum = 1;
};
UnitsRange unitsRange(const LayerSpec& layer);

/// `network` with a layer inserted before hidden layer `at` (at the end where `at` is their number). The new layer is
/// a copy of the nearest one with units at its left, else at its right: whoever adds a layer mostly wants another one
/// of the same kind.
NetworkSpec withLayerInserted(NetworkSpec network, int at);

NetworkSpec withLayerRemoved(NetworkSpec network, int at);

/// `units` is brought into the range that the layer allows. A layer without units stays as it is.
NetworkSpec withUnits(NetworkSpec network, int at, int units);

/// `activation` is a name of the activation table; its parameters take their defaults.
NetworkSpec withActivation(NetworkSpec network, int at, const std::string& activation);

}  // namespace gradus::ui
