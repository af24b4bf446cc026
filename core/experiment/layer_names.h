// What the layers of a network are called, wherever they are spoken of: canvas, doctor, gradient flow, code, summary
// and messages.
#pragma once

#include <cstddef>
#include <string>

#include "core/experiment/experiment.h"

namespace gradus {

/// "Linear 2" for a layer, counted from 0; the output layer comes after the hidden ones. Layers with a matrix of
/// weights are counted together from the input, the others each by their kind: "Linear 1", "Dropout 1", "Noisy linear
/// 2".
std::string layerName(const NetworkSpec& network, std::size_t layer);

/// Likewise where layers stand one after the other: the last one also says that it is the output.
std::string placedLayerName(const NetworkSpec& network, std::size_t layer);

}  // namespace gradus
