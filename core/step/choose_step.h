// The one place that decides how a network is trained on a device.
#pragma once

#include <memory>

#include "core/step/step_parts.h"
#include "core/step/training_step.h"

namespace gradus {

/// The fastest step that can train these parts: plain unless they are a multilayer perceptron on a processor; of those
/// in lanes where it is very small, by rows where its weights fit a processor's cache, by layers above. By rows or by
/// layers gives the same bits, so between the sizes where that is clear the first batches of training find out.
/// GRADUS_STEP ("plain", "layers", "rows", "lanes") chooses another, for comparisons.
std::unique_ptr<TrainingStep> chooseStep(const StepParts& parts);

}  // namespace gradus
