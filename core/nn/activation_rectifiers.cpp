// The first rows of the activation table: ReLU and its smooth relatives.
#include "core/nn/activation_row.h"

namespace gradus {

std::vector<Activation> rectifiers() {
  const ParameterInfo alpha = parameter("alpha", "α", 1, 0.01, 10, "How far negative values go: the limit is −α.");
  return {
      {{"relu",
        "ReLU",
        "0 for negative values, x for positive ones. Cheap, keeps gradients alive where it is active: the "
        "usual first choice for hidden layers.",
        {}},
       "max(0, x)",
       "The usual first choice for hidden layers, wide or deep, with Kaiming's weights: cheap, and its slope is "
       "exactly 1 wherever a unit is active. Look for units that have fallen silent when the learning rate is high; a "
       "leaky slope keeps them alive.",
       "Nair & Hinton (2010), “Rectified Linear Units Improve Restricted Boltzmann Machines”",
       "ReLU",
       "Relu",
       GRADUS_EXPRESSIONS(x < 0 ? (T)(0) : x, x <= 0 ? (T)(0) : (T)(1)),
       {},
       {},
       {},
       /*slopeOfResult=*/true},

      {{"leaky_relu",
        "Leaky ReLU",
        "ReLU with a small slope for negative values, so that no unit falls silent for good.",
        {parameter("negative_slope", "Negative slope", 0.01, 0, 1, "The slope for negative values.")}},
       "x if x > 0, else a·x",
       "Where ReLU loses units for good: the small slope on the left lets a silent unit find its way back. Costs no "
       "more than ReLU and rarely does worse; the usual choice in discriminators of GANs.",
       "Maas, Hannun & Ng (2013), “Rectifier Nonlinearities Improve Neural Network Acoustic Models”",
       "LeakyReLU",
       "LeakyRelu",
       GRADUS_EXPRESSIONS(x > 0 ? x : p0 * x, x > 0 ? (T)(1) : (T)(p0))},

      {{"elu",
        "ELU",
        "ReLU with a smooth bend towards −α, which brings the mean of the activations nearer to 0.",
        {alpha}},
       "x if x > 0, else α(eˣ − 1)",
       "For networks without normalisation layers: negative values bring the mean of a layer's output nearer to 0, "
       "which speeds learning up. The exponential makes it slower to compute than ReLU.",
       "Clevert, Unterthiner & Hochreiter (2016), “Fast and Accurate Deep Network Learning by Exponential Linear Units "
       "(ELUs)”",
       "ELU",
       "Elu",
       GRADUS_EXPRESSIONS(x > 0 ? x : p0 * expm1(x), x <= 0 ? p0 * exp(x) : (T)(1))},

      {{"selu",
        "SELU",
        "A scaled ELU whose constants make activations keep mean 0 and deviation 1 through many layers.",
        {}},
       "λx if x > 0, else λα(eˣ − 1)",
       "For deep perceptrons on standardised data without normalisation layers: with weights of deviation 1/√inputs, "
       "mean 0 and deviation 1 are kept from layer to layer. Plain dropout breaks that balance.",
       "Klambauer, Unterthiner, Mayr & Hochreiter (2017), “Self-Normalizing Neural Networks”",
       "SELU",
       "Selu",
       GRADUS_EXPRESSIONS(x > 0 ? 1.0507009873554804934 * x : 1.7580993408473768 * expm1(x),
                          x <= 0 ? 1.7580993408473768 * exp(x) : (T)(1.0507009873554804934))},

      {{"celu", "CELU", "An ELU whose slope is continuous for every α.", {alpha}},
       "max(0, x) + min(0, α(e^(x/α) − 1))",
       "As ELU, where α is to be varied: its slope has no jump at 0 for any α, and it becomes ReLU as α goes to 0.",
       "Barron (2017), “Continuously Differentiable Exponential Linear Units”",
       "CELU",
       "Celu",
       GRADUS_EXPRESSIONS(x > 0 ? x : p0 * expm1(x / p0), x <= 0 ? exp(x / p0) : (T)(1))},

      {{"gelu",
        "GELU",
        "x times the probability that a standard normal lies below x: smooth, slightly negative on the left. "
        "The activation of transformers.",
        {}},
       "x · Φ(x)",
       "The activation of transformers such as BERT and GPT, and a good choice for deep networks in general: smooth "
       "like SiLU, with a slope that never jumps. Costs more than ReLU, which hardly matters beside the matrix "
       "products.",
       "Hendrycks & Gimpel (2016), “Gaussian Error Linear Units (GELUs)”",
       "GELU",
       "Gelu",
       GRADUS_EXPRESSIONS(
           0.5 * x * (1 + erf(x * 0.70710678118654752440)),
           0.5 * (1 + erf(x * 0.70710678118654752440)) + x * 0.39894228040143267794 * exp(-0.5 * x * x))},

      {{"gelu_tanh", "GELU (tanh)", "GELU with Φ approximated by tanh, as the first transformers computed it.", {}},
       "½x · (1 + tanh(√(2/π) · (x + 0.044715 x³)))",
       "Only to match networks that were trained with it, such as GPT-2: the approximation differs from the exact GELU "
       "by less than 0.0005 and was made when erf was slow.",
       "Hendrycks & Gimpel (2016), “Gaussian Error Linear Units (GELUs)”",
       "GELU",
       "Gelu",
       // 1 / cosh² in place of 1 − tanh²: beyond ±5 that is a difference of nearly equal numbers. Beyond ±10 the slope
       // is 0 or 1 to all digits, while the terms of its formula overflow.
       GRADUS_EXPRESSIONS(0.5 * x * (1 + tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x))),
                          fabs(x) > 10 ? (x > 0 ? (T)(1) : (T)(0))
                                       : 0.5 * (1 + tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x))) +
                                             0.39894228040143267794 * x * (1 + 0.134145 * x * x) /
                                                 (cosh(0.79788456080286535588 * (x + 0.044715 * x * x * x)) *
                                                  cosh(0.79788456080286535588 * (x + 0.044715 * x * x * x)))),
       "approximate='tanh'"},

      {{"silu", "SiLU", "x · sigmoid(x), also called Swish: smooth and not monotone, close to GELU.", {}},
       "x · σ(x)",
       "For deep networks, in place of ReLU where a smooth function trains better; found again by a search through "
       "formulas as Swish. Small networks rarely gain from it.",
       "Elfwing, Uchibe & Doya (2018), “Sigmoid-Weighted Linear Units for Neural Network Function Approximation in "
       "Reinforcement Learning”; Ramachandran, Zoph & Le (2017), “Searching for Activation Functions”",
       "SiLU",
       "",
       GRADUS_EXPRESSIONS(x / (1 + exp(-x)), (1 + x * (1 - 1 / (1 + exp(-x)))) / (1 + exp(-x)))},

      {{"mish", "Mish", "x · tanh(softplus(x)): smooth, unbounded above, slightly negative on the left.", {}},
       "x · tanh(ln(1 + eˣ))",
       "For deep image networks, such as the detectors of the YOLOv4 family, where the last fraction of accuracy is "
       "worth the time: the most expensive of the smooth rectifiers, close to SiLU in shape.",
       "Misra (2020), “Mish: A Self Regularized Non-Monotonic Activation Function”",
       "Mish",
       "Mish",
       // 1 / cosh² as in GELU.
       GRADUS_EXPRESSIONS(x * tanh(x > 20 ? x : log1p(exp(x))),
                          tanh(x > 20 ? x : log1p(exp(x))) + x / (cosh(x > 20 ? x : log1p(exp(x))) *
                                                                  cosh(x > 20 ? x : log1p(exp(x))) * (1 + exp(-x))))},
  };
}

}  // namespace gradus
