#include "core/nn/loss.h"

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/reduction.h"

namespace gradus {
namespace {

Tensor crossEntropyGradient(const Tensor& logits, const Tensor& target, const Tensor& gradient) {
  Tensor result = Tensor::empty(logits.device(), logits.shape(), logits.dtype());
  const auto rows = static_cast<cl_int>(logits.shape()[0]);
  const auto classes = static_cast<cl_int>(logits.shape()[1]);
  if (result.numel() == 0) return result;
  logits.device().launch(kernelFor("cross_entropy_backward", logits.dtype()), logits.device().itemsOver(rows),
                         logits.buffer(), static_cast<cl_int>(logits.offset()), target.buffer(),
                         static_cast<cl_int>(target.offset()), gradient.buffer(),
                         static_cast<cl_int>(gradient.offset()), result.buffer(), rows, classes);
  return result;
}

}  // namespace

Tensor crossEntropy(const Tensor& output, const Tensor& target) {
  if (output.dim() != 2 || target.dim() != 1 || target.shape()[0] != output.shape()[0] ||
      target.dtype() != Dtype::Int64) {
    throw ShapeError("cross entropy: output " + output.shape().text() + " and target " + target.shape().text() + " " +
                     nameOf(target.dtype()) + " do not fit: expected (N, C) and int64 (N)");
  }
  demandFloating(output, "cross entropy");
  const Tensor logits = contiguous(output.detach());
  const Tensor classes = contiguous(target);
  Device& device = output.device();
  Tensor losses = Tensor::empty(device, {output.shape()[0]}, output.dtype());
  const auto rows = static_cast<cl_int>(output.shape()[0]);
  if (rows > 0) {
    device.launch(kernelFor("cross_entropy", logits.dtype()), device.itemsOver(rows), logits.buffer(),
                  static_cast<cl_int>(logits.offset()), classes.buffer(), static_cast<cl_int>(classes.offset()),
                  losses.buffer(), rows, static_cast<cl_int>(output.shape()[1]));
  }
  return record(mean(losses), "NllLossBackward0", {output}, [logits, classes](const Tensor& gradient) {
    return std::vector{crossEntropyGradient(logits, classes, gradient)};
  });
}

Tensor mseLoss(const Tensor& output, const Tensor& target) {
  if (output.shape() != target.shape()) {
    throw ShapeError("mean squared error: output " + output.shape().text() + " and target " + target.shape().text() +
                     " differ in shape");
  }
  const Tensor difference = output - target;
  return mean(difference * difference);
}

std::span<const Loss> losses() {
  static const std::vector<Loss> table = {
      {{"cross_entropy",
        "Cross entropy",
        "The negative logarithm of the probability that softmax gives to the true class. For classification.",
        {}},
       LossTarget::ClassIndex,
       "CrossEntropyLoss",
       crossEntropy},
      {{"mse",
        "Mean squared error",
        "The mean of the squared differences between prediction and target. For regression.",
        {}},
       LossTarget::Number,
       "MSELoss",
       mseLoss},
  };
  return table;
}

const Loss& findLoss(std::string_view name) {
  return findRow(losses(), name, "loss");
}

}  // namespace gradus
