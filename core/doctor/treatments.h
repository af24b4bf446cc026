// The changes of an experiment that the doctor suggests.
#pragma once

#include <optional>
#include <string>

#include "core/doctor/observation.h"

namespace gradus {

/// The learning rate times `factor`, rounded to one figure and no more than is usual for the optimizer: its own, or the
/// one that the schedule has in its place. None if there is no rate or it is at the end of its range.
std::optional<Treatment> scaleLearningRate(const Experiment& experiment, double factor, bool rewinds);

/// Another activation behind hidden layer `layer` of `before`.
Treatment useActivation(const Experiment& before, std::size_t layer, const std::string& activation);

/// Another activation behind every hidden layer whose activation is the one of `layer`.
Treatment useActivationEverywhere(const Experiment& experiment, std::size_t layer, const std::string& activation);

/// Batch norm between every linear layer and its activation.
Treatment insertBatchNorm();

Treatment clipGradients(double norm);
Treatment standardizeColumns();
Treatment balanceClasses();

/// Samples of the second of two classes count so many times in binary cross entropy with logits, to two digits.
Treatment weighPositives(double times);
Treatment turnOffLabelSmoothing();

/// A hidden layer that bends, before the output layer.
Treatment addHiddenLayer();
Treatment trainFor(int epochs);

/// Everything of the optimizer as it usually is, but for its learning rate. None if it is so.
std::optional<Treatment> usualOptimizer(const Experiment& experiment);

/// The treatment, for a training that begins anew.
Treatment restarting(Treatment treatment);
Treatment useLoss(const std::string& loss);
Treatment useOutputActivation(const std::string& activation);

}  // namespace gradus
