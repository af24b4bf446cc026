// An activation as a layer, such as `torch.nn.ReLU`.
#pragma once

#include "core/nn/activation.h"
#include "core/nn/module.h"

namespace gradus {

class ActivationLayer : public Module {
 public:
  /// Throws FormatError if there is no such activation, its formula is wrong, it has no such parameter, or a parameter
  /// is out of its range.
  explicit ActivationLayer(const Choice& choice)
      : activation_(activationOf(choice)), parameters_(parametersOf(activation_, choice)) {
    check(choice, activation_, "activation");
  }

  Tensor forward(const Tensor& input) override { return activate(input, activation_, parameters_); }

 private:
  Activation activation_;
  ActivationParameters parameters_;
};

}  // namespace gradus
