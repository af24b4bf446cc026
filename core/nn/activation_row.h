// What the rows of the activation table are written with. An expression is written once: its tokens become OpenCL C,
// where x and T are vectors, and C++, where they are doubles. Where f has a kink, f′ takes PyTorch's side of it.
#pragma once

#include <cmath>
#include <vector>

#include "core/nn/activation.h"

namespace gradus {

// NOLINTBEGIN(bugprone-macro-parentheses): the tokens are an expression of their own.
#define GRADUS_FUNCTION(...)                                       \
  [](double x, const double* p) -> double {                        \
    using T [[maybe_unused]] = double;                             \
    [[maybe_unused]] const double p0 = p[0], p1 = p[1], p2 = p[2]; \
    return static_cast<void>(x), (__VA_ARGS__);                    \
  }
#define GRADUS_EXPRESSIONS(forward, derivative) \
#forward, #derivative, GRADUS_FUNCTION(forward), GRADUS_FUNCTION(derivative)
// NOLINTEND(bugprone-macro-parentheses)

inline ParameterInfo parameter(const char* name, const char* label, double value, double minimum, double maximum,
                               const char* explanation) {
  return {name, label, explanation, value, minimum, maximum, false};
}

/// One that PyTorch has no default for.
inline ParameterInfo required(const char* name, const char* label, double value, double minimum, double maximum,
                              const char* explanation) {
  return {name, label, explanation, value, minimum, maximum, false, torchAlways()};
}

/// The first rows: ReLU and its smooth relatives.
std::vector<Activation> rectifiers();

}  // namespace gradus
