// The base of all optimizers, as `torch.optim.Optimizer`.
#pragma once

#include <cstdint>
#include <vector>

#include "core/optim/parameter_arena.h"
#include "core/tensor/tensor.h"

namespace gradus {

class Optimizer {
 public:
  virtual ~Optimizer() = default;
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;

  /// Sets all gradients to 0.
  void zeroGrad() { arena_.zeroGrad(); }

  /// One update of all parameters from their gradients.
  void step() {
    ++steps_;
    update(arena_.data(), arena_.grad(), steps_);
  }

  double learningRate() const { return learningRate_; }
  void setLearningRate(double rate) { learningRate_ = rate; }

 protected:
  Optimizer(const std::vector<Tensor>& parameters, double learningRate)
      : arena_(parameters), learningRate_(learningRate) {}

  /// Updates `data` in place. Both are contiguous and flat; `step` counts from 1.
  virtual void update(const Tensor& data, const Tensor& grad, std::int64_t step) = 0;

  /// A tensor of zeros with one number per parameter, for state such as momentum.
  Tensor makeState() const { return Tensor::zeros(arena_.data().device(), arena_.data().shape()); }

 private:
  ParameterArena arena_;
  double learningRate_;
  std::int64_t steps_ = 0;
};

}  // namespace gradus
