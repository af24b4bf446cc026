#include "core/experiment/first_experiment.h"

#include "core/data/catalog.h"
#include "core/experiment/loss_choice.h"
#include "core/nn/loss.h"

namespace gradus {
namespace {

LayerSpec layerOf(double units, const char* activation) {
  return {.layer = {"linear", {{"units", units}}}, .activation = {activation, {}}};
}

void adoptDefaults(Experiment& experiment, DatasetKind kind) {
  NetworkSpec& network = experiment.network;
  TrainingSpec& training = experiment.training;
  switch (kind) {
    case DatasetKind::Plane:
      network.hidden = {layerOf(8, "tanh"), layerOf(8, "tanh")};
      training.optimizer = {"adam", {{"lr", 0.03}}};
      training.batchSize = 32;
      training.epochs = 300;
      break;
    case DatasetKind::Images:
      network.hidden = {layerOf(32, "relu"), layerOf(16, "relu")};
      training.optimizer = {"adam", {}};
      training.batchSize = 100;
      training.epochs = 20;
      break;
    case DatasetKind::Table:
      network.hidden = {layerOf(16, "relu")};
      training.optimizer = {"adam", {{"lr", 0.01}}};
      training.batchSize = 16;
      training.epochs = 100;
      break;
  }
}

}  // namespace

Experiment firstExperiment() {
  Experiment experiment;
  experiment.data.dataset = {"two-spirals", {}};
  experiment.name = experiment.data.dataset.name;
  adoptDefaults(experiment, DatasetKind::Plane);
  experiment.training.loss = {usualLoss(Task::Classification).name, {}};
  return experiment;
}

Experiment withDataset(Experiment experiment, const Choice& dataset) {
  const DatasetInfo& before = findDataset(experiment.data.dataset.name);
  const DatasetInfo& now = findDataset(dataset.name);
  if (experiment.name == before.name) experiment.name = now.name;
  if (now.name != before.name) {
    const DataSpec usual;
    experiment.data.validShare = usual.validShare;
    experiment.data.testShare = usual.testShare;
    experiment.data.seed = usual.seed;
    experiment.data.standardize = usual.standardize;
  }
  experiment.data.dataset = dataset;
  experiment.data.points.clear();  // made by hand from other points
  experiment.data.excluded.clear();
  experiment.data.relabeled.clear();
  if (now.kind != DatasetKind::Plane) experiment.data.features.clear();
  if (now.kind != before.kind) adoptDefaults(experiment, now.kind);
  return withLossFor(std::move(experiment), targetOf(now, dataset));
}

Experiment withSplitSeed(Experiment experiment, std::uint64_t seed) {
  DataSpec& data = experiment.data;
  if (data.seed == seed) return experiment;
  data.seed = seed;
  const bool isGenerated = findDataset(data.dataset.name).kind == DatasetKind::Plane && data.points.empty();
  if (isGenerated) {  // the rows are other points
    data.excluded.clear();
    data.relabeled.clear();
  }
  return experiment;
}

}  // namespace gradus
