// What is wrong before the first step: data and loss that do not suit each other or the network.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/data/catalog.h"
#include "core/doctor/doctor_rules.h"
#include "core/doctor/treatments.h"
#include "core/doctor/wording.h"
#include "core/nn/activation.h"
#include "core/nn/loss.h"

namespace gradus {
namespace {

/// A column this far from 0, or this many times as wide as another, rules the first layer's sums: the gradient's
/// directions then differ in steepness by the square of it, and no single learning rate suits all.
constexpr double kFarOff = 10;

/// He and Garcia call 4 : 1 and more imbalanced; at 4 : 1 of two classes, always giving the same answer is right for
/// four samples of five.
constexpr double kImbalance = 4;

std::optional<Observation> unfitTarget(const CheckUp& checkUp) {
  const Experiment& experiment = checkUp.experiment;
  const Loss& loss = findLoss(experiment.training.loss.name);
  const DatasetInfo& dataset = findDataset(experiment.data.dataset.name);
  Target target = targetOf(dataset, experiment.data.dataset);
  if (checkUp.data) target = {checkUp.data->task, std::ssize(checkUp.data->classCounts)};
  if (fits(loss, target)) return std::nullopt;
  const std::string needed = textOf(target);
  std::string text = loss.title + " compares " + needsOf(loss);
  text += ", but " + dataset.title + " has " + needed + " to predict.";
  Observation found{
      {}, Severity::Ill, "The loss does not fit the target.", text, {}, useLoss(usualLoss(dataset.task).name)};
  return inShort(std::move(found), "≠", needsOf(loss), "The data have " + needed + ".");
}

std::optional<Observation> unfitOutput(const CheckUp& checkUp) {
  const Experiment& experiment = checkUp.experiment;
  const Choice& output = experiment.network.outputActivation;
  const Loss& loss = findLoss(experiment.training.loss.name);
  if (suits(loss, output)) return std::nullopt;
  const ActivationRange range = rangeOf(output);
  Observation found{{},
                    Severity::Ill,
                    "The output is no probability.",
                    loss.title + " takes a number from 0 to 1. " + activationOf(output).title + " goes from " +
                        number3(range.low) + " to " + number3(range.high) + ".",
                    experiment.network.hidden.size(),
                    useOutputActivation("sigmoid")};
  return inShort(std::move(found), number3(range.high), "at most", "The loss takes probabilities.");
}

/// What the loss makes of the outputs itself before it compares them; "" if nothing.
std::string ownFunctionOf(const Loss& loss) {
  if (loss.takesSoftmax) return "softmax";
  return loss.output == OutputKind::LogOdds ? "sigmoid" : "";
}

/// Between which numbers the probabilities of the classes stay, where the outputs stay in a range.
std::string reachableText(const Loss& loss, const ActivationRange& range, double classes) {
  if (loss.output == OutputKind::LogOdds) {
    return ", so that the probability of the second class stays between " +
           percentText(1 / (1 + std::exp(-range.low))) + " and " + percentText(1 / (1 + std::exp(-range.high)));
  }
  return ", so that no class can get more than " +
         percentText(1 / (1 + (classes - 1) * std::exp(range.low - range.high)));
}

std::optional<Observation> squashedTwice(const CheckUp& checkUp) {
  const Experiment& experiment = checkUp.experiment;
  const Choice& output = experiment.network.outputActivation;
  const Loss& loss = findLoss(experiment.training.loss.name);
  const std::string own = ownFunctionOf(loss);
  if (output.name == "identity" || own.empty()) return std::nullopt;
  const ActivationRange range = rangeOf(output);
  std::string figure = "> 0";
  std::string note = "outputs";
  std::string text = loss.title + " takes " + own + " of the outputs itself. " + activationOf(output).title;
  if (range.high - range.low < 100) {
    const auto classes = static_cast<double>(checkUp.data ? checkUp.data->classCounts.size() : 2);
    text += " before it keeps them between " + number3(range.low) + " and " + number3(range.high);
    text += reachableText(loss, range, classes);
    const double width = loss.output == OutputKind::LogOdds ? -range.high : range.low - range.high;
    figure = percentText(1 / (1 + (classes - 1) * std::exp(width)));
    note = "at most";
  } else {
    text += " before it takes away what they say below 0";
  }
  Observation found{{},
                    Severity::Warning,
                    "The output is squashed before the loss.",
                    text + ".",
                    experiment.network.hidden.size(),
                    useOutputActivation("identity")};
  return inShort(std::move(found), figure, note, "The loss takes " + own + " itself.");
}

std::optional<Observation> unreachableTargets(const CheckUp& checkUp) {
  const Choice& output = checkUp.experiment.network.outputActivation;
  if (!checkUp.data || checkUp.data->task != Task::Regression || output.name == "identity") return std::nullopt;
  const ActivationRange range = rangeOf(output);
  const DataFacts& data = *checkUp.data;
  if (data.lowestTarget >= range.low && data.highestTarget <= range.high) return std::nullopt;
  std::string text = "Targets lie between " + number3(data.lowestTarget) + " and " + number3(data.highestTarget);
  text += ", the outputs of " + activationOf(output).title + " between " + number3(range.low) + " and ";
  text += number3(range.high) + ".";
  Observation found{{},
                    Severity::Ill,
                    "The output cannot reach the targets.",
                    text,
                    checkUp.experiment.network.hidden.size(),
                    useOutputActivation("identity")};
  return inShort(std::move(found), number3(range.high), "at most",
                 "Targets go to " + number3(data.highestTarget) + ".");
}

std::optional<Observation> lossFit(const CheckUp& checkUp) {
  for (const auto& look : {&unfitTarget, &unfitOutput, &unreachableTargets, &squashedTwice}) {
    if (auto found = look(checkUp)) return found;
  }
  return std::nullopt;
}

/// Whether the network brings its inputs into shape itself.
bool normalizesFirst(const NetworkSpec& network) {
  if (network.hidden.empty()) return false;
  const std::string& first = network.hidden.front().layer.name;
  return first == "batch_norm" || first == "layer_norm";
}

std::optional<Observation> unscaledInputs(const CheckUp& checkUp) {
  if (!checkUp.data || checkUp.data->columns.empty() || normalizesFirst(checkUp.experiment.network))
    return std::nullopt;
  const DataFacts& data = *checkUp.data;
  const auto column = [&](const std::vector<double>& numbers, bool largest) {
    const auto size = [](double x) { return std::abs(x); };
    const auto found =
        largest ? std::ranges::max_element(numbers, {}, size) : std::ranges::min_element(numbers, {}, size);
    return static_cast<std::size_t>(found - numbers.begin());
  };
  const std::size_t widest = column(data.deviations, true);
  const std::size_t narrowest = column(data.deviations, false);
  const std::size_t farthest = column(data.means, true);
  const double ratio = data.deviations[widest] / data.deviations[narrowest];
  std::string text;
  std::string figure = number3(data.deviations[widest]);
  std::string note = "deviation";
  std::string which = data.columns[widest];
  if (data.deviations[widest] > kFarOff && ratio > kFarOff) {
    text = "The deviation of " + data.columns[widest] + " is " + number3(data.deviations[widest]);
    text += ", that of " + data.columns[narrowest] + " " + number3(data.deviations[narrowest]) + ".";
  } else if (data.deviations[widest] > kFarOff) {
    text = "The deviation of " + data.columns[widest] + " is " + number3(data.deviations[widest]) + ", not near 1.";
  } else if (std::abs(data.means[farthest]) > kFarOff) {
    figure = number3(data.means[farthest]);
    note = "mean";
    which = data.columns[farthest];
    text = "The mean of " + data.columns[farthest] + " is " + number3(data.means[farthest]) + ", not near 0.";
  } else if (ratio > kFarOff) {
    figure = number3(ratio) + "×";
    note = "as wide";
    text = data.columns[widest] + " varies " + number3(ratio) + " times as much as " + data.columns[narrowest] + ".";
  } else {
    return std::nullopt;
  }
  Observation found{{}, Severity::Warning, "Inputs are not scaled.", text, {}, standardizeColumns()};
  return inShort(std::move(found), figure, note, "It is " + which + "; one rate cannot suit all.");
}

std::optional<Observation> balancedAndSmoothed(const CheckUp& checkUp) {
  const TrainingSpec& training = checkUp.experiment.training;
  const double smoothing = labelSmoothing(training.loss);
  if (!checkUp.data || checkUp.data->classCounts.size() < 2 || !training.balanceClasses || !(smoothing > 0))
    return std::nullopt;
  const DataFacts& data = *checkUp.data;
  const auto [rarest, commonest] = std::ranges::minmax_element(data.classCounts);
  const double ratio = static_cast<double>(*commonest) / static_cast<double>(std::max<std::int64_t>(*rarest, 1));
  const std::string& rare = data.classNames.at(static_cast<std::size_t>(rarest - data.classCounts.begin()));
  std::string text = "Label smoothing gives every class a part of " + percentText(smoothing);
  text += " of each target, and balancing weighs that part by the class: the part of " + rare + " counts ";
  text += number3(ratio) + " times as much as that of the commonest class, in every sample.";
  const Severity severity = ratio < kImbalance ? Severity::Notice : Severity::Warning;
  Observation found{{},   severity, "Balanced classes and label smoothing work against each other.",
                    text, {},       turnOffLabelSmoothing()};
  return inShort(std::move(found), number3(ratio) + "×", "for " + rare, "Smoothing gives it a part of all targets.");
}

std::optional<Observation> classImbalance(const CheckUp& checkUp) {
  if (!checkUp.data) return std::nullopt;
  const DataFacts& data = *checkUp.data;
  const TrainingSpec& training = checkUp.experiment.training;
  const bool weighs = training.balanceClasses || training.loss.values.contains("pos_weight");
  if (data.classCounts.size() < 2 || weighs) return std::nullopt;
  const auto [rarest, commonest] = std::ranges::minmax_element(data.classCounts);
  if (static_cast<double>(*commonest) < kImbalance * static_cast<double>(*rarest)) return std::nullopt;
  std::int64_t total = 0;
  for (const std::int64_t count : data.classCounts) total += count;
  const auto nameAt = [&](auto place) {
    return data.classNames.at(static_cast<std::size_t>(place - data.classCounts.begin()));
  };
  std::string text = "Class " + nameAt(commonest) + " has " + counted(*commonest, "sample") + ", class ";
  text += nameAt(rarest) + " " + countText(*rarest) + ". Always answering " + nameAt(commonest);
  text += " would be right for " + percentText(static_cast<double>(*commonest) / static_cast<double>(total)) + ".";
  const double always = static_cast<double>(*commonest) / static_cast<double>(total);
  Observation observation = inShort({{}, Severity::Notice, "Classes are imbalanced.", text, {}, {}},
                                    percentText(always), nameAt(commonest), "Always answering so is right that often.");
  // With label smoothing the cure would be worse than the illness: see balancedAndSmoothed.
  const Loss& loss = findLoss(training.loss.name);
  if (loss.weighsClasses && !(labelSmoothing(training.loss) > 0)) observation.treatment = balanceClasses();
  if (loss.output == OutputKind::LogOdds && *rarest > 0) {
    const auto negatives = static_cast<double>(data.classCounts.front());
    observation.treatment = weighPositives(negatives / static_cast<double>(data.classCounts.back()));
  }
  return observation;
}

}  // namespace

std::vector<DoctorRule> dataRules() {
  return {
      {"loss_fit", "Loss and target",
       "A loss has to fit what is predicted: cross entropy compares classes and takes softmax itself, binary cross "
       "entropy two classes by one output, the losses of regression compare numbers that the output layer must be able "
       "to give. Source: Bishop, Pattern Recognition and "
       "Machine Learning, section 5.2; the documentation of torch.nn.CrossEntropyLoss.",
       Subject::Data, false, once(&lossFit)},
      {"unscaled_inputs", "Unscaled inputs",
       "Columns with means near 0 and deviations near 1 make the loss about as steep in all directions, so that one "
       "learning rate suits all weights. Ten times off makes it a hundred times steeper in one than in another. "
       "Source: "
       "LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998, section 4.3.",
       Subject::Data, false, once(&unscaledInputs)},
      {"balance_smoothing", "Balanced and smoothed",
       "Weights that let rare classes count more also weigh the part of the target that label smoothing gives them in "
       "the samples of all other classes. A rare class can then outweigh the true one everywhere. Source: the "
       "documentation of torch.nn.CrossEntropyLoss; Szegedy et al., Rethinking the Inception Architecture, 2016.",
       Subject::Data, false, once(&balancedAndSmoothed)},
      {"class_imbalance", "Class imbalance",
       "Where one class is four times as frequent as another, or more, always giving that answer is good enough for a "
       "low loss, and the rare class is learned last. Source: He and Garcia, Learning from Imbalanced Data, 2009.",
       Subject::Data, false, once(&classImbalance)},
  };
}

}  // namespace gradus
