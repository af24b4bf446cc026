// What the measured layers show.
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "core/data/shown_numbers.h"
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

/// A short name of the operation that failed; a person's own formula may be long.
std::string titleOf(const Failure& failure) {
  constexpr std::size_t kLongest = 16;
  const bool isShort = failure.operation.size() <= kLongest;
  const std::string function = isShort ? failure.operation : "The function of " + failure.place;
  if (failure.rateBlame == RateBlame::Proven) return "Training diverged.";
  switch (failure.fault) {
    case Fault::Weights:
      return failure.place + " has weights that are no numbers.";
    case Fault::Sum:
      return "Numbers overflow in " + failure.place + ".";
    case Fault::Activation:
      return function + " gives no number.";
    case Fault::Loss:
      return "The loss is not finite.";
    case Fault::Gradient:
      return "The gradient overflows.";
    case Fault::Slope:
      return function + " has no slope there.";
    case Fault::Update:
      break;
  }
  return failure.operation + " makes weights that are no numbers.";
}

/// What can be done about a failure by a change of the document.
std::optional<Treatment> treatmentOf(const Failure& failure, const CheckUp& checkUp) {
  const Experiment& experiment = checkUp.experiment;
  if (failure.rateBlame != RateBlame::None) return scaleLearningRate(experiment, failure.rateScale, true);
  const bool isHidden = failure.layer && *failure.layer < experiment.network.hidden.size();
  const bool canScale = checkUp.data && !checkUp.data->columns.empty() && !experiment.data.standardize;
  switch (failure.fault) {
    case Fault::Weights:
      return std::nullopt;
    case Fault::Activation:
    case Fault::Slope:
      return restarting(isHidden ? useActivation(experiment, *failure.layer, "relu") : useOutputActivation("identity"));
    case Fault::Gradient:
      return restarting(insertBatchNorm());
    case Fault::Sum:
    case Fault::Loss:
      return canScale ? std::optional(standardizeColumns()) : std::nullopt;
    case Fault::Update:
      break;
  }
  return usualOptimizer(experiment);
}

std::optional<Observation> diverged(const CheckUp& checkUp) {
  if (!checkUp.statistics || !checkUp.statistics->failure) return std::nullopt;
  const Failure& failure = *checkUp.statistics->failure;
  Observation observation;
  observation.severity = Severity::Ill;
  observation.title = titleOf(failure);
  observation.layer = failure.layer;
  std::string cause = causeOf(failure, shownNumbers());
  if (failure.fault == Fault::Sum || failure.fault == Fault::Gradient) cause.front() = 'T';
  observation.text =
      (failure.step > 0 ? "At step " + countText(failure.step) + ", " + causeOf(failure, shownNumbers()) : cause);
  observation.text += ".";
  if (checkUp.last && failure.step > 1) {
    observation.text += " The last loss before was " + number3(static_cast<double>(checkUp.last->loss)) + ".";
  }
  observation.treatment = treatmentOf(failure, checkUp);
  const bool isCounted = failure.count > 0;
  const bool isAnswer = failure.fault == Fault::Weights || failure.fault == Fault::Update;
  const std::string what = isAnswer ? "number" : failure.high < 0 ? "negative input" : "input";
  const std::string step = failure.step > 0 ? "at step " + countText(failure.step) : "before training";
  const std::string line = failure.step > 0 ? adviceFor(failure) + "." : "Found before training.";
  return inShort(std::move(observation), isCounted ? countText(failure.count) : "∞",
                 isCounted ? what + (failure.count == 1 ? "" : "s") : step, line);
}

std::optional<Observation> exploding(const CheckUp& checkUp) {
  const std::size_t hidden = hiddenLayers(checkUp);
  if (hidden == 0 || hasLearned(checkUp)) return std::nullopt;
  for (std::size_t i = 0; i < hidden; ++i) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    if (!(layer.flow > kExploding)) continue;
    std::string text = "At " + layer.name + " it is " + number3(layer.flow) + " times as large as at the output.";
    const bool clips = checkUp.experiment.training.clipNorm > 0;
    Observation found{{},
                      Severity::Warning,
                      "The gradient explodes.",
                      text,
                      i,
                      clips ? scaleLearningRate(checkUp.experiment, 1 / 3.0, false) : clipGradients(1)};
    return inShort(std::move(found), numberText(layer.flow, 2) + "×", layer.name, "Of what it is at the output.");
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
    Observation found{{}, Severity::Warning, "The gradient vanishes.", text, i, std::move(treatment)};
    return inShort(std::move(found), briefNumber(layer.flow), layer.name, "Of 1 at the output: it hardly learns.");
  }
  return std::nullopt;
}

/// One for each hidden layer of which `limit` of the units are like that, the worst first. `describe` gives the finding
/// without its figures.
template <typename Describe>
std::vector<Observation> layersWith(const CheckUp& checkUp, double limit, bool isBounded,
                                    int (*units)(const LayerStatistics&), const Describe& describe) {
  std::vector<Observation> found;
  std::vector<double> shares;
  for (std::size_t i = 0; i < hiddenLayers(checkUp); ++i) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    const double share = shareOf(units(layer), layer.units);
    if (share < limit || isBoundedAround0(checkUp.experiment.network.hidden[i].activation) != isBounded) continue;
    const auto worse = std::ranges::upper_bound(shares, share, std::greater<>());
    const std::string count = countText(units(layer)) + " of " + countText(layer.units);
    Observation each = describe(i, share, count);
    each.layer = i;
    each.figure = percentText(share);
    each.note = count;
    found.insert(found.begin() + (worse - shares.begin()), std::move(each));
    shares.insert(worse, share);
  }
  return found;
}

std::vector<Observation> deadUnits(const CheckUp& checkUp) {
  const auto silent = [](const LayerStatistics& layer) { return layer.silentUnits(); };
  return layersWith(checkUp, kManyDead, false, silent, [&](std::size_t i, double share, const std::string& count) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    Observation found;
    found.severity = share >= kMostDead ? Severity::Ill : Severity::Warning;
    found.title = layer.name + " has dead units.";
    found.text = count + " " + titleAfter(checkUp, i) + " units of " + layer.name + " are silent for all ";
    found.text += counted(checkUp.statistics->samples, "sample") + " looked at: their weights get no gradient.";
    found.line = "Their weights get no gradient.";
    found.treatment = useActivation(checkUp.experiment, i, "leaky_relu");
    return found;
  });
}

std::vector<Observation> saturation(const CheckUp& checkUp) {
  if (hiddenLayers(checkUp) == 0 || hasLearned(checkUp)) return {};
  const auto flat = [](const LayerStatistics& layer) { return layer.flatUnits; };
  return layersWith(checkUp, kManyFlat, true, flat, [&](std::size_t i, double share, const std::string& count) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    Observation found;
    found.severity = share >= kMostFlat ? Severity::Ill : Severity::Warning;
    found.title = layer.name + " is saturated.";
    found.text = count + " " + titleAfter(checkUp, i) + " units of " + layer.name + " lie on the flat part of the ";
    found.text += "curve for nearly all of " + counted(checkUp.statistics->samples, "sample") + ".";
    found.line = "They lie on the flat part of the curve.";
    found.treatment = useActivation(checkUp.experiment, i, "relu");
    return found;
  });
}

/// Layers that were put in since the others were trained.
std::vector<Observation> untrained(const CheckUp& checkUp) {
  std::vector<Observation> found;
  if (!checkUp.statistics || checkUp.statistics->step == 0) return found;
  for (std::size_t i = 0; i < checkUp.statistics->layers.size(); ++i) {
    const LayerStatistics& layer = checkUp.statistics->layers[i];
    if (layer.weights.empty() || layer.steps > 0) continue;
    Observation each;
    each.severity = Severity::Notice;
    each.title = layer.name + " is not trained yet.";
    each.text = "After " + counted(checkUp.statistics->step, "step") + " of the network, the weights of " + layer.name;
    each.text += " are as they were drawn: what comes out behind it says little until it has learned.";
    each.layer = i;
    found.push_back(inShort(std::move(each), "0", "steps", "Its weights are as they were drawn."));
  }
  return found;
}

}  // namespace

std::vector<DoctorRule> layerRules() {
  return {
      {"diverged", "Diverged",
       "Numbers that overflow or are no numbers spread through the whole network with the next step. The run goes back "
       "and looks at every step in the order in which it computes: sums and activations, the loss, the gradients, the "
       "update. The learning rate is to blame only where the run, taken anew, goes well with a smaller one. "
       "Source: Goodfellow, Bengio and Courville, Deep Learning, section 8.2.4 (cliffs).",
       Subject::Layers, false, once(&diverged)},
      {"exploding_gradients", "Exploding gradients",
       "What comes back to a layer is measured against what the loss gives the output layer. A hundred times as much "
       "means that one learning rate cannot suit both. Source: Pascanu, Mikolov and Bengio, On the difficulty of "
       "training recurrent neural networks, 2013.",
       Subject::Layers, false, once(&exploding)},
      {"vanishing_gradients", "Vanishing gradients",
       "What comes back to a layer is measured against what the loss gives the output layer. With a thousandth of it a "
       "layer needs a thousand steps where the output layer needs one. Source: Glorot and Bengio, Understanding the "
       "difficulty of training deep feedforward neural networks, 2010.",
       Subject::Layers, false, once(&vanishing)},
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
      {"untrained_layer", "New layer",
       "A layer that is put into a trained network begins with weights that are drawn at random; the layers behind it "
       "get other numbers than those they have learned from. Source: Chen, Goodfellow and Shlens, Net2Net, 2016.",
       Subject::Layers, false, &untrained},
  };
}

}  // namespace gradus
