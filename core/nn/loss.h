// The list of losses a person can train with, and what the output layer has to be for each. The functions
// themselves, with all their options, are in class_losses.h and pointwise_losses.h.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "core/base/choice.h"
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

/// A row of the list.
struct Loss : ChoiceInfo {
  LossTarget target = LossTarget::ClassIndex;
  std::string torchName;  ///< class in torch.nn, such as "CrossEntropyLoss"

  /// The mean loss over a batch, a tensor of one number. `output` is (N, C), `target` as LossTarget says.
  std::function<Tensor(const Tensor& output, const Tensor& target, const Choice& choice)> apply;

  /// Its expressions for fused kernels, whose p is the first parameter of the choice; null if it has none.
  const PointwiseLoss* pointwise = nullptr;

  /// The same with a factor for each class, (C), as PyTorch's argument `weight`; null where there are no classes.
  std::function<Tensor(const Tensor& output, const Tensor& target, const Choice& choice, const Tensor& weight)>
      applyWeighted = nullptr;
};

/// All rows, in the order in which menus show them.
std::span<const Loss> losses();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Loss& findLoss(std::string_view name);

}  // namespace gradus
