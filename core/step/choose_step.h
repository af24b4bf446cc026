// The one place that decides how a network is trained on a device.
#pragma once

#include <memory>

#include "core/step/step_parts.h"
#include "core/step/training_step.h"

namespace gradus {

/// The fastest step that can train these parts: in lanes where the network is very small, layer by layer where it is
/// a multilayer perceptron on a processor, plain otherwise. GRADUS_STEP ("plain", "layered", "lanes") chooses another
/// for comparisons, where it can be had.
std::unique_ptr<TrainingStep> chooseStep(const StepParts& parts);

}  // namespace gradus
