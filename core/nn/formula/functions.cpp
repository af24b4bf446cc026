#include "core/nn/formula/functions.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

#include "core/base/registry.h"

namespace gradus::formula {
namespace {

using Use = Function::Use;
using Operands = std::vector<Expression>;

Expression of(std::string_view function, const Expression& a) {
  return Expression::call(function, {a});
}

Expression isLess(const Expression& a, const Expression& b) {
  return Expression::call("<", {a, b});
}

Expression isEqual(const Expression& a, const Expression& b) {
  return Expression::call("==", {a, b});
}

double flag(bool value) {
  return value ? 1 : 0;
}

/// d(a^b), where a or b may be constant. PyTorch has 0 by b where a is 0, and 0 by a where b is 0.
Expression derivePower(const Operands& a, const Operands& d) {
  const bool isNumber = a[1].kind() == Expression::Kind::Number;
  Expression byBase = a[1] * power(a[0], a[1] - 1) * d[0];
  if (!isNumber) byBase = where(isEqual(a[1], 0), 0, byBase);
  if (d[1].isNumber(0)) return byBase;
  const Expression byExponent = where(isEqual(a[0], 0), 0, power(a[0], a[1]) * of("log", a[0]) * d[1]);
  return d[0].isNumber(0) ? byExponent : byBase + byExponent;
}

/// Of the one of two that `firstWins`; where neither does, they are equal, and PyTorch takes half of each. A slope that
/// is no number stands there once: written twice, it would double with every choice inside a choice.
Expression deriveChoice(const Expression& firstWins, const Expression& secondWins, const Operands& d) {
  const bool areNumbers = d[0].kind() == Expression::Kind::Number && d[1].kind() == Expression::Kind::Number;
  if (areNumbers) return where(firstWins, d[0], where(secondWins, d[1], d[0] * 0.5 + d[1] * 0.5));
  const Expression first = where(secondWins, 0, d[0] * where(firstWins, 1, 0.5));
  return first + where(firstWins, 0, d[1] * where(secondWins, 1, 0.5));
}

Expression deriveToZero(const Operands&, const Operands&) {
  return 0;
}

/// A function of one number that all languages write as a call.
Function unary(const char* name, const char* opencl, const char* torch, double (*evaluate)(const double*),
               Expression (*derive)(const Operands&, const Operands&), const char* explanation, Use use = Use::Called) {
  return {
      name,     use,    1,          std::string(name) + "({0})", Binding::Whole, {Binding::Comparison}, opencl, torch,
      evaluate, derive, explanation};
}

Function comparison(const char* sign, double (*evaluate)(const double*)) {
  const std::string text = std::string("{0} ") + sign + " {1}";
  return {sign,
          Use::Operator,
          2,
          text,
          Binding::Comparison,
          {Binding::Sum, Binding::Sum},
          text + " ? (T)(1) : (T)(0)",
          "(" + text + ").to(x.dtype)",
          evaluate,
          deriveToZero};
}

std::vector<Function> operators() {
  return {
      {"+",
       Use::Operator,
       2,
       "{0} + {1}",
       Binding::Sum,
       {Binding::Sum, Binding::Product},
       "{0} + {1}",
       {},
       [](const double* a) { return a[0] + a[1]; },
       [](const Operands&, const Operands& d) { return d[0] + d[1]; }},
      {"-",
       Use::Operator,
       2,
       "{0} - {1}",
       Binding::Sum,
       {Binding::Sum, Binding::Product},
       "{0} - {1}",
       {},
       [](const double* a) { return a[0] - a[1]; },
       [](const Operands&, const Operands& d) { return d[0] - d[1]; }},
      {"*",
       Use::Operator,
       2,
       "{0} * {1}",
       Binding::Product,
       {Binding::Product, Binding::Sign},
       "{0} * {1}",
       {},
       [](const double* a) { return a[0] * a[1]; },
       [](const Operands& a, const Operands& d) { return d[0] * a[1] + a[0] * d[1]; }},
      {"/",
       Use::Operator,
       2,
       "{0} / {1}",
       Binding::Product,
       {Binding::Product, Binding::Sign},
       "{0} / {1}",
       {},
       [](const double* a) { return a[0] / a[1]; },
       [](const Operands& a, const Operands& d) { return (d[0] - a[0] / a[1] * d[1]) / a[1]; }},
      {"negate",
       Use::Operator,
       1,
       "-{0}",
       Binding::Sign,
       {Binding::Sign},
       "-{0}",
       {},
       [](const double* a) { return -a[0]; },
       [](const Operands&, const Operands& d) { return -d[0]; }},
      {"^",
       Use::Operator,
       2,
       "{0}^{1}",
       Binding::Power,
       {Binding::Whole, Binding::Sign},
       "powerOf({0}, {1})",
       "{0} ** {1}",
       [](const double* a) { return std::pow(a[0], a[1]); },
       derivePower},
      comparison("<", [](const double* a) { return flag(a[0] < a[1]); }),
      comparison("<=", [](const double* a) { return flag(a[0] <= a[1]); }),
      comparison(">", [](const double* a) { return flag(a[0] > a[1]); }),
      comparison(">=", [](const double* a) { return flag(a[0] >= a[1]); }),
      comparison("==", [](const double* a) { return flag(a[0] == a[1]); }),
      comparison("!=", [](const double* a) { return flag(a[0] != a[1]); }),
  };
}

std::vector<Function> callable() {
  return {
      unary(
          "exp", "exp({0})", "torch.exp({0})", [](const double* a) { return std::exp(a[0]); },
          [](const Operands& a, const Operands& d) { return of("exp", a[0]) * d[0]; }, "eᵃ"),
      unary(
          "log", "log({0})", "torch.log({0})", [](const double* a) { return std::log(a[0]); },
          [](const Operands& a, const Operands& d) { return d[0] / a[0]; }, "the natural logarithm"),
      unary(
          "sqrt", "sqrt({0})", "torch.sqrt({0})", [](const double* a) { return std::sqrt(a[0]); },
          [](const Operands& a, const Operands& d) { return d[0] / (2 * of("sqrt", a[0])); }, "the square root"),
      unary(
          "abs", "fabs({0})", "torch.abs({0})", [](const double* a) { return std::abs(a[0]); },
          [](const Operands& a, const Operands& d) { return of("sign", a[0]) * d[0]; }, "the distance from 0"),
      unary(
          "sign", "sign({0})", "torch.sign({0})", [](const double* a) { return flag(a[0] > 0) - flag(a[0] < 0); },
          deriveToZero, "−1, 0 or 1"),
      unary(
          "sin", "sin({0})", "torch.sin({0})", [](const double* a) { return std::sin(a[0]); },
          [](const Operands& a, const Operands& d) { return of("cos", a[0]) * d[0]; }, "the sine, in radians"),
      unary(
          "cos", "cos({0})", "torch.cos({0})", [](const double* a) { return std::cos(a[0]); },
          [](const Operands& a, const Operands& d) { return -(of("sin", a[0]) * d[0]); }, "the cosine, in radians"),
      unary(
          "tan", "tan({0})", "torch.tan({0})", [](const double* a) { return std::tan(a[0]); },
          [](const Operands& a, const Operands& d) { return (1 + power(of("tan", a[0]), 2)) * d[0]; },
          "the tangent, in radians"),
      unary(
          "tanh", "tanh({0})", "torch.tanh({0})", [](const double* a) { return std::tanh(a[0]); },
          // In place of 1 − tanh², which far out is a difference of nearly equal numbers.
          [](const Operands& a, const Operands& d) { return d[0] / power(of("cosh", a[0]), 2); },
          "the hyperbolic tangent, −1 … 1"),
      unary(
          "sinh", "sinh({0})", "torch.sinh({0})", [](const double* a) { return std::sinh(a[0]); },
          [](const Operands& a, const Operands& d) { return of("cosh", a[0]) * d[0]; }, "the hyperbolic sine"),
      unary(
          "cosh", "cosh({0})", "torch.cosh({0})", [](const double* a) { return std::cosh(a[0]); },
          [](const Operands& a, const Operands& d) { return of("sinh", a[0]) * d[0]; }, "the hyperbolic cosine"),
      unary(
          "sigmoid", "1 / (1 + exp(-{0}))", "torch.sigmoid({0})",
          [](const double* a) { return 1 / (1 + std::exp(-a[0])); },
          // σ(−a) in place of 1 − σ(a), a difference of nearly equal numbers on the right.
          [](const Operands& a, const Operands& d) { return of("sigmoid", a[0]) * of("sigmoid", -a[0]) * d[0]; },
          "1 / (1 + e⁻ᵃ), 0 … 1"),
      unary(
          "erf", "erf({0})", "torch.erf({0})", [](const double* a) { return std::erf(a[0]); },
          [](const Operands& a, const Operands& d) {
            return 2 * std::numbers::inv_sqrtpi * of("exp", -power(a[0], 2)) * d[0];
          },
          "the error function"),
      {"min",
       Use::Called,
       2,
       "min({0}, {1})",
       Binding::Whole,
       {Binding::Comparison, Binding::Comparison},
       "(({0} != {0}) | ({0} < {1})) ? {0} : {1}",  // not a number goes through, as in PyTorch
       "torch.minimum({0}, {1})",
       [](const double* a) { return std::isnan(a[0]) || a[0] < a[1] ? a[0] : a[1]; },
       [](const Operands& a, const Operands& d) { return deriveChoice(isLess(a[0], a[1]), isLess(a[1], a[0]), d); },
       "the smaller of two"},
      {"max",
       Use::Called,
       2,
       "max({0}, {1})",
       Binding::Whole,
       {Binding::Comparison, Binding::Comparison},
       "(({0} != {0}) | ({0} > {1})) ? {0} : {1}",
       "torch.maximum({0}, {1})",
       [](const double* a) { return std::isnan(a[0]) || a[0] > a[1] ? a[0] : a[1]; },
       [](const Operands& a, const Operands& d) { return deriveChoice(isLess(a[1], a[0]), isLess(a[0], a[1]), d); },
       "the larger of two"},
      {"where",
       Use::Called,
       3,
       "where({0}, {1}, {2})",
       Binding::Whole,
       {Binding::Comparison, Binding::Comparison, Binding::Comparison},
       "{0} != 0 ? {1} : {2}",
       "torch.where({?0}, {1}, {2})",
       [](const double* a) { return a[0] != 0 ? a[1] : a[2]; },
       [](const Operands& a, const Operands& d) { return where(a[0], d[1], d[2]); },
       "where(condition, a, b): a where it holds, else b"},
  };
}

/// What stabilized() puts in place of what was typed.
std::vector<Function> internal() {
  return {
      unary(
          "softplus", "fmax({0}, (T)(0)) + log1p(exp(-fabs({0})))", "nn.functional.softplus({0})",
          [](const double* a) { return std::fmax(a[0], 0) + std::log1p(std::exp(-std::abs(a[0]))); },
          [](const Operands& a, const Operands& d) { return of("sigmoid", a[0]) * d[0]; }, "", Use::Internal),
      unary(
          "log1p", "log1p({0})", "torch.log1p({0})", [](const double* a) { return std::log1p(a[0]); },
          [](const Operands& a, const Operands& d) { return d[0] / (1 + a[0]); }, "", Use::Internal),
      unary(
          "expm1", "expm1({0})", "torch.expm1({0})", [](const double* a) { return std::expm1(a[0]); },
          [](const Operands& a, const Operands& d) { return of("exp", a[0]) * d[0]; }, "", Use::Internal),
  };
}

std::vector<Function> makeTable() {
  std::vector<Function> table = operators();
  std::ranges::move(callable(), std::back_inserter(table));
  std::ranges::move(internal(), std::back_inserter(table));
  return table;
}

}  // namespace

std::span<const Function> functions() {
  static const std::vector<Function> table = makeTable();
  return table;
}

const Function& findFunction(std::string_view name) {
  return findRow(functions(), name, "function");
}

const Function* findCalled(std::string_view name) {
  const auto found = std::ranges::find_if(
      functions(), [&](const Function& row) { return row.use == Use::Called && row.name == name; });
  return found == functions().end() ? nullptr : &*found;
}

std::string calledNames() {
  std::string names;
  for (const Function& row : functions()) {
    if (row.use == Use::Called) names += (names.empty() ? "" : ", ") + row.name;
  }
  return names;
}

}  // namespace gradus::formula
