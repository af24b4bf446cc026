// What the curves show.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "core/data/class_weights.h"
#include "core/doctor/doctor_rules.h"
#include "core/doctor/treatments.h"
#include "core/doctor/wording.h"
#include "core/nn/loss.h"
#include "core/step/training_loss.h"

namespace gradus {
namespace {

/// Epochs that are looked at for the learning rate, and how many it takes.
constexpr std::size_t kWindow = 10;
constexpr std::size_t kFewest = 5;

/// A loss that jumps up in two of five epochs by two fifths of itself, and does not come down meanwhile, is no noise of
/// the batches: it is that of the whole training part. Below a quarter of the first loss most is learned, and jumps
/// cost little.
constexpr double kOften = 0.4;
constexpr double kJump = 0.4;
constexpr double kProgress = 0.8;
constexpr double kLearned = 0.25;
constexpr double kHalfLearned = 0.5;

/// One and a half times the first loss: worse than knowing nothing.
constexpr double kWorse = 1.5;

/// A loss that has not fallen by a fifth, though it falls in every epoch, is on its way but too slowly.
constexpr double kFallen = 0.2;

/// Epochs since the best, and the rise since then, that are more than chance.
constexpr int kPatience = 3;
constexpr double kRise = 0.05;
constexpr double kRiseOfFirst = 0.01;

/// From so many epochs on, a loss that moves no more than a hundredth of what one answer for all samples costs, and
/// lies no more than a twentieth below that, has learned nothing from the inputs.
constexpr int kEnough = 20;
constexpr double kStands = 0.01;
constexpr double kNothingLearned = 0.05;

/// The training losses that the present settings made, the last ones.
std::vector<double> recentLosses(const CheckUp& checkUp) {
  std::vector<double> losses;
  for (std::size_t i = checkUp.epochs.size() - std::min(checkUp.epochs.size(), kWindow); i < checkUp.epochs.size();
       ++i) {
    if (checkUp.epochs[i].epoch > checkUp.settled) losses.push_back(checkUp.epochs[i].train.loss);
  }
  return losses;
}

const char* monitoredPart(const CheckUp& checkUp) {
  return checkUp.monitorIsTest ? "test" : "validation";
}

std::optional<Observation> rateTooHigh(const CheckUp& checkUp) {
  const std::vector<double> losses = recentLosses(checkUp);
  if (losses.empty()) return std::nullopt;
  const auto say = [&](Severity severity, const std::string& text, const std::string& note, const std::string& line) {
    Observation found{{},   severity, "The learning rate is too high.",
                      text, {},       scaleLearningRate(checkUp.experiment, 1 / 3.0, false)};
    return inShort(std::move(found), number3(losses.back()), note, line);
  };
  if (losses.back() > kWorse * checkUp.firstLoss) {
    return say(Severity::Warning,
               "The training loss is " + number3(losses.back()) + "; before the first step it was " +
                   number3(checkUp.firstLoss) + ".",
               "train loss", "Before the first step it was " + number3(checkUp.firstLoss) + ".");
  }
  if (losses.size() < kFewest) return std::nullopt;
  std::int64_t rises = 0;
  double risen = 0;
  double sum = losses.front();
  for (std::size_t i = 1; i < losses.size(); ++i) {
    sum += losses[i];
    if (losses[i] <= losses[i - 1]) continue;
    ++rises;
    risen += losses[i] - losses[i - 1];
  }
  const double mean = sum / static_cast<double>(losses.size());
  const auto half = static_cast<std::ptrdiff_t>(losses.size() / 2);
  const double before = std::accumulate(losses.begin(), losses.begin() + half, 0.0);
  const double after = std::accumulate(losses.end() - half, losses.end(), 0.0);
  const bool isOften = static_cast<double>(rises) >= kOften * static_cast<double>(losses.size() - 1);
  const double rise = rises > 0 ? risen / static_cast<double>(rises) : 0;
  if (!isOften || rise < kJump * mean || after < kProgress * before || !(mean > kLearned * checkUp.firstLoss))
    return std::nullopt;
  const Severity severity = mean < kHalfLearned * checkUp.firstLoss ? Severity::Notice : Severity::Warning;
  return say(severity,
             "The training loss jumps: it rose in " + countText(rises) + " of the last " +
                 counted(static_cast<std::int64_t>(losses.size()) - 1, "epoch") + ", by " + number3(rise) +
                 " each, and lies around " + number3(mean) + ".",
             "train loss",
             "It rose in " + countText(rises) + " of the last " +
                 counted(static_cast<std::int64_t>(losses.size()) - 1, "epoch") + ".");
}

std::optional<Observation> rateTooLow(const CheckUp& checkUp) {
  const std::vector<double> losses = recentLosses(checkUp);
  if (losses.size() < kFewest) return std::nullopt;
  const bool falls = std::ranges::adjacent_find(losses, std::less_equal<>()) == losses.end();
  const double fallen = 1 - losses.back() / checkUp.firstLoss;
  if (!falls || !(fallen < kFallen)) return std::nullopt;
  std::string text = "The training loss fell in every one of the last " +
                     counted(static_cast<std::int64_t>(losses.size()) - 1, "epoch") + ", but only from ";
  text +=
      number3(losses.front()) + " to " + number3(losses.back()) + "; it began at " + number3(checkUp.firstLoss) + ".";
  Observation found{
      {}, Severity::Notice, "The learning rate is too low.", text, {}, scaleLearningRate(checkUp.experiment, 3, false)};
  return inShort(std::move(found), number3(losses.back()), "train loss",
                 "It falls steadily, from " + number3(checkUp.firstLoss) + ".");
}

/// The lowest loss of a network that gives all samples the same answer, where there is a formula for it.
std::optional<double> lossOfOneAnswer(const CheckUp& checkUp) {
  const TrainingSpec& training = checkUp.experiment.training;
  if (!checkUp.data) return std::nullopt;
  const DataFacts& data = *checkUp.data;
  if (data.task == Task::Regression)
    return training.loss.name == "mse" ? std::optional(data.targetVariance) : std::nullopt;
  const Loss& info = findLoss(training.loss.name);
  // All targets together give each class a part, as much as it weighs; the best answer is proportional to these.
  const auto samples = static_cast<double>(std::accumulate(data.classCounts.begin(), data.classCounts.end(), 0LL));
  std::vector<float> weights(data.classCounts.size(), 1);
  if (balancesClasses(training)) weights = balancingWeights(data.classCounts);
  const auto positives = training.loss.values.find("pos_weight");
  if (positives != training.loss.values.end()) weights.back() = static_cast<float>(positives->second);
  const double smoothed = labelSmoothing(training.loss) / static_cast<double>(data.classCounts.size());
  std::vector<double> parts;
  double divisor = 0;  // of the mean
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto count = static_cast<double>(data.classCounts[i]);
    const auto weight = static_cast<double>(weights[i]);
    parts.push_back(weight * ((1 - labelSmoothing(training.loss)) * count + smoothed * samples));
    divisor += isOneForTwo(info.output) ? count : weight * count;
  }
  const double all = std::accumulate(parts.begin(), parts.end(), 0.0);
  double loss = 0;
  for (const double part : parts) {
    if (part > 0) loss -= part / divisor * std::log(part / all);
  }
  return loss;
}

/// Whether what the network computes before its output activation is a sum of weighted inputs, whatever its depth.
bool isStraight(const NetworkSpec& network) {
  return std::ranges::all_of(network.hidden, [](const LayerSpec& each) {
    const bool isLinear = each.layer.name == "linear" || each.layer.name == "noisy_linear";
    return isLinear && each.activation.name == "identity";
  });
}

std::optional<Observation> straightLine(const CheckUp& checkUp) {
  if (!isStraight(checkUp.experiment.network)) return std::nullopt;
  const std::vector<double> losses = recentLosses(checkUp);
  const std::optional<double> constant = lossOfOneAnswer(checkUp);
  if (!constant || !(*constant > 0) || losses.size() < kWindow || checkUp.epochs.back().epoch < kEnough)
    return std::nullopt;
  const auto [low, high] = std::ranges::minmax_element(losses);
  const bool isNear = *low > (1 - kNothingLearned) * *constant && *high < (1 + kNothingLearned) * *constant;
  if (!isNear || *high - *low > kStands * *constant) return std::nullopt;
  const bool hasClasses = checkUp.data->task == Task::Classification;
  std::string text = "After " + counted(checkUp.epochs.back().epoch, "epoch") + " the training loss is ";
  text += number3(losses.back()) + "; one and the same answer for all samples gives " + number3(*constant);
  text += ". Without a hidden layer that bends, the network can only draw straight lines.";
  Observation found{{},
                    Severity::Warning,
                    hasClasses ? "A straight line cannot part these classes." : "A straight line cannot follow these.",
                    text,
                    {},
                    addHiddenLayer()};
  return inShort(std::move(found), number3(losses.back()), "train loss",
                 "One answer for all gives " + number3(*constant) + ".");
}

std::optional<Observation> overFitting(const CheckUp& checkUp) {
  const EpochPoint& best = checkUp.best;
  if (checkUp.epochs.empty()) return std::nullopt;
  const EpochPoint& last = checkUp.epochs.back();
  const double lowest = monitored(best).loss;
  const double now = monitored(last).loss;
  if (std::isnan(now)) return std::nullopt;
  const double rise = now - lowest;
  const bool rises = rise >= kRise * lowest && rise >= kRiseOfFirst * checkUp.firstLoss;
  if (last.epoch - best.epoch < kPatience || !rises || !(last.train.loss < best.train.loss)) return std::nullopt;
  std::string text = "The " + std::string(monitoredPart(checkUp)) + " loss has risen from " + number3(lowest);
  text += " to " + number3(now) + " since epoch " + countText(best.epoch) + ", the best; the training loss ";
  text += "fell on to " + number3(last.train.loss) + ".";
  const std::string title = "Over-fitting since epoch " + countText(best.epoch) + ".";
  Observation found{{}, Severity::Warning, title, text, {}, trainFor(best.epoch)};
  const std::string line =
      number3(lowest) + " → " + number3(now) + "; train " + number3(best.train.loss) + " → " + number3(last.train.loss);
  return inShort(std::move(found), "+" + percentText(rise / lowest),
                 std::string(checkUp.monitorIsTest ? "test" : "valid") + " loss", line);
}

}  // namespace

std::vector<DoctorRule> courseRules() {
  return {
      {"rate_too_high", "Learning rate too high",
       "Steps that are too long jump over the valley: the loss of the whole training part goes up and down by a "
       "quarter "
       "of itself, or rises above that of the untrained network. A third is the next one to try. Source: Bengio, "
       "Practical Recommendations for Gradient-Based Training of Deep Architectures, 2012, section 3.1.",
       Subject::Course, false, once(&rateTooHigh)},
      {"rate_too_low", "Learning rate too low",
       "A loss that falls in every epoch and is still close to where it began could take longer steps. Source: Bengio, "
       "2012, section 3.1; Karpathy, CS231n (the shapes of loss curves).",
       Subject::Course, false, once(&rateTooLow)},
      {"straight_line", "No straight line",
       "A network without a non-linear hidden layer parts classes by a straight line, or a plane. Where none does, "
       "such "
       "as for XOR, it ends at one answer for all samples. Source: Minsky and Papert, Perceptrons, 1969.",
       Subject::Course, false, once(&straightLine)},
      {"over_fitting", "Over-fitting",
       "From some epoch on the network learns what is peculiar to the training samples: their loss falls, that of the "
       "others has risen for three epochs, by a twentieth. Source: Prechelt, Early Stopping – But When?, 1998.",
       Subject::Course, false, once(&overFitting)},
  };
}

}  // namespace gradus
