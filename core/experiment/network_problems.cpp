#include "core/experiment/network_problems.h"

#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/experiment/layer_names.h"
#include "core/nn/layer_registry.h"
#include "core/nn/loss.h"

namespace gradus {
namespace {

/// The weight, its gradient, and two numbers that an optimizer such as Adam keeps.
constexpr double kBytesOfParameter = 4.0 * 4;
/// What leaves a unit for a sample of the batch, and the gradient that comes back.
constexpr double kBytesOfUnit = 2.0 * 4;

std::string megabytes(double bytes, const NumberText& numbers) {
  return numbers.withUnit(numbers.count(static_cast<std::int64_t>(bytes / 1e6)), "MB");
}

/// Batch norm needs a spread, which a single row does not have.
std::optional<std::string> problemOfBatches(const TrainingSpec& training, std::int64_t rows,
                                            const NumberText& numbers) {
  const std::string needs = "needs at least two samples in a batch to know how they spread";
  if (training.batchSize == 1) return needs + ", but the batch size is 1: choose a larger one";
  if (rows == 0) return std::nullopt;
  if (rows == 1) return needs + ", but there is one training sample: take more data";
  if (rows % training.batchSize == 1 && !training.dropLast) {
    return needs + ", but the last batch of an epoch has one: " + numbers.count(rows) + " samples in batches of " +
           numbers.count(training.batchSize) + ". Choose another batch size";
  }
  return std::nullopt;
}

/// What the whole network takes of the device.
struct Size {
  std::int64_t parameters = 0;
  std::int64_t units = 0;

  double bytes(std::int64_t batch) const {
    return static_cast<double>(parameters) * kBytesOfParameter +
           static_cast<double>(units) * static_cast<double>(batch) * kBytesOfUnit;
  }
};

std::optional<std::string> problemOfSize(std::int64_t parameters, const Size& all, std::int64_t batch,
                                         const NetworkGround& ground, const NumberText& numbers) {
  const std::string begin = "has " + numbers.count(parameters) + " parameters";
  if (all.parameters > kMostParameters) {
    return begin + "; a network may have " + numbers.count(kMostParameters) + " in all: give it fewer units";
  }
  const auto memory = static_cast<double>(ground.deviceMemory);
  if (memory == 0 || all.bytes(batch) <= memory) return std::nullopt;
  const bool isBatch = all.bytes(1) <= memory;
  return begin + "; with gradients, the optimizer's numbers and " + numbers.count(batch) +
         (batch == 1 ? " sample" : " samples") + " at once the network needs " + megabytes(all.bytes(batch), numbers) +
         ", but the device has " + megabytes(memory, numbers) +
         (isBatch ? ": give it fewer units or a smaller batch" : ": give it fewer units");
}

}  // namespace

std::int64_t parametersOf(const Choice& layer, std::int64_t inputs) {
  const LayerInfo& info = findLayer(layer.name);
  return info.parameterCount ? info.parameterCount(inputs, layer) : 0;
}

std::vector<NetworkProblem> findProblems(const Experiment& experiment, const NetworkGround& ground,
                                         const NumberText& numbers) {
  const std::vector<LayerSpec>& hidden = experiment.network.hidden;
  std::vector<std::int64_t> sizes;
  Size all;
  std::int64_t width = ground.features;
  const auto add = [&](const Choice& layer) {
    sizes.push_back(parametersOf(layer, width));
    all.parameters += sizes.back();
    width = findLayer(layer.name).outputs(width, layer);
    all.units += width;
  };
  for (const LayerSpec& layer : hidden) add(layer.layer);
  const std::int64_t outputs = outputsFor(findLoss(experiment.training.loss.name), ground.target);
  add({"linear", {{"units", static_cast<double>(outputs)}}});

  // As long as nobody knows how many rows there are, a batch may be smaller than it is allowed to be.
  const std::int64_t batch =
      std::max<std::int64_t>(std::min<std::int64_t>(experiment.training.batchSize, ground.trainRows), 1);
  std::vector<NetworkProblem> problems;
  const auto largest = std::ranges::max_element(sizes) - sizes.begin();
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const bool isBatchNorm = i < hidden.size() && hidden[i].layer.name == "batch_norm";
    std::optional<std::string> text;
    if (isBatchNorm) text = problemOfBatches(experiment.training, ground.trainRows, numbers);
    if (!text && static_cast<std::ptrdiff_t>(i) == largest) text = problemOfSize(sizes[i], all, batch, ground, numbers);
    if (!text) continue;
    problems.push_back({static_cast<int>(i), placedLayerName(experiment.network, i) + " " + *text + "."});
  }
  return problems;
}

void demandPossible(const Experiment& experiment, const NetworkGround& ground) {
  const std::vector<NetworkProblem> problems = findProblems(experiment, ground);
  if (problems.empty()) return;
  throw Error(problems.front().text);
}

}  // namespace gradus
