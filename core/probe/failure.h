// Where the first number that is not finite came from, and what helps: the operation of a step that made it, told from
// the operations that only passed it on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/number_text.h"

namespace gradus {

/// In the order in which a step computes.
enum class Fault {
  Weights,     ///< they held such numbers before anything was computed
  Sum,         ///< a layer, from finite inputs and weights
  Activation,  ///< a function, from finite sums
  Loss,        ///< of finite outputs
  Gradient,    ///< on the way back, from finite values
  Slope,       ///< that of a function, at finite sums
  Update       ///< the optimizer, from finite gradients
};

/// What the learning rate has to do with it.
enum class RateBlame {
  None,      ///< it fails with any rate, or before the first update
  Possible,  ///< it looks like it, but cannot be tried
  Proven     ///< from where the run began, or was last changed, it does not fail with a smaller rate
};

struct Failure {
  Fault fault = Fault::Weights;
  std::int64_t step = 0;             ///< from 1; 0 where nothing was trained
  std::optional<std::size_t> layer;  ///< none: the loss
  std::string place;                 ///< the layer's name
  std::string operation;             ///< "sqrt(x)", "Cross entropy", "Adam"
  std::string tensor;                ///< a parameter of the layer: "weight"

  /// Numbers that the operation got and has no finite answer to, or, of an update, that it made.
  std::int64_t count = 0;
  double low = 0;  ///< of those it got
  double high = 0;

  double largest = 0;  ///< |x| of what went in: weights, or outputs of a loss; 0 where it is not known
  RateBlame rateBlame = RateBlame::None;
  double rateScale = 0.1;  ///< what a rate that is blamed has to be multiplied by, as far as is known

  bool operator==(const Failure&) const = default;
};

/// "sqrt(x) of Linear 1 got 31 negative inputs, for which it has no finite value"
std::string causeOf(const Failure& failure, const NumberText& numbers);

/// What to do, as a command: "Use another activation there".
std::string adviceFor(const Failure& failure);

/// Both, with the step.
std::string messageOf(const Failure& failure, const NumberText& numbers);

}  // namespace gradus
