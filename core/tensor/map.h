// One kernel from one expression: everything that is computed number by number and is not in the library of kernels
// is written at run time, for the dtypes it is asked for, and compiled at its first use.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// What to compute. The expression is OpenCL C in x, y, z (the inputs, broadcast to one shape) and p, q (parameters,
/// single numbers). The inputs are of type N: one number or, on processors, a vector of 16. Comparisons are written `x
/// < y ? (N)(1) : (N)(0)`, which holds for both; so do constants, which vectors of bytes take in no other way.
struct Map {
  std::string name;  ///< distinguishes the compiled kernels
  std::string expression;
  Dtype result = Dtype::Float32;
  std::array<Scalar, 2> parameters = {0, 0};
  std::string functions = {};  ///< OpenCL C functions that the expression calls
};

/// The result for inputs (one to three) of one dtype, outside the graph. Throws ShapeError with the shapes if they do
/// not broadcast.
Tensor compute(const Map& map, const std::vector<Tensor>& inputs);

}  // namespace gradus
