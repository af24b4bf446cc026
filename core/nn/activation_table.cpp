// The rows of the activation table. An expression is written once: its tokens become OpenCL C, where x and T
// are vectors, and C++, where they are doubles. Where f has a kink, f′ takes PyTorch's side of it.
#include <cmath>
#include <vector>

#include "core/nn/activation.h"

namespace gradus {
namespace {

// NOLINTBEGIN(bugprone-macro-parentheses): the tokens are an expression of their own.
#define GRADUS_FUNCTION(...)                                       \
  [](double x, const double* p) -> double {                        \
    using T [[maybe_unused]] = double;                             \
    [[maybe_unused]] const double p0 = p[0], p1 = p[1], p2 = p[2]; \
    return static_cast<void>(x), (__VA_ARGS__);                    \
  }
#define GRADUS_EXPRESSIONS(forward, derivative) \
#forward, #derivative, GRADUS_FUNCTION(forward), GRADUS_FUNCTION(derivative)
// NOLINTEND(bugprone-macro-parentheses)

ParameterInfo parameter(const char* name, const char* label, double value, double minimum, double maximum,
                        const char* explanation) {
  return {name, label, explanation, value, minimum, maximum, false};
}

/// One that PyTorch has no default for.
ParameterInfo required(const char* name, const char* label, double value, double minimum, double maximum,
                       const char* explanation) {
  return {name, label, explanation, value, minimum, maximum, false, torchAlways()};
}

std::vector<Activation> makeTable() {
  const ParameterInfo alpha = parameter("alpha", "α", 1, 0.01, 10, "How far negative values go: the limit is −α.");
  const ParameterInfo lambda = parameter("lambd", "λ", 0.5, 0, 10, "Values between −λ and λ become 0.");
  return {
      {{"relu",
        "ReLU",
        "0 for negative values, x for positive ones. Cheap, keeps gradients alive where it is active: the "
        "usual first choice for hidden layers.",
        {}},
       "max(0, x)",
       "ReLU",
       "Relu",
       GRADUS_EXPRESSIONS(x < 0 ? (T)(0) : x, x <= 0 ? (T)(0) : (T)(1))},

      {{"leaky_relu",
        "Leaky ReLU",
        "ReLU with a small slope for negative values, so that no unit falls silent for good.",
        {parameter("negative_slope", "Negative slope", 0.01, 0, 1, "The slope for negative values.")}},
       "x if x > 0, else a·x",
       "LeakyReLU",
       "LeakyRelu",
       GRADUS_EXPRESSIONS(x > 0 ? x : p0 * x, x > 0 ? (T)(1) : (T)(p0))},

      {{"elu",
        "ELU",
        "ReLU with a smooth bend towards −α, which brings the mean of the activations nearer to 0.",
        {alpha}},
       "x if x > 0, else α(eˣ − 1)",
       "ELU",
       "Elu",
       GRADUS_EXPRESSIONS(x > 0 ? x : p0 * expm1(x), x > 0 ? (T)(1) : p0 * exp(x))},

      {{"selu",
        "SELU",
        "A scaled ELU whose constants make activations keep mean 0 and deviation 1 through many layers.",
        {}},
       "λx if x > 0, else λα(eˣ − 1)",
       "SELU",
       "Selu",
       GRADUS_EXPRESSIONS(x > 0 ? 1.0507009873554804934 * x : 1.7580993408473768 * expm1(x),
                          x > 0 ? (T)(1.0507009873554804934) : 1.7580993408473768 * exp(x))},

      {{"celu", "CELU", "An ELU whose slope is continuous for every α.", {alpha}},
       "max(0, x) + min(0, α(e^(x/α) − 1))",
       "CELU",
       "Celu",
       GRADUS_EXPRESSIONS(x > 0 ? x : p0 * expm1(x / p0), x > 0 ? (T)(1) : exp(x / p0))},

      {{"gelu",
        "GELU",
        "x times the probability that a standard normal lies below x: smooth, slightly negative on the left. "
        "The activation of transformers.",
        {}},
       "x · Φ(x)",
       "GELU",
       "Gelu",
       GRADUS_EXPRESSIONS(
           0.5 * x * (1 + erf(x * 0.70710678118654752440)),
           0.5 * (1 + erf(x * 0.70710678118654752440)) + x * 0.39894228040143267794 * exp(-0.5 * x * x))},

      {{"gelu_tanh", "GELU (tanh)", "GELU with Φ approximated by tanh, as the first transformers computed it.", {}},
       "½x · (1 + tanh(√(2/π) · (x + 0.044715 x³)))",
       "GELU",
       "Gelu",
       // 1 / cosh² in place of 1 − tanh²: beyond ±5 that is a difference of nearly equal numbers.
       GRADUS_EXPRESSIONS(0.5 * x * (1 + tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x))),
                          0.5 * (1 + tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x))) +
                              0.39894228040143267794 * x * (1 + 0.134145 * x * x) /
                                  (cosh(0.79788456080286535588 * (x + 0.044715 * x * x * x)) *
                                   cosh(0.79788456080286535588 * (x + 0.044715 * x * x * x)))),
       "approximate='tanh'"},

      {{"silu", "SiLU", "x · sigmoid(x), also called Swish: smooth and not monotone, close to GELU.", {}},
       "x · σ(x)",
       "SiLU",
       "",
       GRADUS_EXPRESSIONS(x / (1 + exp(-x)), (1 + x * (1 - 1 / (1 + exp(-x)))) / (1 + exp(-x)))},

      {{"mish", "Mish", "x · tanh(softplus(x)): smooth, unbounded above, slightly negative on the left.", {}},
       "x · tanh(ln(1 + eˣ))",
       "Mish",
       "Mish",
       // 1 / cosh² as in GELU.
       GRADUS_EXPRESSIONS(x * tanh(x > 20 ? x : log1p(exp(x))),
                          tanh(x > 20 ? x : log1p(exp(x))) + x / (cosh(x > 20 ? x : log1p(exp(x))) *
                                                                  cosh(x > 20 ? x : log1p(exp(x))) * (1 + exp(-x))))},

      {{"tanh", "Tanh", "Squeezes into −1 … 1 around 0. Good in small networks; saturates for large values.", {}},
       "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
       "Tanh",
       "Tanh",
       GRADUS_EXPRESSIONS(tanh(x), 1 - tanh(x) * tanh(x))},

      {{"sigmoid",
        "Sigmoid",
        "Squeezes into 0 … 1. Its slope is at most ¼, so gradients fade through many layers of it.",
        {}},
       "1 / (1 + e⁻ˣ)",
       "Sigmoid",
       "Sigmoid",
       GRADUS_EXPRESSIONS(1 / (1 + exp(-x)), 1 / ((1 + exp(-x)) * (1 + exp(x))))},

      {{"softplus",
        "Softplus",
        "A smooth ReLU whose slope is the sigmoid.",
        {parameter("beta", "β", 1, 0.1, 10, "The sharpness of the bend."),
         parameter("threshold", "Threshold", 20, 1, 100, "Where β·x is above it, the result is x itself.")}},
       "ln(1 + e^(βx)) / β",
       "Softplus",
       "Softplus",
       GRADUS_EXPRESSIONS(x * p0 > p1 ? x : log1p(exp(x * p0)) / p0, x * p0 > p1 ? (T)(1) : 1 / (1 + exp(-x * p0)))},

      {{"softsign", "Softsign", "Like tanh, but approaching its limits slowly.", {}},
       "x / (1 + |x|)",
       "Softsign",
       "Softsign",
       GRADUS_EXPRESSIONS(x / (1 + fabs(x)), 1 / ((1 + fabs(x)) * (1 + fabs(x))))},

      {{"relu6", "ReLU6", "ReLU cut off at 6, for arithmetic of low precision.", {}},
       "min(max(0, x), 6)",
       "ReLU6",
       "",
       GRADUS_EXPRESSIONS(x < 0 ? (T)(0) : (x > 6 ? (T)(6) : x), x <= 0 ? (T)(0) : (x >= 6 ? (T)(0) : (T)(1)))},

      {{"hardtanh",
        "Hardtanh",
        "The identity between two limits, constant beyond them.",
        {parameter("min_val", "Lower limit", -1, -10, 0, "The smallest result."),
         parameter("max_val", "Upper limit", 1, 0, 10, "The largest result.")}},
       "min(max(a, x), b)",
       "Hardtanh",
       "",
       GRADUS_EXPRESSIONS(x < p0 ? (T)(p0) : (x > p1 ? (T)(p1) : x), x <= p0 ? (T)(0) : (x >= p1 ? (T)(0) : (T)(1)))},

      {{"hardsigmoid", "Hardsigmoid", "Straight lines in place of the sigmoid.", {}},
       "min(max(0, x/6 + ½), 1)",
       "Hardsigmoid",
       "HardSigmoid",
       GRADUS_EXPRESSIONS(x <= -3 ? (T)(0) : (x >= 3 ? (T)(1) : x / 6 + 0.5),
                          x <= -3 ? (T)(0) : (x >= 3 ? (T)(0) : (T)(1.0 / 6.0)))},

      {{"hardswish", "Hardswish", "SiLU with the sigmoid replaced by straight lines.", {}},
       "x · min(max(0, x + 3), 6) / 6",
       "Hardswish",
       "HardSwish",
       GRADUS_EXPRESSIONS(x <= -3 ? (T)(0) : (x >= 3 ? x : x * (x + 3) / 6),
                          x < -3 ? (T)(0) : (x < 3 ? x / 3 + 0.5 : (T)(1)))},

      {{"log_sigmoid", "LogSigmoid", "The logarithm of the sigmoid: 0 on the right, x on the left.", {}},
       "ln(1 / (1 + e⁻ˣ))",
       "LogSigmoid",
       "",
       GRADUS_EXPRESSIONS((x < 0 ? x : (T)(0)) - log1p(exp(-fabs(x))), 1 / (1 + exp(x)))},

      {{"tanhshrink", "Tanhshrink", "What tanh takes away: flat at 0, nearly x ∓ 1 outside.", {}},
       "x − tanh(x)",
       "Tanhshrink",
       "",
       GRADUS_EXPRESSIONS(x - tanh(x), tanh(x) * tanh(x))},

      {{"hardshrink", "Hardshrink", "The identity without its small values.", {lambda}},
       "x if |x| > λ, else 0",
       "Hardshrink",
       "Shrink",
       GRADUS_EXPRESSIONS(fabs(x) <= p0 ? (T)(0) : x, fabs(x) <= p0 ? (T)(0) : (T)(1))},

      {{"softshrink", "Softshrink", "Values are drawn towards 0 by λ, small ones become 0.", {lambda}},
       "x ∓ λ if |x| > λ, else 0",
       "Softshrink",
       "Shrink",
       GRADUS_EXPRESSIONS(x > p0 ? x - p0 : (x < -p0 ? x + p0 : (T)(0)), fabs(x) <= p0 ? (T)(0) : (T)(1))},

      {{"threshold",
        "Threshold",
        "The identity above a threshold, one fixed value below.",
        {required("threshold", "Threshold", 0, -10, 10, "Values up to it are replaced."),
         required("value", "Value", 0, -10, 10, "What replaces them.")}},
       "x if x > t, else v",
       "Threshold",
       "",
       GRADUS_EXPRESSIONS(x <= p0 ? (T)(p1) : x, x <= p0 ? (T)(0) : (T)(1))},

      {{"sine", "Sine", "A wave: lets a small network fit periodic data and fine detail.", {}},
       "sin(x)",
       "",
       "Sin",
       GRADUS_EXPRESSIONS(sin(x), cos(x)),
       {},
       "torch.sin(x)"},

      {{"gaussian", "Gaussian", "A bump around 0: each unit answers to one place only.", {}},
       "e^(−x²)",
       "",
       "",
       GRADUS_EXPRESSIONS(exp(-x * x), -2 * x * exp(-x * x)),
       {},
       "torch.exp(-x * x)"},

      {{"identity", "Identity", "No activation: the layer stays linear. Layers of it collapse into one.", {}},
       "x",
       "Identity",
       "Identity",
       GRADUS_EXPRESSIONS(x, (T)(1))},
  };
}

}  // namespace

std::span<const Activation> activations() {
  static const std::vector<Activation> table = makeTable();
  return table;
}

}  // namespace gradus
