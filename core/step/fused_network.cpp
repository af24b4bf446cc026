#include "core/step/fused_network.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "core/nn/layer_registry.h"
#include "core/opencl/kernel_library.h"

namespace gradus {
namespace {

constexpr cl_int kVector = 16;
constexpr cl_int kTileRows = 8;
constexpr cl_int kTileColumns = 32;
constexpr const char* kIdentity = "identity";

/// Rows that lie a multiple of so many numbers apart share few places of a processor's cache.
constexpr cl_int kAlias = 256;

cl_int blocks(cl_int count, cl_int size) {
  return (count + size - 1) / size;
}

/// The distance of rows so wide: whole vectors.
cl_int padded(cl_int width) {
  const cl_int whole = blocks(width, kVector) * kVector;
  return whole % kAlias == 0 ? whole + kVector : whole;
}

std::string onOneLine(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

/// The activations after the layers, the output layer's last.
std::vector<Choice> activationsOf(const NetworkSpec& network) {
  std::vector<Choice> choices;
  for (const LayerSpec& layer : network.hidden) choices.push_back(layer.activation);
  choices.push_back(network.outputActivation);
  return choices;
}

}  // namespace

bool FusedNetwork::canDescribe(const StepParts& parts) {
  const Experiment& experiment = parts.experiment;
  const bool isPerceptron = std::ranges::all_of(experiment.network.hidden, [](const LayerSpec& hidden) {
    return hidden.layer.name == "linear" && valueOf(hidden.layer, findLayer("linear"), "bias") != 0;
  });
  const bool knowsLoss = parts.loss.info().isFused() && !parts.loss.weighsClasses();
  return parts.device.lanes() == kVector && isPerceptron && knowsLoss && !parts.optimizer.hasGradientHooks();
}

FusedNetwork::FusedNetwork(const StepParts& parts) : parts_(parts), device_(parts.device) {
  addLayers();
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(layers_.data()), layers_.size() * sizeof(FusedLayer));
  table_ = Tensor::from(device_, bytes, {static_cast<std::int64_t>(bytes.size())});
  const Loss& loss = parts.loss.info();
  if (!loss.parameters.empty()) {
    lossParameter_ = static_cast<float>(valueOf(parts.loss.choice(), loss, loss.parameters.front().name));
  }
  const std::string prefix = macros();
  program_ = "fused." + std::to_string(std::hash<std::string>{}(prefix));
  device_.addProgram(program_, Precision::Single, [&] {
    return prefix + onDemandKernels("fused") + onDemandKernels("layered") + onDemandKernels("lanes");
  });
}

void FusedNetwork::addLayers() {
  const std::vector<Tensor> parameters = parts_.network.parameters();
  const std::vector<Choice> choices = activationsOf(parts_.experiment.network);
  cl_int next = 0;
  const auto block = [&next](cl_int width) { return std::exchange(next, next + padded(width)); };
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Tensor& weight = parameters[2 * i];
    FusedLayer layer;
    layer.outputs = intOf(weight.size(0));
    layer.inputs = intOf(weight.size(1));
    layer.outputStride = padded(layer.outputs);
    layer.inputStride = padded(layer.inputs);
    layer.weight = intOf(weight.offset());
    layer.bias = intOf(parameters[2 * i + 1].offset());
    layer.input = i == 0 ? block(layer.inputs) : layers_.back().value;
    layer.sum = block(layer.outputs);
    layer.value = block(layer.outputs);
    layer.delta = block(layer.outputs);
    if (choices[i].name != kIdentity) {
      const Activation activation = activationOf(choices[i]);
      const auto known = std::ranges::find(activations_, activation.forward, &Activation::forward);
      layer.activation = static_cast<cl_int>(known - activations_.begin());
      if (known == activations_.end()) activations_.push_back(activation);
      std::ranges::transform(parametersOf(activation, choices[i]), layer.parameters,
                             [](double value) { return static_cast<float>(value); });
    }
    if (i > 0) {
      const FusedLayer& before = layers_.back();
      layer.inputSum = before.sum;
      layer.inputDelta = before.delta;
      layer.inputActivation = before.activation;
      std::ranges::copy(before.parameters, layer.inputParameters);
    }
    layer.updateRows = blocks(layer.outputs, kTileRows);
    layer.firstTile = static_cast<cl_int>(tiles_);
    tiles_ += layer.updateRows * blocks(layer.inputs, kTileColumns) + blocks(layer.outputs, kVector);
    layers_.push_back(layer);
  }
  report_ = next;
  rowSize_ = next + kVector;
}

std::string FusedNetwork::macros() const {
  std::string text;
  std::string forward;
  std::string derivative;
  for (std::size_t i = 0; i < activations_.size(); ++i) {
    const Activation& activation = activations_[i];
    text += activation.openclFunctions;
    const std::string label = " case " + std::to_string(i) + ": return ";
    forward.append(label).append(activation.forward).append(";");
    derivative.append(label).append(activation.derivative).append(";");
  }
  const UpdateFormula formula = parts_.optimizer.formula();
  const auto define = [&text](const char* name, const std::string& value) {
    text.append("#define ").append(name).append(" ").append(onOneLine(value)).append("\n");
  };
  define("FORWARD_CASES", forward);
  define("DERIVATIVE_CASES", derivative);
  define("UPDATE", formula.statements);
  define("KEPT", std::to_string(formula.kept.size()));
  if (parts_.data.features().dtype() == Dtype::UInt8) define("IMAGES", "");
  const Loss& loss = parts_.loss.info();
  if (loss.takesSoftmax) {
    define("CROSS_ENTROPY", "");
  } else {
    if (isOneForTwo(loss.output)) define("THRESHOLD", std::to_string(thresholdOf(loss.output)) + "f");
    define("LOSS_VALUE", std::string("(") + loss.pointwise->value + ")");
    define("LOSS_GRADIENT", std::string("(") + loss.pointwise->byOutput + ")");
  }
  return text;
}

const Buffer& FusedNetwork::kept(std::size_t index) const {
  const std::vector<const char*> names = parts_.optimizer.formula().kept;
  return index < names.size() ? parts_.optimizer.kept(names[index]).buffer() : parameters();
}

}  // namespace gradus
