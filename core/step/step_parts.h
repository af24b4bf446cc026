// What a training step works on.
#pragma once

#include "core/experiment/experiment.h"
#include "core/optim/optimizer.h"
#include "core/step/device_data.h"
#include "core/step/network.h"
#include "core/step/training_loss.h"

namespace gradus {

/// The references outlive the step.
struct StepParts {
  Device& device;
  const Experiment& experiment;
  const DeviceData& data;
  Network& network;
  Optimizer& optimizer;
  TrainingLoss loss;
};

}  // namespace gradus
