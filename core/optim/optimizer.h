// The base of all optimizers, as `torch.optim.Optimizer`.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/optim/optimizer_state.h"
#include "core/optim/parameter_arena.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// Changes the gradients of the arena before a step sees them, as an L1 penalty does.
using GradientHook = std::function<void(const ParameterArena& arena)>;

/// The formula of an optimizer as OpenCL C statements that change p, the parameters, and k0, k1 … , what is kept for
/// each, by their gradients g and the numbers n.s0 … n.sf of the step. All but n are vectors of type T.
struct UpdateFormula {
  const char* name;
  const char* statements;
  std::vector<const char*> kept;  ///< the names of k0, k1 …
};

/// n of a step: learning rate, corrections and so on, in the order that the formula knows.
using UpdateNumbers = std::array<float, 16>;

/// PyTorch's bounds of an optimizer's numbers: those beyond, and NaN, are an Error.
void demandNotNegative(const char* what, double value);
void demandBelowOne(const char* what, double value);

class Optimizer {
 public:
  virtual ~Optimizer() = default;
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;

  /// Sets all gradients to 0.
  void zeroGrad() { arena_.zeroGrad(); }

  /// One update of all parameters from their gradients.
  void step();

  /// For kernels that compute the gradients and apply the formula in one go, without hooks: the formula, which may
  /// change with the momentum, and the numbers of the next step, which counts as done with it.
  virtual UpdateFormula formula() const = 0;
  UpdateNumbers beginStep();
  bool hasGradientHooks() const { return !hooks_.empty(); }

  /// The tensor that belongs to one of the names of formula().kept: one number per parameter, zeros at first.
  const Tensor& kept(const char* name);

  /// Hooks run at the start of each step, in the order in which they were added.
  void addGradientHook(GradientHook hook) { hooks_.push_back(std::move(hook)); }

  /// Called at the end of every step, when its numbers are fixed: schedules that go by batches hang here.
  void setAfterStep(std::function<void()> hook) { afterStep_ = std::move(hook); }

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
  Optimizer(const ParameterArena& parameters, double learningRate, std::optional<double> momentum,
            std::initializer_list<const char*> tensors);

  /// The numbers of step `step`, from 1. Nothing is kept yet where isKept() is false.
  virtual UpdateNumbers numbers(std::int64_t step) = 0;

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
  std::function<void()> afterStep_;
  std::map<std::string, Tensor> tensors_;   ///< undefined until first used
  std::map<std::string, double*> numbers_;  ///< members of the optimizer
};

}  // namespace gradus
