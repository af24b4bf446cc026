#include "core/nn/own_activation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include "core/nn/formula/formula.h"

namespace gradus {
namespace {

constexpr double kReach = 10;  ///< of a parameter, up and down

/// Words that are no names in Python, and names that the exported class needs itself.
constexpr std::string_view kTakenInPython[] = {
    "and",  "as",   "assert", "async", "await",    "break", "class", "continue", "def",   "del",
    "elif", "else", "except", "False", "finally",  "for",   "from",  "global",   "if",    "import",
    "in",   "is",   "lambda", "None",  "nonlocal", "not",   "or",    "pass",     "raise", "return",
    "True", "try",  "while",  "with",  "yield",    "self",  "super", "torch",    "nn",
};

/// No parameter ends in an underscore, so that none is met twice.
std::string pythonName(const std::string& name) {
  return std::ranges::find(kTakenInPython, name) == std::end(kTakenInPython) ? name : name + "_";
}

ParameterInfo parameterOf(const std::string& name) {
  ParameterInfo info{name, name, "A number of your own function: it has this name there.", 1, -kReach, kReach};
  info.torch = {.name = pythonName(name), .always = true};
  return info;
}

/// What f says of its slope at x from both sides.
struct Differences {
  Differences(const std::function<double(double)>& f, double x, double step)
      : left((f(x) - f(x - step)) / step), right((f(x + step) - f(x)) / step) {}
  double left;
  double right;

  double jump() const { return std::abs(right - left); }
  double mean() const { return (left + right) / 2; }
};

}  // namespace

Activation ownActivation(const std::string& text) {
  const auto formula = std::make_shared<const Formula>(text);
  Activation row;
  row.name = kOwnFunction;
  row.title = "Own f(x)";
  row.formula = formula->text();
  row.summary = "Your own function, " + row.formula + ".";
  std::vector<std::string> pythonNames;
  for (const std::string& name : formula->parameters()) {
    row.parameters.push_back(parameterOf(name));
    pythonNames.push_back(row.parameters.back().torch.name);
  }
  row.torchName = "OwnFunction";
  row.torchExpression = formula->torchExpression(pythonNames);
  const std::string function = "own" + std::to_string(std::hash<std::string>{}(row.formula));
  row.openclFunctions = formula->openclFunctions(function);
  row.forward = function + "Value(x, p0, p1, p2, p3)";
  row.derivative = function + "Slope(x, p0, p1, p2, p3)";
  row.evaluate = [formula](double x, const double* p) { return formula->evaluate(x, p); };
  row.evaluateDerivative = [formula](double x, const double* p) { return formula->evaluateDerivative(x, p); };
  return row;
}

DerivativeCheck checkDerivative(const Activation& activation, const ActivationParameters& parameters) {
  constexpr int kPlaces = 320;
  constexpr double kFarthest = 8;
  constexpr double kStep = 1e-6;
  const auto f = [&](double x) { return activation.evaluate(x, parameters.data()); };
  DerivativeCheck result;
  for (int i = 0; i <= kPlaces; ++i) {
    const double x = kFarthest * (2.0 * i / kPlaces - 1);
    const Differences wide(f, x, kStep);
    const Differences narrow(f, x, kStep / 2);
    const double slope = activation.evaluateDerivative(x, parameters.data());
    const double scale = std::max(1.0, std::abs(slope));
    // The sides differ by f″ times the step, and half as much for half the step; not so at a kink, a jump or a pole.
    const bool isBent = wide.jump() > 1e-5 * scale && std::abs(narrow.jump() / wide.jump() - 0.5) > 0.1;
    const bool isSettled = std::abs(wide.mean() - narrow.mean()) < 1e-6 * scale;
    if (isBent || !isSettled || !std::isfinite(slope)) continue;
    ++result.places;
    const double error = std::abs(slope - wide.mean()) / scale;
    if (error <= result.worst) continue;
    result.worst = error;
    result.worstPlace = x;
  }
  return result;
}

}  // namespace gradus
