// The activation table: the only list of activation functions. Kernels, menus, curves, exporters and tests
// read it.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/choice.h"

namespace gradus {

class Tensor;

/// Numbers that a row may depend on, in the order of its parameters; unused ones are 0.
using ActivationParameters = std::array<double, 4>;

/// A row of the table. `forward` and `derivative` are the same tokens as the functions beside them: an
/// expression in x and the parameters p0 … p3 that is valid both in OpenCL C (where T is a scalar or a
/// vector) and in C++.
struct Activation : ChoiceInfo {
  using Function = std::function<double(double x, const double* parameters)>;

  std::string formula;               ///< as people write it, such as "max(0, x)"
  std::string whenToUse;             ///< a paragraph: what it suits, and what it does not
  std::string source;                ///< authors, year and title of the paper
  std::string torchName;             ///< class in torch.nn, such as "LeakyReLU"
  std::string onnxOperator;          ///< empty where ONNX has none
  std::string forward;               ///< OpenCL C expression of f
  std::string derivative;            ///< OpenCL C expression of f′
  Function evaluate;                 ///< f, for drawing
  Function evaluateDerivative;       ///< f′
  std::string torchArguments = {};   ///< fixed ones of the class in torch.nn
  std::string torchExpression = {};  ///< in x, of a class that is called as `title`, where torch.nn has none
  std::string openclFunctions = {};  ///< what `forward` and `derivative` call, of no table's row
  bool slopeOfResult = false;        ///< f′ of f(x) is f′ of x, so that backward keeps the result and no input
};

/// All rows, in the order in which menus show them.
std::span<const Activation> activations();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Activation& findActivation(std::string_view name);

/// The table's row, or one made for the formula of kOwnFunction. Throws FormatError, and FormulaError for what is wrong
/// with a formula.
Activation activationOf(const Choice& choice);

/// The values of all parameters of `activation` in the order of the table, from `choice` or the defaults.
ActivationParameters parametersOf(const Activation& activation, const Choice& choice);

/// Between which numbers all results lie, looked up far out and in the middle.
struct ActivationRange {
  double low = 0;
  double high = 0;
};

ActivationRange rangeOf(const Choice& choice);

/// f of every number of x; differentiable by f′.
Tensor activate(const Tensor& x, const Activation& activation, const ActivationParameters& parameters);

}  // namespace gradus
