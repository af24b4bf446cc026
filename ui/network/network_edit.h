// What a person can do to a network, as functions on the document's value: the canvas, its keys and its buttons all
// edit through these, and they can be tested without a window.
#pragma once

#include <string>
#include <vector>

#include "core/experiment/experiment.h"

namespace gradus::ui {

/// The units of a layer, or 0 for a layer that has none of its own and keeps the width of what comes before.
int unitsOf(const LayerSpec& layer);

/// Smallest and largest number of units of a layer, by its registry row.
struct UnitsRange {
  int minimum = 1;
  int maximum = 1;
};
UnitsRange unitsRange(const LayerSpec& layer);

/// A layer of that kind for the place before hidden layer `at` (at the end where `at` is their number). One with units
/// takes them, and its activation, from the nearest such layer at its left, else at its right: whoever adds a layer
/// mostly wants another one like it. One without units has no activation of its own.
LayerSpec newLayer(const NetworkSpec& network, int at, const std::string& kind);

/// `network` with `layers` before hidden layer `at`.
NetworkSpec withLayersInserted(NetworkSpec network, int at, const std::vector<LayerSpec>& layers);

/// `layers` are indices, ascending.
NetworkSpec withLayersRemoved(NetworkSpec network, const std::vector<int>& layers);

/// `network` with `layers`, in their order, side by side in the gap before hidden layer `gap`; `first` is the index
/// that the first of them then has.
struct MovedLayers {
  NetworkSpec network;
  int first = 0;
};
MovedLayers withLayersMoved(const NetworkSpec& network, const std::vector<int>& layers, int gap);

/// `units` is brought into the range that the layer allows. A layer without units stays as it is.
NetworkSpec withUnits(NetworkSpec network, int at, int units);

/// `activation` is a name of the activation table; its parameters take their defaults. Where `at` is the number of
/// hidden layers, that of the output.
NetworkSpec withActivation(NetworkSpec network, int at, const std::string& activation);

/// With its parameters; in all hidden layers that have units of their own, the output stays as it is.
NetworkSpec withActivation(NetworkSpec network, int at, const Choice& activation);
NetworkSpec withActivationEverywhere(NetworkSpec network, const Choice& activation);

/// A layer as one value. Where `at` is the number of hidden layers it is the output, whose own layer is a Linear that
/// nobody changes.
LayerSpec layerOf(const NetworkSpec& network, int at);
NetworkSpec withLayer(NetworkSpec network, int at, const LayerSpec& layer);

}  // namespace gradus::ui
