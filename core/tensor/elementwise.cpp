#include "core/tensor/elementwise.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/cast.h"
#include "core/tensor/graph.h"
#include "core/tensor/map.h"
#include "core/tensor/reduction.h"

namespace gradus {
namespace {

using Parameters = std::array<Scalar, 2>;

/// For numbers with a fraction; whole ones have a `power` of their own.
constexpr const char* kPowerFunction = "#define power powerOf\n";

/// Whether an expression speaks of the variable: of its letter alone, not as in `exp`.
bool reads(std::string_view expression, char variable) {
  const auto isPartOfName = [&](std::size_t at) {
    const char sign = at < expression.size() ? expression[at] : ' ';
    return std::isalnum(static_cast<unsigned char>(sign)) != 0 || sign == '_';
  };
  for (std::size_t at = expression.find(variable); at < expression.size(); at = expression.find(variable, at + 1)) {
    if (!isPartOfName(at - 1) && !isPartOfName(at + 1)) return true;  // Before the first, at − 1 is past the end.
  }
  return false;
}

Tensor apply(const UnaryFunction& row, const Tensor& input, const Parameters& parameters = {0, 0}) {
  const bool whole = !isFloating(input.dtype());
  if (whole && row.integers == Integers::Unchanged) return input;
  const bool counts = input.dtype() == Dtype::Bool && row.integers == Integers::Numbers;
  const Tensor x = whole && row.integers == Integers::Floats ? to(input, Dtype::Float32)
                   : counts                                  ? to(input, Dtype::Int64)
                                                             : input;
  const Tensor y = compute({row.name, row.forward, x.dtype(), parameters, row.functions}, {x});
  // The result itself would keep its own graph alive for ever.
  const Tensor savedX = reads(row.derivative, 'x') ? x.detach() : Tensor();
  const Tensor savedY = reads(row.derivative, 'y') ? y.detach() : Tensor();
  return record(y, row.gradName, {x}, [&row, parameters, savedX, savedY](const Tensor& gradient) {
    const auto orAny = [&](const Tensor& saved) { return saved.defined() ? saved : gradient; };  // Nobody reads it.
    const std::string product = "z * (" + std::string(row.derivative) + ")";
    return std::vector{
        compute({row.name + std::string(".backward"), product, gradient.dtype(), parameters, row.functions},
                {orAny(savedX), orAny(savedY), gradient})};
  });
}

constexpr UnaryFunction kRows[] = {
#define UNARY(name, gradName, integers, forward, derivative) \
  {#name, gradName, integers, #forward, #derivative, name, ""},
#include "core/tensor/unary_table.inc"
#undef UNARY
};

const UnaryFunction& rowOf(std::string_view name) {
  return *std::find_if(std::begin(kRows), std::end(kRows), [name](const auto& row) { return row.name == name; });
}

// Functions with parameters are rows too.
constexpr UnaryFunction clampWithSlope(const char* name, const char* slope) {
  return {name,
          "ClampBackward1",
          Integers::Kept,
          "p != p ? (N)(p) : (q != q ? (N)(q) : (x > (N)(q) ? (N)(q) : (x < (N)(p) ? (N)(p < q ? p : q) : x)))",
          slope,
          nullptr,
          ""};
}
// A limit that isn't there is infinite, but stops no gradient at infinity.
constexpr UnaryFunction kClamp = clampWithSlope("clamp", "x > p && x < q ? (N)(1) : (N)(0)");
constexpr UnaryFunction kClampFrom = clampWithSlope("clamp_from", "x > p ? (N)(1) : (N)(0)");
constexpr UnaryFunction kClampTo = clampWithSlope("clamp_to", "x < q ? (N)(1) : (N)(0)");
// Small powers as PyTorch computes them, by products.
constexpr UnaryFunction kPower = {
    "pow_number",
    "PowBackward0",
    Integers::Floats,
    "p == 2 ? x * x : (p == 3 ? x * x * x : (p == 0.5 ? sqrt(x) : power(x, (N)(p))))",
    "p == 0 ? (N)(0) : p * (p == 2 ? x : (p == 0.5 ? 1 / sqrt(x) : power(x, (N)(p - 1))))",
    nullptr,
    kPowerFunction};

constexpr const char* kIntegerPower = R"(
N power(N base, N exponent) {
  const N odd = (exponent & (N)(1)) != (N)(0) ? (N)(1) : (N)(0);
  const N inverse = base == (N)(1) ? base : (base == (N)(-1) ? (N)(1) - (N)(2) * odd : (N)(0));
  const N sign = exponent;
  N result = (N)(1);
  for (int bit = 0; bit < 63; ++bit) {
    result = (exponent & (N)(1)) != (N)(0) ? result * base : result;
    base *= base;
    exponent >>= (N)(1);
  }
  return sign < (N)(0) ? inverse : result;
}
)";

Tensor raise(const Tensor& base, const Tensor& exponent, const char* gradName) {
  const Dtype dtype = resultType(base, exponent);
  const Tensor a = to(base, dtype);
  const Tensor b = to(exponent, dtype);
  if (!isFloating(dtype)) return compute({"pow", "power(x, y)", dtype, {0, 0}, kIntegerPower}, {a, b});
  return record(
      compute({"pow", "power(x, y)", dtype, {0, 0}, kPowerFunction}, {a, b}), gradName, {a, b},
      [toA = Receiver(a), toB = Receiver(b), a = a.detach(), b = b.detach()](const Tensor& gradient) {
        const auto part = [&](const Receiver& to, const char* name, const char* expression) {
          if (!to.needsGrad) return Tensor();
          return sumTo(compute({name, expression, gradient.dtype(), {0, 0}, kPowerFunction}, {a, b, gradient}),
                       to.shape);
        };
        return std::vector{part(toA, "pow.base", "y == 0 ? (N)(0) : z * (y * power(x, y - 1))"),
                           part(toB, "pow.exponent", "x == 0 && y >= 0 ? (N)(0) : z * (power(x, y) * log(x))")};
      });
}

/// A limit of clamp in the dtype's own range.
Scalar limitFor(const std::optional<Scalar>& limit, Dtype dtype, bool upper) {
  if (isFloating(dtype)) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return limit ? limit->toDouble() : (upper ? kInfinity : -kInfinity);
  }
  const auto bounded = [&](auto example) -> Scalar {
    using Limits = std::numeric_limits<decltype(example)>;
    constexpr std::int64_t kLowest = Limits::min();
    constexpr std::int64_t kHighest = Limits::max();
    return limit ? std::clamp(limit->toInteger(), kLowest, kHighest) : (upper ? kHighest : kLowest);
  };
  switch (dtype) {
    case Dtype::Int64:
      return bounded(std::int64_t{});
    case Dtype::Int32:
      return bounded(std::int32_t{});
    default:
      return bounded(std::uint8_t{});
  }
}

}  // namespace

#define UNARY(name, gradName, integers, forward, derivative) \
  Tensor name(const Tensor& x) {                             \
    return apply(rowOf(#name), x);                           \
  }
#include "core/tensor/unary_table.inc"
#undef UNARY

Tensor neg(const Tensor& x) {
  return -x;
}

std::span<const UnaryFunction> unaryFunctions() {
  return kRows;
}

Tensor clamp(const Tensor& x, std::optional<Scalar> minimum, std::optional<Scalar> maximum) {
  if (!minimum && !maximum) throw Error("clamp: give at least one limit");
  Dtype dtype = x.dtype();
  for (const auto& limit : {minimum, maximum}) {
    if (limit) dtype = promoteTypes(dtype, resultType(x, *limit));
  }
  const UnaryFunction& row = !maximum ? kClampFrom : (!minimum ? kClampTo : kClamp);
  return apply(row, to(x, dtype), {limitFor(minimum, dtype, false), limitFor(maximum, dtype, true)});
}

Tensor pow(const Tensor& x, const Scalar& exponent) {
  const Dtype dtype = resultType(x, exponent);
  if (isFloating(dtype)) return apply(kPower, to(x, dtype), {exponent, 0});
  if (exponent.toInteger() < 0) {
    throw ShapeError("pow: " + std::string(nameOf(x.dtype())) + " " + x.shape().text() +
                     " to a negative power is no integer: make it floating first");
  }
  return pow(x, beside(x, exponent));
}

Tensor pow(const Tensor& base, const Tensor& exponent) {
  return raise(base, exponent, "PowBackward1");
}

Tensor pow(const Scalar& base, const Tensor& exponent) {
  return raise(beside(exponent, base), exponent, "PowBackward2");
}

}  // namespace gradus
