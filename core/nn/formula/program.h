// A formula as steps, one after the other, each computed once however often the formula names it: what runs here in
// double, and what becomes a function of OpenCL C.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "core/nn/formula/expression.h"
#include "core/nn/formula/functions.h"

namespace gradus::formula {

class Program {
 public:
  explicit Program(const Expression& expression);

  /// The value at x. `parameters` are as many as the formula has.
  double evaluate(double x, const double* parameters) const;

  /// Statements of OpenCL C that compute it from x and the parameters p0, p1, …, all but x of type real, and return it.
  std::string openclBody() const;

  std::size_t size() const { return steps_.size(); }

 private:
  struct Step {
    Expression::Kind kind = Expression::Kind::Number;
    double number = 0;
    std::size_t parameter = 0;
    const Function* function = nullptr;
    std::array<std::size_t, kMostOperands> operands{};  ///< earlier steps

    auto operator<=>(const Step&) const = default;  // NOLINT(modernize-use-nullptr): there is no pointer in it
  };
  class Compiler;

  std::vector<Step> steps_;  ///< the last one is the result
};

/// The shortest text that reads as exactly this number, in C and in Python.
std::string numberText(double number);

/// `pattern` with {0}, {1} … replaced by the texts.
std::string filled(const std::string& pattern, const std::vector<std::string>& texts);

}  // namespace gradus::formula
