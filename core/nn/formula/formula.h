// A function that a person typed, such as x * sigmoid(a * x): parsed, differentiated, and ready to be computed here, in
// a kernel and in PyTorch.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/formula/formula_error.h"
#include "core/nn/formula/parser.h"
#include "core/nn/formula/program.h"

namespace gradus {

class Formula {
 public:
  static constexpr std::size_t kMostShown = 1000;

  /// The language is described at formula::parse(). Throws FormulaError.
  explicit Formula(std::string_view text);

  /// Names of the parameters, in the order in which they are first met. evaluate() takes their values so.
  const std::vector<std::string>& parameters() const { return parameters_; }

  double evaluate(double x, const double* parameters) const { return value_.evaluate(x, parameters); }
  double evaluateDerivative(double x, const double* parameters) const { return slope_.evaluate(x, parameters); }

  /// f and f′ as the tree has it: the parser reads the first again; the second is to look at, so kMostShown characters
  /// and "…" are enough.
  std::string text() const;
  std::string derivativeText() const;

  /// Functions of OpenCL C, `name`Value and `name`Slope, on top of kernels/common.cl: T of (T x, real p0 … real p3).
  std::string openclFunctions(const std::string& name) const;

  /// Python on tensors x and `parameters`, in their order.
  std::string torchExpression(const std::vector<std::string>& parameters) const;

 private:
  explicit Formula(formula::Parsed parsed);

  std::vector<std::string> parameters_;
  formula::Expression typed_;
  formula::Expression expression_;  ///< of the same function, stabilised
  formula::Expression derivative_;
  formula::Program value_;
  formula::Program slope_;
};

}  // namespace gradus
