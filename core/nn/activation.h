// The activation table: the only list of activation functions. Kernels, menus, curves, exporters and tests
// read it.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "core/base/choice.h"

namespace gradus {

class Tensor;

/// Numbers that a row may depend on, in the order of its parameters; unused ones are 0.
using ActivationParameters = std::array<double, 3>;

/// A row of the table. `forward` and `derivative` are the same tokens as the functions beside them: an
/// expression in x and the parameters p0, p1, p2 that is valid both in OpenCL C (where T is a scalar or a
/// vector) and in C++.
struct Activation : ChoiceInfo {
  std::string formula;                                               ///< as people write it, such as "max(0, x)"
  std::string torchName;                                             ///< class in torch.nn, such as "LeakyReLU"
  std::string onnxOperator;                                          ///< empty where ONNX has none
  std::string forward;                                               ///< OpenCL C expression of f
  std::string derivative;                                            ///< OpenCL C expression of f′
  double (*evaluate)(double x, const double* parameters);            ///< f, for drawing
  double (*evaluateDerivative)(double x, const double* parameters);  ///< f′
  std::string torchArguments = {};                                   ///< fixed ones of the class in torch.nn
  std::string torchExpression = {};  ///< in x, of a class that is called as `title`, where torch.nn has none
};

/// All rows, in the order in which menus show them.
std::span<const Activation> activations();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Activation& findActivation(std::string_view name);

/// The values of all parameters of `activation` in the order of the table, from `choice` or the defaults.
ActivationParameters parametersOf(const Activation& activation, const Choice& choice);

/// f of every number of x; differentiable by f′.
Tensor activate(const Tensor& x, const Activation& activation, const ActivationParameters& parameters);

}  // namespace gradus
