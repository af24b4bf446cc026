// A layer as plain numbers, for views.
#pragma once

#include <string>
#include <vector>

namespace gradus {

/// A layer, in the order of the forward pass; the last one is the output layer.
struct LayerSnapshot {
  std::string name;        ///< such as "Linear 1"
  std::string activation;  ///< registry name; empty for the output layer
  int inputs = 0;
  int outputs = 0;
  std::vector<float> weight;  ///< outputs × inputs, row-major; empty for a layer without a matrix, such as dropout
  std::vector<float> bias;    ///< outputs; empty where `weight` is, and without biases
  std::vector<float> values;  ///< the watched sample after the activation, `outputs` numbers; empty if none is watched
};

}  // namespace gradus
