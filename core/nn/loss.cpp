#include "core/nn/loss.h"

#include <algorithm>
#include <optional>

#include "core/base/registry.h"
#include "core/nn/softmax.h"
#include "core/tensor/cast.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr const char* kSmoothing = "label_smoothing";

bool smooths(const Loss& loss) {
  return std::ranges::find(loss.parameters, kSmoothing, &ParameterInfo::name) != loss.parameters.end();
}

/// The probability of the second class for each row, beside the output: 0 or 1 where the target holds classes.
Tensor probabilitiesIn(const Tensor& target, const Tensor& output) {
  return target.dtype() == Dtype::Int64 ? reshape(to(target, output.dtype()), output.shape()) : target;
}

}  // namespace

std::span<const Loss> losses() {
  static const std::vector<Loss> table = {
      {{"cross_entropy",
        "Cross entropy",
        "The negative logarithm of the probability that softmax gives to the true class. For classification.",
        {rare({kSmoothing, "Label smoothing", "The share of the target that all classes get alike.", 0, 0, 1, false})}},
       OutputKind::Scores,
       "CrossEntropyLoss",
       [](const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options) {
         return crossEntropy(output, target,
                             {options.reduction, options.classWeights, labelSmoothing(choice), std::nullopt});
       },
       nullptr,
       true,
       true},
      {{"nll",
        "Negative log-likelihood",
        "The same as cross entropy in two parts: log-softmax behind the output layer, and less the logarithm that it "
        "gives for the true class.",
        {}},
       OutputKind::Scores,
       "NLLLoss",
       [](const Tensor& output, const Tensor& target, const Choice&, const LossOptions& options) {
         return nllLoss(logSoftmax(output, 1), target, {options.reduction, options.classWeights, std::nullopt});
       },
       nullptr,
       true,
       true,
       "LogSoftmax",
       "dim=1"},
      {{"mse",
        "Mean squared error",
        "The mean of the squared differences between prediction and target. For regression.",
        {}},
       OutputKind::Number,
       "MSELoss",
       [](const Tensor& output, const Tensor& target, const Choice&, const LossOptions& options) {
         return mseLoss(output, target, options.reduction);
       },
       &kMseLoss},
      {{"l1",
        "Mean absolute error",
        "The mean of the differences without their sign: a few wild values count less than with squares.",
        {}},
       OutputKind::Number,
       "L1Loss",
       [](const Tensor& output, const Tensor& target, const Choice&, const LossOptions& options) {
         return l1Loss(output, target, options.reduction);
       },
       &kL1Loss},
      {{"smooth_l1",
        "Smooth L1",
        "The absolute error, rounded off where the difference is small, so that the slope has no jump.",
        {{"beta", "β", "Differences below it count squared; 0 gives the absolute error.", 1, 0, 1000, false}}},
       OutputKind::Number,
       "SmoothL1Loss",
       [](const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options) {
         return smoothL1Loss(output, target, {options.reduction, valueOf(choice, findLoss("smooth_l1"), "beta")});
       },
       &kSmoothL1Loss},
      {{"huber",
        "Huber",
        "Squared for small differences, straight for large ones: outliers do not take over.",
        {{"delta", "δ", "Where the square goes over into the straight line.", 1, 0.001, 1000, false}}},
       OutputKind::Number,
       "HuberLoss",
       [](const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options) {
         return huberLoss(output, target, {options.reduction, valueOf(choice, findLoss("huber"), "delta")});
       },
       &kHuberLoss},
      {{"bce_with_logits",
        "BCE with logits",
        "Binary cross entropy for two classes and one output unit, whose sigmoid is the probability of the second "
        "class. It loses no digits where that is almost 0 or 1.",
        {{"pos_weight",
          "Weight of positives",
          "Above 1 a missed sample of the second class costs more than a false alarm.",
          1,
          0.001,
          1000,
          false,
          {.wrapper = "torch.tensor"}}}},
       OutputKind::LogOdds,
       "BCEWithLogitsLoss",
       [](const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options) {
         const double posWeight = valueOf(choice, findLoss("bce_with_logits"), "pos_weight");
         const Tensor factor =
             posWeight == 1 ? Tensor() : Tensor::full(output.device(), {1}, posWeight, output.dtype());
         return bceWithLogitsLoss(output, probabilitiesIn(target, output), {options.reduction, factor, {}});
       },
       &kBceWithLogitsLoss},
      {{"bce",
        "Binary cross entropy",
        "For two classes and one output unit that gives the probability of the second class: its activation has to be "
        "one such as sigmoid.",
        {}},
       OutputKind::Probability,
       "BCELoss",
       [](const Tensor& output, const Tensor& target, const Choice&, const LossOptions& options) {
         return bceLoss(output, probabilitiesIn(target, output), {options.reduction, {}});
       },
       &kBceLoss},
  };
  return table;
}

const Loss& findLoss(std::string_view name) {
  return findRow(losses(), name, "loss");
}

bool fits(const Loss& loss, const Target& target) {
  const bool suitsCount = !isOneForTwo(loss.output) || target.classes == 0 || target.classes == 2;
  return taskOf(loss.output) == target.task && suitsCount;
}

const char* needsOf(const Loss& loss) {
  return isOneForTwo(loss.output) ? "two classes" : nameOf(taskOf(loss.output));
}

std::string textOf(const Target& target) {
  if (target.classes == 0) return nameOf(target.task);
  return std::to_string(target.classes) + (target.classes == 1 ? " class" : " classes");
}

std::vector<const Loss*> lossesFor(const Target& target) {
  std::vector<const Loss*> fitting;
  for (const Loss& loss : losses()) {
    if (fits(loss, target)) fitting.push_back(&loss);
  }
  return fitting;
}

const Loss& usualLoss(Task task) {
  return *lossesFor({task, 0}).front();
}

bool suits(const Loss& loss, const Choice& outputActivation) {
  if (loss.output != OutputKind::Probability) return true;
  const ActivationRange range = rangeOf(outputActivation);
  return range.low >= 0 && range.high <= 1;
}

std::int64_t outputsFor(const Loss& loss, const Target& target) {
  return loss.output == OutputKind::Scores ? std::max<std::int64_t>(target.classes, 1) : 1;
}

double labelSmoothing(const Choice& choice) {
  const Loss& loss = findLoss(choice.name);
  return smooths(loss) ? valueOf(choice, loss, kSmoothing) : 0;
}

}  // namespace gradus
