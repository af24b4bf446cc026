#include "core/step/choose_step.h"

#include <string>

#include "core/base/paths.h"
#include "core/step/lane_step.h"
#include "core/step/layered_step.h"
#include "core/step/plain_step.h"

namespace gradus {
namespace {

/// Multiplications of a step up to which one processor without launches is faster than all of them with.
constexpr std::int64_t kLaneWork = 40'000;

std::int64_t workOf(const StepParts& parts) {
  std::int64_t weights = 0;
  for (const Tensor& parameter : parts.network.parameters()) weights += parameter.numel();
  const std::int64_t batches = (parts.experiment.training.batchSize + 15) / 16;
  return 3 * weights * 16 * batches / 16;
}

}  // namespace

std::unique_ptr<TrainingStep> chooseStep(const StepParts& parts) {
  const std::string wanted = environment("GRADUS_STEP");
  const bool canFuse = FusedNetwork::canDescribe(parts);
  if (!canFuse || wanted == "plain") return std::make_unique<PlainStep>(parts);
  const bool isSmall = workOf(parts) <= kLaneWork;
  if (wanted == "lanes" || (isSmall && wanted != "layered")) return std::make_unique<LaneStep>(parts);
  return std::make_unique<LayeredStep>(parts);
}

}  // namespace gradus
