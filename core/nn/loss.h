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
#include "core/nn/activation.h"
#include "core/nn/class_losses.h"
#include "core/nn/output_kind.h"
#include "core/nn/pointwise_losses.h"

namespace gradus {

/// How a loss is to be taken, whatever its parameters are.
struct LossOptions {
  Reduction reduction = Reduction::Mean;
  Tensor classWeights = {};  ///< (C), as PyTorch's argument `weight`; for rows that weigh classes alone
};

/// A row of the list.
struct Loss : ChoiceInfo {
  OutputKind output = OutputKind::Scores;  ///< what the network gives; units and targets follow from it
  std::string torchName;                   ///< class in torch.nn, such as "CrossEntropyLoss"

  /// The losses of a batch, reduced. `output` is (N, units), `target` int64 classes (N) or float32 numbers (N, 1); for
  /// one unit that speaks for two classes it may be their probabilities, too, of the output's shape and dtype.
  std::function<Tensor(const Tensor& output, const Tensor& target, const Choice& choice, const LossOptions& options)>
      apply;

  /// Its expressions for fused kernels, whose p is the first parameter of the choice; null if it has none.
  const PointwiseLoss* pointwise = nullptr;

  bool takesSoftmax = false;   ///< of the outputs, before it compares them
  bool weighsClasses = false;  ///< LossOptions::classWeights have a meaning

  /// The module that PyTorch's class wants behind the output layer, and its arguments; here `apply` does it. Empty:
  /// none.
  std::string torchOutput = {};
  std::string torchOutputArguments = {};

  /// Whether the kernels that train a network in few launches know it.
  bool isFused() const { return pointwise != nullptr || takesSoftmax; }
};

/// All rows, in the order in which menus show them.
std::span<const Loss> losses();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Loss& findLoss(std::string_view name);

// --- which losses fit which data and outputs: nothing else decides it

/// Whether it can be told from such targets how wrong a network is. What is not known yet may fit.
bool fits(const Loss& loss, const Target& target);

/// What it compares: "classes", "two classes" or "numbers".
const char* needsOf(const Loss& loss);

/// What there is: "classes", "3 classes" or "numbers".
std::string textOf(const Target& target);

/// The rows that fit, in the order of the list.
std::vector<const Loss*> lossesFor(const Target& target);

/// What a new experiment on such data begins with: the first row that fits.
const Loss& usualLoss(Task task);

/// Whether it can be told from what that activation of the output layer gives: some losses take probabilities.
bool suits(const Loss& loss, const Choice& outputActivation);

/// Units of the output layer of a network that is trained with the loss; 1 as long as the classes are not known.
std::int64_t outputsFor(const Loss& loss, const Target& target);

/// The share of the target that all classes get alike; 0 for losses that have no such thing.
double labelSmoothing(const Choice& choice);

}  // namespace gradus
