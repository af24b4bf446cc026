// What a training step works on.
#pragma once

#include "core/experiment/experiment.h"
#include "core/optim/optimizer.h"
#include "core/train/device_data.h"
#include "core/train/network.h"

namespace gradus {

/// References that outlive the step.
struct StepParts {
  Device& device;
  const Experiment& experiment;
  const DeviceData& data;
  Network& network;
  Optimizer& optimizer;
};

}  // namespace gradus
