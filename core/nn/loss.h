// The list of loss functions, and what the output layer has to be for each.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "core/base/choice.h"

namespace gradus {

class Tensor;

enum class LossTarget {
  ClassIndex,  ///< int64 indices of shape (N); the output layer has one unit per class
  Number       ///< float32 of shape (N, 1); the output layer has one unit
};

/// A row of the list.
struct Loss : ChoiceInfo {
  LossTarget target = LossTarget::ClassIndex;
  std::string torchName;  ///< class in torch.nn, such as "CrossEntropyLoss"

  /// The mean loss over a batch, a tensor of one number. `output` is (N, C), `target` as `target` above says.
  std::function<Tensor(const Tensor& output, const Tensor& target)> apply;
};

/// The mean over the batch of −ln softmax(output)[target], as `torch.nn.CrossEntropyLoss`. A target that is
/// no class gives NaN. Throws ShapeError.
Tensor crossEntropy(const Tensor& output, const Tensor& target);

/// The mean of (output − target)², as `torch.nn.MSELoss`; both of one shape. Throws ShapeError.
Tensor mseLoss(const Tensor& output, const Tensor& target);

/// All rows, in the order in which menus show them.
std::span<const Loss> losses();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Loss& findLoss(std::string_view name);

}  // namespace gradus
