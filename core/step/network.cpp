#include "core/step/network.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/experiment/layer_names.h"
#include "core/nn/activation_layer.h"
#include "core/nn/dense_layer.h"
#include "core/nn/initialization.h"
#include "core/nn/layer_registry.h"
#include "core/tensor/graph.h"

namespace gradus {

Network::Network(Device& device, const NetworkSpec& spec, std::int64_t inputs, std::int64_t outputs,
                 Generator& generator)
    : width_(inputs) {
  for (const LayerSpec& layer : spec.hidden) add(device, layer.layer, &layer.activation, generator);
  const bool isLinear = spec.outputActivation.name == "identity";
  add(device, {"linear", {{"units", static_cast<double>(outputs)}}}, isLinear ? nullptr : &spec.outputActivation,
      generator);
  for (std::size_t i = 0; i < parts_.size(); ++i) parts_[i].name = gradus::layerName(spec, i);
  // After all layers drew their own, as a script goes over the network it has made.
  for (std::size_t i = 0; i < spec.hidden.size(); ++i) draw(parts_[i], spec.hidden[i].initialization, generator);
  draw(parts_.back(), spec.outputInitialization, generator);
}

void Network::draw(const Part& part, const Choice& initialization, Generator& generator) {
  if (const auto* dense = dynamic_cast<const DenseLayer*>(&model_[part.first])) {
    initialize(*dense, initialization, generator);
  }
}

void Network::add(Device& device, const Choice& layer, const Choice* activation, Generator& generator) {
  const LayerInfo& info = findLayer(layer.name);
  Part part;
  part.first = model_.size();
  part.inputs = width_;
  BuiltLayer built = info.make(device, width_, layer, generator);
  model_.add(std::move(built.module));
  width_ = built.outputs;
  part.outputs = width_;
  if (activation != nullptr) {
    part.activation = activation->name;
    model_.add(std::make_unique<ActivationLayer>(*activation));
  }
  part.last = model_.size() - 1;
  parts_.push_back(std::move(part));
}

Tensor Network::forwardLayer(int layer, const Tensor& input) {
  const Part& part = parts_.at(static_cast<std::size_t>(layer));
  Tensor value = input;
  for (std::size_t i = part.first; i <= part.last; ++i) value = model_[i].forward(value);
  return value;
}

std::vector<NamedTensor> Network::layerParameters(int layer) const {
  return model_[parts_.at(static_cast<std::size_t>(layer)).first].namedParameters();
}

std::vector<Tensor> Network::buffers() const {
  std::vector<Tensor> buffers;
  for (const NamedTensor& buffer : model_.namedBuffers()) buffers.push_back(buffer.tensor);
  return buffers;
}

std::int64_t Network::parameterCount() const {
  std::int64_t count = 0;
  for (const Tensor& parameter : parameters()) count += parameter.numel();
  return count;
}

std::vector<Network::Passage> Network::pass(const Tensor& input) {
  std::vector<Passage> passages;
  Tensor value = input;
  for (const Part& part : parts_) {
    const Tensor sum = model_[part.first].forward(value);
    value = part.last > part.first ? model_[part.last].forward(sum) : sum;
    passages.push_back({part.name, part.activation, &model_[part.first], sum, value});
  }
  return passages;
}

std::vector<LayerSnapshot> Network::describe(const Tensor& input) {
  const std::vector<Tensor> values = input.defined() ? valuesOf(input) : std::vector<Tensor>(parts_.size());
  std::vector<LayerSnapshot> layers;
  for (const Part& part : parts_) {
    LayerSnapshot layer;
    layer.name = part.name;
    layer.activation = part.activation;
    layer.inputs = static_cast<int>(part.inputs);
    layer.outputs = static_cast<int>(part.outputs);
    if (const auto* dense = dynamic_cast<const DenseLayer*>(&model_[part.first])) {
      layer.weight = dense->weightMatrix().toVector<float>();
      if (dense->bias().defined()) layer.bias = dense->biasVector().toVector<float>();
    }
    if (const Tensor& value = values[layers.size()]; value.defined()) layer.values = value.toVector<float>();
    layers.push_back(std::move(layer));
  }
  return layers;
}

std::int64_t Network::units() const {
  std::int64_t units = 0;
  for (const Part& part : parts_) units += part.outputs;
  return units;
}

std::vector<Tensor> Network::valuesOf(const Tensor& input) {
  const NoGrad noGrad;
  const bool wasTraining = model_.isTraining();
  model_.eval();
  std::vector<Tensor> values;
  for (Passage& passage : pass(input)) values.push_back(std::move(passage.value));
  model_.train(wasTraining);
  return values;
}

std::string Network::firstNonFinite() const {
  for (const Part& part : parts_) {
    for (const NamedTensor& parameter : model_[part.first].namedParameters()) {
      const std::vector<float> numbers = parameter.tensor.toVector<float>();
      if (!std::all_of(numbers.begin(), numbers.end(), [](float x) { return std::isfinite(x); })) {
        return part.name + ", " + parameter.name;
      }
    }
  }
  return {};
}

}  // namespace gradus
