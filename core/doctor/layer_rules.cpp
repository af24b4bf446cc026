// What the measured layers show.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/doctor/doctor_rules.h"
#include "core/doctor/treatments.h"
#include "core/doctor/wording.h"
#include "core/nn/activation.h"

namespace gradus {
namespace {

/// Karpathy saw up to 40 % of units dead where the learning rate was too high; a few are common and harmless.
constexpr double kManyDead = 0.3;
constexpr double kMostDead = 0.7;

/// Half of the units that pass nearly no gradient on halve what the layer can learn.
constexpr double kManyFlat = 0.5;
constexpr double kMostFlat = 0.9;

double shareOf(int part, int whole) {
  return whole > 0 ? static_cast<double>(part) / whole : 0;
}

/// Flat at both ends and steep in the middle, as tanh.
bool isBoundedAround0(const Choice& choice) {
  const Activation activation = activationOf(choice);
  const ActivationParameters parameters = parametersOf(activation, choice);
  const auto slope = [&](double x) { return std::abs(activation.evaluateDerivative(x, parameters.data())); };
  constexpr double kFarOut = 300;
  return slope(-kFarOut) < 1e-3 && slope(kFarOut) < 1e-3 && slope(-0.1) > kFlatSlope && slope(0.1) > kFlatSlope;
}

/// The hidden layers that were measured and are in the document still.
std::size_t hiddenLayers(const CheckUp& checkUp) {
  if (!checkUp.statistics) return 0;
  return std::min(checkUp.experiment.network.hidden.size(), checkUp.statistics->layers.size() - 1);
}

std::string titleAfter(const CheckUp& checkUp, std::size_t layer) {
  return activationOf(checkUp.experiment.network.hidden.at(layer).activation).title;
}

/// Enough of the first loss is gone that layers may be as steep or as flat as they like.
bool hasLearned(const CheckUp& checkUp) {
  constexpr double kLeft = 0.1;
  return checkUp.statistics->loss < kLeft * checkUp.firstLoss;
}

/// Where and what the first tensor is that is not finite, in the order in which a step computes them.
std::optional<std::pair<std::size_t, std::string>> firstNonFinite(const std::vector<LayerStatistics>& layers) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!layers[i].nonFinite.empty()) return std::pair(i, layers[i].nonFinite);
  }
  for (std::size_t i = layers.size(); i-- > 0;) {
    if (!layers[i].nonFiniteGradient.empty()) return std::pair(i, layers[i].nonFiniteGradient);
  }
  return std::nullopt;
}

std::optional<Observation> diverged(const CheckUp& checkUp) {
  if (!checkUp.statistics) return std::nullopt;
  const auto first = firstNonFinite(checkUp.statistics->layers);
  if (!first && std::isfinite(checkUp.statistics->loss)) return std::nullopt;
  Observation observation;
  observation.severity = Severity::Ill;
  observation.title = "Training diverged.";
  if (first) {
    observation.layer = first->first;
    observation.text = checkUp.statistics->layers[first->first].name + ", " + first->second;
    observation.text += " is the first tensor that is not finite any more.";
  } else {
    observation.text = "The loss is not finite any more.";
  }
  if (checkUp.last) {
    observation.text += " The last loss that was is that of step " + std::to_string(checkUp.last->step) + ": ";
    observation.text += number3(static_cast<double>(checkUp.last->loss)) + ".";
  }
  observation.treatment = scaleLearningRate(checkUp.experiment, 0.1, true);
  return observation;
}

std::optional<Observation> exploding(const CheckUp& checkUp) {
  const std::size_t hidden = hiddenLayers(checkUp);
  if (hidden == 0 || hasLearned(checkUp)) return std::nullopt;
  for (std::size_t i = 0; i < hidden; ++i) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    if (!(layer.flow > kExploding)) continue;
    std::string text = "At " + layer.name + " it is " + number3(layer.flow) + " times as large as at the output.";
    const bool clips = checkUp.experiment.training.clipNorm > 0;
    return Observation{{},
                       Severity::Warning,
                       "The gradient explodes.",
                       text,
                       i,
                       clips ? scaleLearningRate(checkUp.experiment, 1 / 3.0, false) : clipGradients(1)};
  }
  return std::nullopt;
}

std::optional<Observation> vanishing(const CheckUp& checkUp) {
  const std::size_t hidden = hiddenLayers(checkUp);
  if (hidden == 0 || hasLearned(checkUp)) return std::nullopt;
  for (std::size_t i = 0; i < hidden; ++i) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    if (layer.weights.empty() || !(layer.flow < kVanishing)) continue;
    std::string text = "At " + layer.name + " it is " + numberText(layer.flow, 2) + " of what it is at the output.";
    const auto& specs = checkUp.experiment.network.hidden;
    std::optional<std::size_t> squashing;
    for (std::size_t k = i; k < hidden && !squashing; ++k) {
      if (isBoundedAround0(specs[k].activation)) squashing = k;
    }
    const bool normalizes =
        std::ranges::any_of(specs, [](const auto& each) { return each.layer.name == "batch_norm"; });
    std::optional<Treatment> treatment = insertBatchNorm();
    if (squashing) {
      treatment = useActivationEverywhere(checkUp.experiment, *squashing, "relu");
    } else if (normalizes) {
      treatment = scaleLearningRate(checkUp.experiment, 3, false);
    }
    return Observation{{}, Severity::Warning, "The gradient vanishes.", text, i, std::move(treatment)};
  }
  return std::nullopt;
}

std::optional<Observation> deadUnits(const CheckUp& checkUp) {
  const std::size_t hidden = hiddenLayers(checkUp);
  std::optional<std::size_t> worst;
  double share = kManyDead;
  for (std::size_t i = 0; i < hidden; ++i) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    const double dead = shareOf(layer.silentUnits, layer.units);
    if (dead < share || isBoundedAround0(checkUp.experiment.network.hidden[i].activation)) continue;
    share = dead;
    worst = i;
  }
  if (!worst) return std::nullopt;
  const LayerStatistics& layer = checkUp.statistics->layers[*worst];
  std::string text = std::to_string(layer.silentUnits) + " of " + std::to_string(layer.units) + " ";
  text += titleAfter(checkUp, *worst) + " units of " + layer.name + " are silent for all ";
  text += counted(checkUp.statistics->samples, "sample") + " looked at: their weights get no gradient.";
  return Observation{{},
                     share >= kMostDead ? Severity::Ill : Severity::Warning,
                     "Layer " + std::to_string(*worst + 1) + " has dead units.",
                     text,
                     worst,
                     useActivation(*worst, "leaky_relu")};
}

std::optional<Observation> saturation(const CheckUp& checkUp) {
  const std::size_t hidden = hiddenLayers(checkUp);
  if (hidden == 0 || hasLearned(checkUp)) return std::nullopt;
  std::optional<std::size_t> worst;
  double share = kManyFlat;
  for (std::size_t i = 0; i < hidden; ++i) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    const double flat = shareOf(layer.flatUnits, layer.units);
    if (flat < share || !isBoundedAround0(checkUp.experiment.network.hidden[i].activation)) continue;
    share = flat;
    worst = i;
  }
  if (!worst) return std::nullopt;
  const LayerStatistics& layer = checkUp.statistics->layers[*worst];
  std::string text = std::to_string(layer.flatUnits) + " of " + std::to_string(layer.units) + " ";
  text += titleAfter(checkUp, *worst) + " units of " + layer.name + " lie on the flat part of the curve for ";
  text += "nearly all of " + counted(checkUp.statistics->samples, "sample") + ".";
  return Observation{{},
                     share >= kMostFlat ? Severity::Ill : Severity::Warning,
                     "Layer " + std::to_string(*worst + 1) + " is saturated.",
                     text,
                     worst,
                     useActivation(*worst, "relu")};
}

}  // namespace

std::vector<DoctorRule> layerRules() {
  return {
      {"diverged", "Diverged",
       "Numbers that overflow or are no numbers spread through the whole network with the next step. It is looked for "
       "in the order in which a step computes: the weights and results of each layer. Source: Goodfellow, Bengio and "
       "Courville, Deep Learning, section 8.2.4 (cliffs).",
       Subject::Layers, false, &diverged},
      {"exploding_gradients", "Exploding gradients",
       "What comes back to a layer is measured against what the loss gives the output layer. A hundred times as much "
       "means that one learning rate cannot suit both. Source: Pascanu, Mikolov and Bengio, On the difficulty of "
       "training recurrent neural networks, 2013.",
       Subject::Layers, false, &exploding},
      {"vanishing_gradients", "Vanishing gradients",
       "What comes back to a layer is measured against what the loss gives the output layer. With a thousandth of it a "
       "layer needs a thousand steps where the output layer needs one. Source: Glorot and Bengio, Understanding the "
       "difficulty of training deep feedforward neural networks, 2010.",
       Subject::Layers, false, &vanishing},
      {"dead_units", "Dead units",
       "A unit whose slope is 0 for every sample gets no gradient and stays as it is. A few such ReLUs are common; "
       "from "
       "30 % on the layer is smaller than it seems, often because the learning rate was too high. Source: Maas, Hannun "
       "and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013; Karpathy, CS231n.",
       Subject::Layers, false, &deadUnits},
      {"saturation", "Saturated units",
       "On the flat ends of tanh or sigmoid a change of the weights changes nothing. A unit counts where the slope is "
       "below 5 % of the steepest for 98 % of the samples; it matters when half of a layer does. Source: Glorot and "
       "Bengio, 2010, section 3.",
       Subject::Layers, false, &saturation},
  };
}

}  // namespace gradus
