// A training step, made the plain way, that looks at every tensor as it comes: what finds out where a run that has
// failed went wrong.
#pragma once

#include <optional>

#include "core/probe/failure.h"
#include "core/step/step_parts.h"
#include "core/step/training_step.h"

namespace gradus {

/// Trains one batch and gives the first operation whose result is not finite. The weights then are those from before
/// the step. Of an update it is tried whether a tenth of the learning rate would have given finite weights. Waits for
/// the device.
std::optional<Failure> trainWatched(const StepParts& parts, const Samples& batch);

}  // namespace gradus
