#include "core/step/training_loss.h"

#include <utility>

#include "core/data/class_weights.h"
#include "core/optim/gradient_rules.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/graph.h"
#include "core/tensor/indexing.h"
#include "core/tensor/reduction.h"

namespace gradus {

TrainingLoss::TrainingLoss(Choice choice) : info_(&findLoss(choice.name)), choice_(std::move(choice)) {}

TrainingLoss::TrainingLoss(Device& device, const TrainingSpec& training, const Dataset& dataset,
                           std::span<const std::int64_t> trainRows)
    : TrainingLoss(training.loss) {
  penalty_ = training.l1;
  if (!balancesClasses(training)) return;
  weights_ = balancingWeights(classCounts(dataset, trainRows));
  classWeights_ = Tensor::from(device, weights_, {std::ssize(weights_)});
}

Tensor TrainingLoss::mean(const Tensor& output, const Tensor& target) const {
  return info_->apply(output, target, choice_, {Reduction::Mean, classWeights_});
}

Tensor TrainingLoss::ofEach(const Tensor& output, const Tensor& target) const {
  const NoGrad noGrad;
  const Tensor losses = info_->apply(output, target, choice_, {Reduction::None, classWeights_});
  if (losses.dim() > 1) return gradus::mean(losses, {1});
  return weighsClasses() ? losses / indexSelect(classWeights_, 0, target) : losses;
}

double TrainingLoss::weightOf(const Dataset& dataset, std::span<const std::int64_t> rows) const {
  if (!weighsClasses()) return static_cast<double>(rows.size());
  double sum = 0;
  for (const std::int64_t row : rows) {
    const std::int32_t label = dataset.labels[static_cast<std::size_t>(row)];
    sum += static_cast<double>(weights_[static_cast<std::size_t>(label)]);
  }
  return sum;
}

void TrainingLoss::addPenalty(Optimizer& optimizer) const {
  if (penalty_ > 0) addL1Penalty(optimizer, penalty_);
}

bool balancesClasses(const TrainingSpec& training) {
  return training.balanceClasses && findLoss(training.loss.name).weighsClasses;
}

bool haveSameLoss(const TrainingSpec& a, const TrainingSpec& b) {
  return a.loss == b.loss && balancesClasses(a) == balancesClasses(b);
}

}  // namespace gradus
