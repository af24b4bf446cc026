// The list of losses a person can train with, and what each of them fits. The functions themselves, with all their
// options, are in class_losses.h and pointwise_losses.h; the loss of a run is in core/step/training_loss.h.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/choice.h"
#include "core/base/task.h"
#include "core/nn/class_losses.h"
#include "core/nn/pointwise_losses.h"

namespace gradus {

enum class LossTarget {
  ClassIndex,  ///< int64 indices of shape (N); the output layer has one unit per class
  Number,      ///< float32 of shape (N, 1); the output layer has one unit
  Probability  ///< float32 from 0 to 1 of the output's shape; no data set of the catalog gives them
};

/// "classes", "numbers" or "probabilities", for messages.
const char* nameOf(LossTarget target);

/// How a loss is to be taken, whatever its parameters are.
struct LossOptions {
  Reduction reduction = Reduction::Mean;
  Tensor classWeights = {};  ///< (C), as PyTorch's argument `weight`; for rows that weigh classes alone
};

/// A row of the list.
struct Loss : ChoiceInfo {
  LossTarget target = LossTarget::ClassIndex;
  std::string torchName;  ///< class in torch.nn, such as "CrossEntropyLoss"

  /// The losses of a batch, reduced. `output` is (N, C), `target` as LossTarget says.
  std::function<Tensor(const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options)>
      apply;

  /// Its expressions for fused kernels, whose p is the first parameter of the choice; null if it has none.
  const PointwiseLoss* pointwise = nullptr;

  bool takesSoftmax = false;   ///< of the outputs, before it compares them
  bool weighsClasses = false;  ///< LossOptions::classWeights have a meaning

  /// Whether the kernels that train a network in few launches know it.
  bool isFused() const { return pointwise != nullptr || takesSoftmax; }
};

/// All rows, in the order in which menus show them.
std::span<const Loss> losses();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Loss& findLoss(std::string_view name);

// --- which losses fit which data: nothing else decides it

/// What data of that task have to predict.
LossTarget targetOf(Task task);

bool fits(const Loss& loss, Task task);

/// The rows that fit, in the order of the list.
std::vector<const Loss*> lossesFor(Task task);

/// What a new experiment on such data begins with: the first row that fits.
const Loss& usualLoss(Task task);

/// The share of the target that all classes get alike; 0 for losses that have no such thing.
double labelSmoothing(const Choice& choice);

}  // namespace gradus
