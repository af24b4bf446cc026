#include "core/doctor/treatments.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/lowered.h"
#include "core/base/number_text.h"
#include "core/doctor/wording.h"
#include "core/experiment/layer_names.h"
#include "core/experiment/loss_choice.h"
#include "core/nn/activation.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"

namespace gradus {
namespace {

/// The largest rate worth trying, as a multiple of the optimizer's default: 1 for SGD, 0.1 for Adam. From far above it
/// one step leads back into the usual range, rather than through rates that diverge as surely.
constexpr double kUsualRate = 100;

/// 0.000333… as 0.0003.
double roundedToOneFigure(double number) {
  return roundedTo(number, 1);
}

}  // namespace

std::optional<Treatment> scaleLearningRate(const Experiment& experiment, double factor, bool rewinds) {
  const TrainingSpec& training = experiment.training;
  const OptimizerInfo& optimizer = findOptimizer(training.optimizer.name);
  const ScheduleInfo& schedule = findSchedule(training.schedule.name);
  const auto usual = std::ranges::find(optimizer.parameters, "lr", &ParameterInfo::name);
  if (usual == optimizer.parameters.end()) return std::nullopt;
  // A schedule by batches does not look at the optimizer's rate.
  const bool isScheduled = schedule.step == ScheduleStep::Batch;
  Choice TrainingSpec::*const chosen = isScheduled ? &TrainingSpec::schedule : &TrainingSpec::optimizer;
  const ChoiceInfo& info = isScheduled ? static_cast<const ChoiceInfo&>(schedule) : optimizer;
  const std::string name = isScheduled ? schedule.ownRates.front() : usual->name;
  const ParameterInfo& parameter = *std::ranges::find(info.parameters, name, &ParameterInfo::name);
  const double before = valueOf(training.*chosen, info, name);
  if (!(before > 0)) return std::nullopt;
  const double most = std::min(parameter.maximum, roundedToOneFigure(kUsualRate * usual->defaultValue));
  const double after = std::clamp(roundedToOneFigure(before * factor), parameter.minimum, most);
  if (after == before || (after < before) != (factor < 1)) return std::nullopt;
  return Treatment{(after < before ? "Lower the " : "Raise the ") + lowered(parameter.label) + " to " + number3(after),
                   [=](Experiment next) {
                     (next.training.*chosen).values[name] = after;
                     return next;
                   },
                   rewinds};
}

Treatment useActivation(const Experiment& before, std::size_t layer, const std::string& activation) {
  return {"Use " + lowered(findActivation(activation).title) + " in " + layerName(before.network, layer),
          [=](Experiment experiment) {
            std::vector<LayerSpec>& hidden = experiment.network.hidden;
            if (layer < hidden.size()) hidden[layer].activation = {activation, {}};
            return experiment;
          }};
}

Treatment useActivationEverywhere(const Experiment& experiment, std::size_t layer, const std::string& activation) {
  const Choice before = experiment.network.hidden.at(layer).activation;
  return {"Use " + findActivation(activation).title + " for " + activationOf(before).title, [=](Experiment next) {
            for (LayerSpec& each : next.network.hidden) {
              if (each.activation.name == before.name) each.activation = {activation, {}};
            }
            return next;
          }};
}

Treatment insertBatchNorm() {
  return {"Insert batch norm layers", [](Experiment experiment) {
            std::vector<LayerSpec> hidden;
            for (LayerSpec& each : experiment.network.hidden) {
              const bool isDense = each.layer.name == "linear" || each.layer.name == "noisy_linear";
              if (!isDense) {
                hidden.push_back(std::move(each));
                continue;
              }
              LayerSpec norm{{"batch_norm", {}}, std::exchange(each.activation, {"identity", {}})};
              hidden.push_back(std::move(each));
              hidden.push_back(std::move(norm));
            }
            experiment.network.hidden = std::move(hidden);
            return experiment;
          }};
}

Treatment clipGradients(double norm) {
  return {"Clip the gradients to norm " + number3(norm), [norm](Experiment experiment) {
            experiment.training.clipNorm = norm;
            return experiment;
          }};
}

Treatment standardizeColumns() {
  return {"Standardise the columns", [](Experiment experiment) {
            experiment.data.standardize = true;
            return experiment;
          }};
}

Treatment balanceClasses() {
  return {"Let all classes count alike", [](Experiment experiment) {
            experiment.training.balanceClasses = true;
            return experiment;
          }};
}

Treatment weighPositives(double times) {
  const ParameterInfo& limits = findLoss("bce_with_logits").parameters.front();
  const double perUnit = std::pow(10.0, 1 - std::floor(std::log10(times)));
  const double weight = std::clamp(std::round(times * perUnit) / perUnit, limits.minimum, limits.maximum);
  return {"Count samples of the second class " + number3(weight) + " times", [weight](Experiment experiment) {
            experiment.training.loss.values["pos_weight"] = weight;
            return experiment;
          }};
}

Treatment turnOffLabelSmoothing() {
  return {"Turn off label smoothing", [](Experiment experiment) {
            experiment.training.loss.values.erase("label_smoothing");
            return experiment;
          }};
}

Treatment addHiddenLayer() {
  constexpr int kUnits = 8;
  const std::string activation = "tanh";
  return {"Add a hidden layer of " + counted(kUnits, findActivation(activation).title + " unit"),
          [=](Experiment experiment) {
            experiment.network.hidden.push_back({{"linear", {{"units", kUnits}}}, {activation, {}}});
            return experiment;
          }};
}

Treatment trainFor(int epochs) {
  return {"Train anew for " + counted(epochs, "epoch"),
          [epochs](Experiment experiment) {
            experiment.training.epochs = epochs;
            return experiment;
          },
          true};
}

std::optional<Treatment> usualOptimizer(const Experiment& experiment) {
  const Choice& now = experiment.training.optimizer;
  Choice usual{now.name, {}};
  if (const auto rate = now.values.find("lr"); rate != now.values.end()) usual.values.insert(*rate);
  if (usual == now) return std::nullopt;
  return Treatment{"Use the usual settings of " + findOptimizer(now.name).title,
                   [usual](Experiment next) {
                     next.training.optimizer = usual;
                     return next;
                   },
                   true};
}

Treatment restarting(Treatment treatment) {
  treatment.rewinds = true;
  return treatment;
}

Treatment useLoss(const std::string& loss) {
  return {"Use " + lowered(findLoss(loss).title), [loss](Experiment experiment) {
            return withLoss(std::move(experiment), {loss, {}});
          }};
}

Treatment useOutputActivation(const std::string& activation) {
  const std::string label = activation == "identity" ? "Take the activation off the output layer"
                                                     : "Use " + findActivation(activation).title + " for the output";
  return {label, [activation](Experiment experiment) {
            experiment.network.outputActivation = {activation, {}};
            return experiment;
          }};
}

}  // namespace gradus
