#include "core/step/choose_step.h"

#include <bit>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/step/fastest_step.h"
#include "core/step/lane_step.h"
#include "core/step/layered_step.h"
#include "core/step/plain_step.h"

namespace gradus {
namespace {

using Passes = LayeredStep::Passes;

/// Products of one network with sixteen samples up to which one processor without launches is faster than all with.
/// The lanes round differently, so this is no matter of measurement: the first run would differ from the second.
constexpr std::int64_t kLaneWork = 6'000;

/// Weights that stay in every processor's own cache while rows of the batch pass by, in many a one's, and in none's.
constexpr std::int64_t kAlwaysCached = 1 << 15;
constexpr std::int64_t kOftenCached = 1 << 17;
constexpr std::int64_t kNeverCached = 1 << 20;

/// The ways of passing the batch that may be the fastest, the likeliest first.
std::vector<Passes> passesFor(std::int64_t weights) {
  if (weights <= kAlwaysCached) return {Passes::ByRows};
  if (weights > kNeverCached) return {Passes::ByLayers};
  if (weights <= kOftenCached) return {Passes::ByRows, Passes::ByLayers};
  return {Passes::ByLayers, Passes::ByRows};
}

/// The exponent of the largest power of two that `number` reaches.
std::string magnitude(std::int64_t number) {
  return "2^" + std::to_string(std::bit_width(static_cast<std::uint64_t>(number)) - 1);
}

std::unique_ptr<TrainingStep> fastestStep(const StepParts& parts) {
  const std::int64_t weights = parts.network.parameterCount();
  const std::int64_t rows = parts.experiment.training.batchSize;
  if (weights * ((rows + 15) / 16) <= kLaneWork) return std::make_unique<LaneStep>(parts);
  std::vector<std::unique_ptr<TrainingStep>> ways;
  for (const Passes passes : passesFor(weights)) ways.push_back(std::make_unique<LayeredStep>(parts, passes));
  if (ways.size() == 1) return std::move(ways.front());
  const std::string choice = "passes of " + magnitude(weights) + " weights, " + magnitude(rows) + " rows";
  return std::make_unique<FastestStep>(parts.device, choice, std::move(ways));
}

}  // namespace

std::unique_ptr<TrainingStep> chooseStep(const StepParts& parts) {
  if (!FusedNetwork::canDescribe(parts)) return std::make_unique<PlainStep>(parts);
  const std::string wanted = environment("GRADUS_STEP");
  if (wanted.empty()) return fastestStep(parts);
  if (wanted == "lanes") return std::make_unique<LaneStep>(parts);
  if (wanted == "rows") return std::make_unique<LayeredStep>(parts, Passes::ByRows);
  if (wanted == "layers") return std::make_unique<LayeredStep>(parts, Passes::ByLayers);
  if (wanted == "plain") return std::make_unique<PlainStep>(parts);
  throw DeviceError("GRADUS_STEP is '" + wanted + "', expected plain, layers, rows or lanes");
}

}  // namespace gradus
