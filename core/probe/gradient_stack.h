// What depth does to a signal: a real stack of layers of one width with the same activation after each, weights drawn
// as an initialisation draws them, numbers sent through it forward and back. Measured, not derived.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/choice.h"

namespace gradus {

class Device;
struct StackAnswer;

struct StackQuestion {
  using Answer = StackAnswer;

  std::vector<Choice> activations;       ///< a stack for each
  Choice initialization{"default", {}};  ///< of the weights
  int depth = 10;                        ///< 1 … 50
  std::uint64_t seed = 123;              ///< of weights, inputs and gradients; the same for each activation

  bool operator==(const StackQuestion&) const = default;
};

/// What came through the stack of one activation. All have depth + 1 numbers; NaN where float32 did not hold them.
struct StackCourse {
  Choice activation;
  /// The root mean square of what has passed 0, 1, … layers, as a multiple of the input's.
  std::vector<double> signal;
  /// Of the gradient that has gone back through 0, 1, … layers, as a multiple of what came to the last layer.
  std::vector<double> gradient;
};

struct StackAnswer {
  StackQuestion of;
  std::vector<StackCourse> courses;  ///< in the order of the question
  std::string problem;               ///< why there are none, or ""
};

using StackAnswerPtr = std::shared_ptr<const StackAnswer>;

constexpr int kDeepestStack = 50;
constexpr int kStackWidth = 64;     ///< units of each layer
constexpr int kStackSamples = 128;  ///< standard normal inputs, and as many gradients

/// Waits for the device. Throws Error for a depth out of range, FormatError for unknown rows.
StackAnswer measureStack(Device& device, const StackQuestion& question);

}  // namespace gradus
