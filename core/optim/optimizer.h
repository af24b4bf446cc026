// The base of all optimizers, as `torch.optim.Optimizer`.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/optim/optimizer_state.h"
#include "core/optim/parameter_arena.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// Changes the gradients of the arena before a step sees them, as an L1 penalty does.
using GradientHook = std::function<void(const ParameterArena& arena)>;

class Optimizer {
 public:
  virtual ~Optimizer() = default;
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;

  /// Sets all gradients to 0.
  void zeroGrad() { arena_.zeroGrad(); }

  /// One update of all parameters from their gradients.
  void step();

  /// Hooks run at the start of each step, in the order in which they were added.
  void addGradientHook(GradientHook hook) { hooks_.push_back(std::move(hook)); }

  double learningRate() const { return learningRate_; }
  void setLearningRate(double rate) { learningRate_ = rate; }

  /// What OneCycleLR cycles beside the learning rate: the momentum of SGD and RMSprop, β₁ of the Adam family.
  bool hasMomentum() const { return momentum_.has_value(); }
  double momentum() const { return momentum_.value_or(0); }
  /// Throws Error if this optimizer has none.
  void setMomentum(double momentum);

  const ParameterArena& arena() const { return arena_; }

  /// Everything a step depends on beside weights, gradients and options. Waits for the device.
  OptimizerState state() const;

  /// Goes on where `state` was taken. Throws FormatError, and changes nothing, if it is that of another kind of
  /// optimizer or of other parameters.
  void loadState(const OptimizerState& state);

 protected:
  /// `tensors` are the names of what is kept for every parameter; `momentum` is given by those that have one.
  Optimizer(const std::vector<Tensor>& parameters, double learningRate, std::optional<double> momentum,
            std::initializer_list<const char*> tensors);

  /// Updates `data` in place. Both are contiguous and flat; `step` counts from 1.
  virtual void update(const Tensor& data, const Tensor& grad, std::int64_t step) = 0;

  /// What is kept under one of the names given to the constructor, one number per parameter: zeros at first.
  const Tensor& kept(const char* name);

  /// Whether kept(name) was asked for before, or loaded.
  bool isKept(const char* name) const { return tensors_.at(name).defined(); }

  /// Makes `number`, a member of the optimizer, part of its state.
  void addNumber(const char* name, double& number) { numbers_[name] = &number; }

 private:
  ParameterArena arena_;
  double learningRate_;
  std::optional<double> momentum_;
  std::int64_t steps_ = 0;
  std::vector<GradientHook> hooks_;
  std::map<std::string, Tensor> tensors_;   ///< undefined until first used
  std::map<std::string, double*> numbers_;  ///< members of the optimizer
};

}  // namespace gradus
