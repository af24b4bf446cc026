// What training makes small: the one loss of a run. Every way of training a step, evaluations, predictions for
// galleries and whoever explains or measures a network are given it, so that all speak of the same number.
//
// The loss of a sample is that of a batch of this one sample. Class weights take part in every mean over several
// samples, and in that of one where label smoothing gives other classes a part of the target. The penalty has a
// gradient in every step but is in no loss that is shown, as in the scripts that are exported.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/experiment/experiment.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer.h"
#include "core/tensor/tensor.h"

namespace gradus {

class TrainingLoss {
 public:
  /// All classes count alike, and nothing is penalised.
  explicit TrainingLoss(Choice choice);

  /// As `training` says, with class weights from `trainRows` of `dataset` where the classes are to be balanced and the
  /// loss knows classes. Throws FormatError for a loss that there is not.
  TrainingLoss(Device& device, const TrainingSpec& training, const Dataset& dataset,
               std::span<const std::int64_t> trainRows);

  const Choice& choice() const { return choice_; }
  const Loss& info() const { return *info_; }
  double smoothing() const { return labelSmoothing(choice_); }
  bool weighsClasses() const { return classWeights_.defined(); }
  double penalty() const { return penalty_; }

  /// The mean over a batch, a tensor of one number in the graph of `output`, which is (N, C); `target` as in Batch.
  Tensor mean(const Tensor& output, const Tensor& target) const;

  /// What each row of a batch would have alone, (N), outside the graph.
  Tensor ofEach(const Tensor& output, const Tensor& target) const;

  /// What the mean of those rows weighs in a mean over more of them: their number, or the sum of their class weights.
  double weightOf(const Dataset& dataset, std::span<const std::int64_t> rows) const;

  /// Makes every step of `optimizer` follow the penalty too, before all hooks that are added later.
  void addPenalty(Optimizer& optimizer) const;

 private:
  const Loss* info_;
  Choice choice_;
  std::vector<float> weights_;  ///< a factor for each class; empty: all count alike
  Tensor classWeights_;         ///< the same on the device; undefined: likewise
  double penalty_ = 0;          ///< λ of λ·Σ|w|
};

/// Whether the classes count alike: where that is wanted and the loss knows classes.
bool balancesClasses(const TrainingSpec& training);

/// Whether both give every batch the same loss; penalties may differ.
bool haveSameLoss(const TrainingSpec& a, const TrainingSpec& b);

}  // namespace gradus
