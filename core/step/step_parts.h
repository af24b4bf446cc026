// What a training step works on.
#pragma once

#include "core/experiment/experiment.h"
#include "core/optim/optimizer.h"
#include "core/step/device_data.h"
#include "core/step/network.h"

namespace gradus {

/// References that outlive the step.
struct StepParts {
  Device& device;
  const Experiment& experiment;
  const DeviceData& data;
  Network& network;
  Optimizer& optimizer;
  Tensor classWeights = {};  ///< a factor for each class in training; undefined: all count alike
};

}  // namespace gradus
