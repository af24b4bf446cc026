// Whether an experiment can be run: its choices against the registries, its numbers against common sense.
#include <algorithm>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/number_text.h"
#include "core/data/catalog.h"
#include "core/data/plane_features.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/training_settings.h"
#include "core/nn/activation.h"
#include "core/nn/formula/formula_error.h"
#include "core/nn/initialization.h"
#include "core/nn/layer_registry.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"

namespace gradus {
namespace {

/// The row of a choice in its registry, once its values are known to fit.
template <typename Row>
const Row& checkChoice(const Choice& choice, const Row& (*findRow)(std::string_view), const std::string& where) {
  const Row* row = nullptr;
  try {
    row = &findRow(choice.name);
  } catch (const FormatError& error) {
    throw FormatError(where + ": " + error.what());
  }
  check(choice, *row, where);
  return *row;
}

void checkActivation(const Choice& choice, const std::string& where) {
  Activation row;
  try {
    row = activationOf(choice);
  } catch (const FormulaError& error) {
    throw FormatError(where + ".formula: " + error.what());
  } catch (const FormatError& error) {
    throw FormatError(where + ": " + error.what());
  }
  check(choice, row, where);
}

constexpr double kFarthest = 1000;  ///< of a point from the middle of the plane

void checkNumber(double value, double minimum, double maximum, const std::string& where) {
  // Written so that NaN fails too.
  if (value >= minimum && value <= maximum) return;
  throw FormatError(where + " is " + plainNumber(value) + ", expected " + plainNumber(minimum) + " to " +
                    plainNumber(maximum));
}

void checkLossFits(const Experiment& experiment, const Loss& loss, const Target& target, const std::string& where) {
  const std::string begin = where + ".loss: " + loss.name;
  if (!fits(loss, target)) {
    throw FormatError(begin + " is a loss for " + needsOf(loss) + ", but " + experiment.data.dataset.name + " has " +
                      textOf(target) + " to predict; choose another loss");
  }
  if (!suits(loss, experiment.network.outputActivation)) {
    throw FormatError(begin + " takes probabilities, but network.output_activation is " +
                      experiment.network.outputActivation.name +
                      ", which gives numbers outside 0 … 1; choose sigmoid " + "there, or the loss bce_with_logits");
  }
  if (isOneForTwo(loss.output) && experiment.training.balanceClasses) {
    throw FormatError(where + ".balance_classes: " + loss.name + " knows no weights of classes; leave it out, or " +
                      "choose the loss bce_with_logits and set its pos_weight");
  }
}

void checkPoints(const DataSpec& data, const DatasetInfo& dataset, const std::string& where) {
  if (data.points.empty()) return;
  if (dataset.kind != DatasetKind::Plane) {
    throw FormatError(where + ": " + dataset.name + " is no set of points in the plane: leave them out");
  }
  if (data.points.size() > kMostPoints) {
    throw FormatError(where + ": has " + std::to_string(data.points.size()) + " points, expected at most " +
                      std::to_string(kMostPoints));
  }
  for (std::size_t i = 0; i < data.points.size(); ++i) {
    const std::string point = where + "[" + std::to_string(i) + "]";
    checkNumber(data.points[i].x1, -kFarthest, kFarthest, point + "[0]");
    checkNumber(data.points[i].x2, -kFarthest, kFarthest, point + "[1]");
    checkNumber(data.points[i].answer, -kFarthest, kFarthest, point + "[2]");
  }
}

/// Changes to rows are kept in their order, each row once, so that the same changes are the same document.
void checkRow(std::int64_t row, std::int64_t before, const std::string& where) {
  if (row > before) return;
  const std::string is = where + " is row " + std::to_string(row);
  if (row < 0) throw FormatError(is + ", expected 0 or more");
  throw FormatError(is + " after row " + std::to_string(before) + ": list each row once, in ascending order");
}

void checkSampleChanges(const DataSpec& data, const DatasetInfo& dataset, const std::string& where) {
  std::int64_t before = -1;
  for (std::size_t i = 0; i < data.excluded.size(); ++i) {
    checkRow(data.excluded[i], before, where + ".excluded[" + std::to_string(i) + "]");
    before = data.excluded[i];
  }
  if (!data.relabeled.empty() && dataset.task != Task::Classification) {
    throw FormatError(where + ".relabeled: " + dataset.name + " has numbers to predict and no classes: leave it out");
  }
  before = -1;
  for (std::size_t i = 0; i < data.relabeled.size(); ++i) {
    checkRow(data.relabeled[i].row, before, where + ".relabeled[" + std::to_string(i) + "]");
    before = data.relabeled[i].row;
  }
}

void checkFeatures(const DataSpec& data, const DatasetInfo& dataset, const std::string& where) {
  if (data.features.empty()) return;
  if (dataset.kind != DatasetKind::Plane) {
    throw FormatError(where + ": " + dataset.name + " has columns of its own; only points in the plane have features " +
                      "to choose from: leave them out");
  }
  try {
    featuresNamed(data.features);
  } catch (const FormatError& error) {
    throw FormatError(where + ": " + error.what());
  }
}

}  // namespace

void check(const LayerSpec& layer, const std::string& where) {
  checkChoice(layer.layer, &findLayer, where + ".layer");
  checkActivation(layer.activation, where + ".activation");
  checkChoice(layer.initialization, &findInitialization, where + ".initialization");
}

void check(const Experiment& experiment, const std::string& origin) {
  constexpr double kMaximumShare = 0.9;
  const std::string root = origin + ": ";

  // Counted in letters: the bytes that continue one begin with 10.
  const auto letters = std::ranges::count_if(experiment.name, [](char c) { return (c & 0xC0) != 0x80; });
  if (static_cast<std::size_t>(letters) > kMostNameLetters) {
    throw FormatError(root + "name has " + std::to_string(letters) + " letters, expected at most " +
                      std::to_string(kMostNameLetters));
  }
  const std::size_t layers = experiment.network.hidden.size();
  if (layers > kMostLayers) {
    throw FormatError(root + "network.hidden has " + std::to_string(layers) + " layers, expected at most " +
                      std::to_string(kMostLayers));
  }

  const DataSpec& data = experiment.data;
  const DatasetInfo& dataset = checkChoice(data.dataset, &findDataset, root + "data.dataset");
  checkNumber(data.validShare, 0, kMaximumShare, root + "data.valid_share");
  checkNumber(data.testShare, 0, kMaximumShare, root + "data.test_share");

  checkFeatures(data, dataset, root + "data.features");
  checkPoints(data, dataset, root + "data.points");
  checkSampleChanges(data, dataset, root + "data");

  for (std::size_t i = 0; i < experiment.network.hidden.size(); ++i) {
    const LayerSpec& hidden = experiment.network.hidden[i];
    const std::string where = root + "network.hidden[" + std::to_string(i) + "]";
    check(hidden, where);
  }

  checkActivation(experiment.network.outputActivation, root + "network.output_activation");
  checkChoice(experiment.network.outputInitialization, &findInitialization, root + "network.output_initialization");

  const TrainingSpec& training = experiment.training;
  const Loss& loss = checkChoice(training.loss, &findLoss, root + "training.loss");
  checkChoice(training.optimizer, &findOptimizer, root + "training.optimizer");
  checkChoice(training.schedule, &findSchedule, root + "training.schedule");
  checkLossFits(experiment, loss, targetOf(dataset, data.dataset), root + "training");
  for (const TrainingSetting& setting : trainingSettings()) {
    checkNumber(setting.valueIn(training), setting.minimum, setting.maximum, root + "training." + setting.name);
  }
}

}  // namespace gradus
