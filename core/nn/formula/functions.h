// The list of what a formula can compute: operators and functions, each with all that the program knows of it. The
// parser, the rules of differentiation, the kernels, the exported Python and the help of the formula box read it.
#pragma once

#include <cstddef>
#include <numbers>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/formula/expression.h"

namespace gradus::formula {

constexpr std::size_t kMostOperands = 3;

/// How tightly a text holds together; a looser one is put in parentheses where a tighter one has to stand.
enum class Binding { Comparison, Sum, Product, Sign, Power, Whole };

/// A row of the list. In its texts {0}, {1} and {2} stand for the operands.
struct Function {
  enum class Use { Called, Operator, Internal };  ///< Internal: nobody can type it

  std::string name;  ///< as typed: "tanh", or the sign of an operator; there is only one row of each name
  Use use = Use::Called;
  std::size_t arity = 1;
  std::string text;               ///< as people write it
  Binding binding;                ///< of `text`
  std::vector<Binding> operands;  ///< the loosest that an operand may be, by operand
  std::string opencl;             ///< an expression of OpenCL C whose operands are variables of type T
  std::string torch;              ///< Python; {?0} stands for the operand as a condition; empty: as `text`
  double (*evaluate)(const double* a);
  /// The derivative by x from the operands a and their derivatives d.
  Expression (*derive)(const std::vector<Expression>& a, const std::vector<Expression>& d);
  std::string explanation = {};  ///< of a function that can be called: what it computes
};

/// A number that has a name in formulas.
struct Constant {
  std::string_view name;
  double value;
};
inline constexpr Constant kConstants[] = {{"pi", std::numbers::pi}, {"e", std::numbers::e}};

std::span<const Function> functions();

/// The row of that name, which must exist.
const Function& findFunction(std::string_view name);

/// The row of a function that can be called by that name; null if there is none.
const Function* findCalled(std::string_view name);

/// "exp, log, …" of all that can be called.
std::string calledNames();

}  // namespace gradus::formula
