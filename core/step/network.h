// A network as an experiment describes it, built on a device.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/generator.h"
#include "core/experiment/experiment.h"
#include "core/nn/sequential.h"
#include "core/step/layer_snapshot.h"

namespace gradus {

/// Hidden layers with their activations, then a Linear output layer.
class Network {
 public:
  /// Draws the initial weights from `generator`: layer by layer, then those with another initialisation anew. Throws
  /// FormatError for unknown layers.
  Network(Device& device, const NetworkSpec& spec, std::int64_t inputs, std::int64_t outputs, Generator& generator);

  Tensor forward(const Tensor& input) { return model_.forward(input); }

  /// A layer that a batch has passed, in the graph as the input is.
  struct Passage {
    std::string name;        ///< such as "Linear 1"
    std::string activation;  ///< registry name; empty for an output layer without
    Module* layer = nullptr;
    Tensor sum;    ///< what goes into the activation
    Tensor value;  ///< what leaves it
  };

  /// As forward(), layer by layer.
  std::vector<Passage> pass(const Tensor& input);

  /// The layers, without their activations.
  std::size_t size() const { return parts_.size(); }
  Module& layer(std::size_t index) { return model_[parts_[index].first]; }

  /// Takes over all parameters and buffers of a network of the same spec.
  void copyFrom(const Network& other) { model_.loadStateDict(other.model_.stateDict()); }

  /// One layer after the other, each with its activation; counted from 0, the output layer is the last.
  int layerCount() const { return static_cast<int>(parts_.size()); }
  const std::string& layerName(int layer) const { return parts_.at(static_cast<std::size_t>(layer)).name; }
  Tensor forwardLayer(int layer, const Tensor& input);
  std::vector<NamedTensor> layerParameters(int layer) const;

  /// How layers such as dropout and batch norm behave from now on; a new network is in training.
  void train() { model_.train(); }
  void eval() { model_.eval(); }

  std::vector<Tensor> parameters() const { return model_.parameters(); }

  /// What belongs to its state and is no parameter, such as running means, layer by layer.
  std::vector<Tensor> buffers() const;
  std::int64_t parameterCount() const;

  /// Numbers that leave the output layer for a sample.
  std::int64_t outputs() const { return width_; }

  /// Numbers that leave all layers together for a sample.
  std::int64_t units() const;

  /// Every layer, with weights and biases where it has a matrix of weights; with an `input` of one row also the values
  /// that leave it, activation and all, as outside training. Waits for the device.
  std::vector<LayerSnapshot> describe(const Tensor& input);

  /// What leaves every layer for a batch, activation and all, as outside training: (rows, outputs) each.
  std::vector<Tensor> valuesOf(const Tensor& input);

  /// "Linear 2, weight" for the first parameter that holds a number that is not finite; "" if all are.
  std::string firstNonFinite() const;

 private:
  /// A layer of the spec: where it and the activation after it stand in the model.
  struct Part {
    std::string name;
    std::string activation;
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    std::size_t first = 0;
    std::size_t last = 0;
  };

  void draw(const Part& part, const Choice& initialization, Generator& generator);
  void add(Device& device, const Choice& layer, const Choice* activation, Generator& generator);

  Sequential model_;
  std::vector<Part> parts_;
  std::int64_t width_;
};

}  // namespace gradus
