#include "core/probe/network_probe.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/nn/activation.h"
#include "core/nn/batch_norm.h"
#include "core/probe/failure_search.h"
#include "core/probe/way_gradients.h"

namespace gradus {
namespace {

std::vector<std::int64_t> spread(const std::vector<std::int64_t>& rows, std::size_t atMost) {
  const std::size_t count = std::min(rows.size(), atMost);
  std::vector<std::int64_t> picked;
  for (std::size_t i = 0; i < count; ++i) picked.push_back(rows[i * rows.size() / count]);
  return picked;
}

/// The largest slope where numbers usually are.
double steepest(const Activation& activation, const ActivationParameters& parameters) {
  double top = 0;
  for (int i = -100; i <= 100; ++i) {
    top = std::max(top, std::abs(activation.evaluateDerivative(0.1 * i, parameters.data())));
  }
  return top;
}

void measureSlopes(LayerStatistics& layer, const Choice& choice, std::span<const float> sums, std::size_t units) {
  const Activation activation = activationOf(choice);
  const ActivationParameters parameters = parametersOf(activation, choice);
  const double flat = kFlatSlope * steepest(activation, parameters);
  const std::size_t samples = sums.size() / units;
  std::vector<std::size_t> flatAt(units);
  std::vector<std::size_t> silentAt(units);
  std::size_t saturated = 0;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const double slope = std::abs(activation.evaluateDerivative(static_cast<double>(sums[i]), parameters.data()));
    if (slope < flat) ++flatAt[i % units];
    if (slope == 0) ++silentAt[i % units];
    if (slope < kSaturatedSlope) ++saturated;
  }
  std::size_t total = 0;
  for (std::size_t unit = 0; unit < units; ++unit) {
    total += flatAt[unit];
    if (silentAt[unit] == samples) layer.silent.push_back(static_cast<int>(unit));
    if (static_cast<double>(flatAt[unit]) >= kFlatAt * static_cast<double>(samples)) ++layer.flatUnits;
  }
  layer.flatShare = static_cast<double>(total) / static_cast<double>(sums.size());
  layer.saturatedShare = static_cast<double>(saturated) / static_cast<double>(sums.size());
}

double totalSize(const std::vector<float>& numbers) {
  return std::transform_reduce(numbers.begin(), numbers.end(), 0.0, std::plus<>(),
                               [](float number) { return std::abs(static_cast<double>(number)); });
}

}  // namespace

NetworkProbe::NetworkProbe(Device& device, const NetworkSpec& spec, std::int64_t outputs, const PreparedData& data,
                           const DeviceData& deviceData)
    : spec_(spec),
      deviceData_(deviceData),
      samples_(static_cast<std::int64_t>(std::min(data.train.size(), kSamples))),
      rows_(deviceData.upload(spread(data.train, kSamples))),
      copy_(device, spec, data.dataset->features, outputs, unused_) {
  copy_.eval();
  // A single sample has no variance to normalise by.
  for (std::size_t i = 0; i < copy_.size() && samples_ > 1; ++i) {
    if (auto* norm = dynamic_cast<BatchNorm1d*>(&copy_.layer(i))) norm->train();
  }
}

LayerStatistics NetworkProbe::describe(std::size_t index, const Network::Passage& passage,
                                       const WayGradients& gradients) const {
  LayerStatistics layer;
  layer.name = passage.name;
  layer.activation = passage.activation;
  layer.units = static_cast<int>(passage.value.size(-1));
  const std::vector<Tensor> parameters = passage.layer->parameters();
  if (!parameters.empty()) layer.weights = distributionOf(parameters.front().toVector<float>());
  if (!passage.activation.empty()) {
    const bool isHidden = index < spec_.hidden.size();
    const Choice& choice = isHidden ? spec_.hidden[index].activation : spec_.outputActivation;
    const std::vector<float> sums = passage.sum.toVector<float>();
    layer.sums = distributionOf(sums);
    measureSlopes(layer, choice, sums, static_cast<std::size_t>(layer.units));
  }
  layer.activations = distributionOf(passage.value.toVector<float>());
  if (passage.value.requiresGrad()) {
    layer.signal = distributionOf(gradients.by(passage.value).toVector<float>()).norm;
  }
  if (!passage.activation.empty() && passage.sum.requiresGrad()) {
    const double leaving = totalSize(gradients.by(passage.value).toVector<float>());
    const double arriving = totalSize(gradients.by(passage.sum).toVector<float>());
    if (leaving > 0) layer.gradientFactor = arriving / leaving;
  }
  if (!parameters.empty()) {
    layer.gradients = distributionOf(gradients.by(parameters.front()).toVector<float>());
  }
  return layer;
}

NetworkStatistics NetworkProbe::measure(const Network& network, const TrainingLoss& loss) {
  const auto began = std::chrono::steady_clock::now();
  copy_.copyFrom(network);
  const Batch batch = deviceData_.gather(rows_, 0, samples_);
  const std::vector<Network::Passage> way = copy_.pass(batch.input);
  const Tensor result = loss.mean(way.back().value, batch.target);
  const WayGradients gradients(result, way);

  NetworkStatistics statistics;
  statistics.samples = samples_;
  statistics.loss = result.item();
  for (std::size_t i = 0; i < way.size(); ++i) statistics.layers.push_back(describe(i, way[i], gradients));
  statistics.failure = findFailure(spec_, way, loss, result, gradients);
  const double arriving = statistics.layers.back().signal;
  for (LayerStatistics& layer : statistics.layers) {
    if (arriving > 0) layer.flow = layer.signal / arriving;
  }
  statistics.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return statistics;
}

}  // namespace gradus
