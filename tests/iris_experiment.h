// A small network on Iris, for tests that train one step by step.
#pragma once

#include "core/experiment/experiment.h"

namespace gradus::test {

inline LayerSpec linear(double units, const char* activation = "tanh") {
  return {.layer = {"linear", {{"units", units}}}, .activation = {activation, {}}};
}

/// Two hidden layers, seven batches an epoch.
inline Experiment irisExperiment() {
  Experiment experiment;
  experiment.data.dataset.name = "iris";
  experiment.network.hidden = {linear(8), linear(6)};
  experiment.training.optimizer = {"adam", {{"lr", 0.01}}};
  experiment.training.batchSize = 16;
  experiment.training.epochs = 5;
  return experiment;
}

}  // namespace gradus::test
