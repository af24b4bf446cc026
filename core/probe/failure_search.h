// Looks through the tensors of a step, in the order in which they were computed, for the first one that holds a number
// that is not finite. Each function waits for the device and gives nothing where all is finite.
#pragma once

#include <optional>
#include <string>

#include "core/experiment/experiment.h"
#include "core/probe/failure.h"
#include "core/probe/way_gradients.h"
#include "core/step/training_loss.h"

namespace gradus {

std::optional<Failure> findInWeights(const Way& way);
std::optional<Failure> findForward(const NetworkSpec& network, const Way& way);
std::optional<Failure> findInLoss(const TrainingLoss& loss, const Tensor& result, const Tensor& output);
std::optional<Failure> findBackward(const NetworkSpec& network, const Way& way, const WayGradients& gradients);

/// What an optimizer that is called `title` has made of the weights.
std::optional<Failure> findInUpdate(const std::string& title, const Way& way);

/// All of these but the update.
std::optional<Failure> findFailure(const NetworkSpec& network, const Way& way, const TrainingLoss& loss,
                                   const Tensor& result, const WayGradients& gradients);

}  // namespace gradus
