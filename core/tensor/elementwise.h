// Functions of single numbers, applied to every number of a tensor; names and rules are PyTorch's.
#pragma once

#include <optional>
#include <span>

#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// What a function makes of whole numbers: float32, whole numbers again, the same where truth values count as 0 and 1,
/// or nothing else, because it rounds.
enum class Integers { Floats, Kept, Numbers, Unchanged };

// abs, sqrt, exp, log, sin, tanh, sigmoid and so on: a function for each row of the table. Integers and bools become
// float32 but where the row says otherwise (abs, floor).
#define UNARY(name, gradName, integers, forward, derivative) Tensor name(const Tensor& x);
#include "core/tensor/unary_table.inc"
#undef UNARY

/// −x.
Tensor neg(const Tensor& x);

/// What a row of unary_table.inc says.
struct UnaryFunction {
  const char* name;
  const char* gradName;  ///< as PyTorch prints it, such as "ExpBackward0"
  Integers integers;
  const char* forward;     ///< OpenCL C expression in x
  const char* derivative;  ///< and in x and y = f(x)
  Tensor (*apply)(const Tensor& x);
  const char* functions;  ///< OpenCL C functions that the expressions call
};

/// All rows.
std::span<const UnaryFunction> unaryFunctions();

/// x where it lies between the limits, else the nearer limit; NaN stays, and a limit that is NaN makes everything NaN.
/// No gradient passes at the limits. A limit left out does not limit. As `torch.clamp`.
Tensor clamp(const Tensor& x, std::optional<Scalar> minimum, std::optional<Scalar> maximum);

/// x to the power of `exponent`, with `torch.pow`'s dtypes: integers stay integers for an integer exponent, which then
/// must not be negative (ShapeError).
Tensor pow(const Tensor& x, const Scalar& exponent);
Tensor pow(const Tensor& x, const Tensor& exponent);
Tensor pow(const Scalar& base, const Tensor& exponent);

}  // namespace gradus
