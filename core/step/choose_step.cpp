#include "core/step/choose_step.h"

#include <string>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/step/lane_step.h"
#include "core/step/layered_step.h"
#include "core/step/plain_step.h"

namespace gradus {
namespace {

using Passes = LayeredStep::Passes;

/// Products of one network with sixteen samples up to which one processor without launches is faster than all with.
constexpr std::int64_t kLaneWork = 6'000;

/// Weights that stay in a processor's own cache while rows of the batch pass by.
constexpr std::int64_t kCachedWeights = 1 << 17;

std::string_view fastest(const StepParts& parts) {
  std::int64_t weights = 0;
  for (const Tensor& parameter : parts.network.parameters()) weights += parameter.numel();
  const std::int64_t vectors = (parts.experiment.training.batchSize + 15) / 16;
  if (weights * vectors <= kLaneWork) return "lanes";
  return weights <= kCachedWeights ? "rows" : "layers";
}

}  // namespace

std::unique_ptr<TrainingStep> chooseStep(const StepParts& parts) {
  if (!FusedNetwork::canDescribe(parts)) return std::make_unique<PlainStep>(parts);
  const std::string wanted = environment("GRADUS_STEP");
  const std::string_view name = wanted.empty() ? fastest(parts) : std::string_view(wanted);
  if (name == "lanes") return std::make_unique<LaneStep>(parts);
  if (name == "rows") return std::make_unique<LayeredStep>(parts, Passes::ByRows);
  if (name == "layers") return std::make_unique<LayeredStep>(parts, Passes::ByLayers);
  if (name == "plain") return std::make_unique<PlainStep>(parts);
  throw DeviceError("GRADUS_STEP is '" + wanted + "', expected plain, layers, rows or lanes");
}

}  // namespace gradus
