#include "core/nn/loss.h"

#include <algorithm>
#include <optional>

#include "core/base/registry.h"

namespace gradus {
namespace {

constexpr const char* kSmoothing = "label_smoothing";

bool smooths(const Loss& loss) {
  return std::ranges::find(loss.parameters, kSmoothing, &ParameterInfo::name) != loss.parameters.end();
}

}  // namespace

std::span<const Loss> losses() {
  static const std::vector<Loss> table = {
      {{"cross_entropy",
        "Cross entropy",
        "The negative logarithm of the probability that softmax gives to the true class. For classification.",
        {rare({kSmoothing, "Label smoothing", "The share of the target that all classes get alike.", 0, 0, 1, false})}},
       LossTarget::ClassIndex,
       "CrossEntropyLoss",
       [](const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options) {
         return crossEntropy(output, target,
                             {options.reduction, options.classWeights, labelSmoothing(choice), std::nullopt});
       },
       nullptr,
       true,
       true},
      {{"mse",
        "Mean squared error",
        "The mean of the squared differences between prediction and target. For regression.",
        {}},
       LossTarget::Number,
       "MSELoss",
       [](const Tensor& output, const Tensor& target, const Choice&, const LossOptions& options) {
         return mseLoss(output, target, options.reduction);
       },
       &kMseLoss},
      {{"l1",
        "Mean absolute error",
        "The mean of the differences without their sign: a few wild values count less than with squares.",
        {}},
       LossTarget::Number,
       "L1Loss",
       [](const Tensor& output, const Tensor& target, const Choice&, const LossOptions& options) {
         return l1Loss(output, target, options.reduction);
       },
       &kL1Loss},
      {{"smooth_l1",
        "Smooth L1",
        "The absolute error, rounded off where the difference is small, so that the slope has no jump.",
        {{"beta", "β", "Differences below it count squared; 0 gives the absolute error.", 1, 0, 1000, false}}},
       LossTarget::Number,
       "SmoothL1Loss",
       [](const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options) {
         return smoothL1Loss(output, target, {options.reduction, valueOf(choice, findLoss("smooth_l1"), "beta")});
       },
       &kSmoothL1Loss},
      {{"huber",
        "Huber",
        "Squared for small differences, straight for large ones: outliers do not take over.",
        {{"delta", "δ", "Where the square goes over into the straight line.", 1, 0.001, 1000, false}}},
       LossTarget::Number,
       "HuberLoss",
       [](const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options) {
         return huberLoss(output, target, {options.reduction, valueOf(choice, findLoss("huber"), "delta")});
       },
       &kHuberLoss},
      {{"bce",
        "Binary cross entropy",
        "The cross entropy of probabilities, one for each unit: the last activation has to be sigmoid.",
        {}},
       LossTarget::Probability,
       "BCELoss",
       [](const Tensor& output, const Tensor& target, const Choice&, const LossOptions& options) {
         return bceLoss(output, target, {options.reduction, {}});
       }},
      {{"bce_with_logits",
        "Binary cross entropy with logits",
        "Sigmoid and binary cross entropy in one, which loses no digits where the sigmoid is almost 0 or 1.",
        {{"pos_weight",
          "Weight of positives",
          "Above 1 a missed positive costs more than a false one.",
          1,
          0.001,
          1000,
          false,
          {.wrapper = "torch.tensor"}}}},
       LossTarget::Probability,
       "BCEWithLogitsLoss",
       [](const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options) {
         const double posWeight = valueOf(choice, findLoss("bce_with_logits"), "pos_weight");
         const Tensor factor =
             posWeight == 1 ? Tensor() : Tensor::full(output.device(), {1}, posWeight, output.dtype());
         return bceWithLogitsLoss(output, target, {options.reduction, factor, {}});
       }},
  };
  return table;
}

const char* nameOf(LossTarget target) {
  switch (target) {
    case LossTarget::ClassIndex:
      return "classes";
    case LossTarget::Number:
      return "numbers";
    default:
      return "probabilities";
  }
}

const Loss& findLoss(std::string_view name) {
  return findRow(losses(), name, "loss");
}

LossTarget targetOf(Task task) {
  return task == Task::Classification ? LossTarget::ClassIndex : LossTarget::Number;
}

bool fits(const Loss& loss, Task task) {
  return loss.target == targetOf(task);
}

std::vector<const Loss*> lossesFor(Task task) {
  std::vector<const Loss*> fitting;
  for (const Loss& loss : losses()) {
    if (fits(loss, task)) fitting.push_back(&loss);
  }
  return fitting;
}

const Loss& usualLoss(Task task) {
  return *lossesFor(task).front();
}

double labelSmoothing(const Choice& choice) {
  const Loss& loss = findLoss(choice.name);
  return smooths(loss) ? valueOf(choice, loss, kSmoothing) : 0;
}

}  // namespace gradus
