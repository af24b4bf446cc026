// The rows of the activation table behind the rectifiers: sigmoids, hard forms, shrinking and waves.
#include <algorithm>
#include <iterator>
#include <utility>

#include "core/nn/activation_row.h"

namespace gradus {
namespace {

std::vector<Activation> others() {
  const ParameterInfo lambda = parameter("lambd", "λ", 0.5, 0, 10, "Values between −λ and λ become 0.");
  return {
      {{"tanh", "Tanh", "Squeezes into −1 … 1 around 0. Good in small networks; saturates for large values.", {}},
       "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
       "For small networks, for smooth functions and inside recurrent cells: outputs are centred on 0, so that the "
       "next layer learns faster than behind a sigmoid. Use Xavier's weights; in deep stacks it saturates and "
       "gradients fade.",
       "LeCun, Bottou, Orr & Müller (1998), “Efficient BackProp”",
       "Tanh",
       "Tanh",
       GRADUS_EXPRESSIONS(tanh(x), 1 - tanh(x) * tanh(x))},

      {{"sigmoid",
        "Sigmoid",
        "Squeezes into 0 … 1. Its slope is at most ¼, so gradients fade through many layers of it.",
        {}},
       "1 / (1 + e⁻ˣ)",
       "For gates and for an output that is a probability, not for hidden layers: its slope is at most ¼ and its "
       "outputs are never centred on 0, so that deep stacks of it hardly learn.",
       "Rumelhart, Hinton & Williams (1986), “Learning representations by back-propagating errors”",
       "Sigmoid",
       "Sigmoid",
       GRADUS_EXPRESSIONS(1 / (1 + exp(-x)), 1 / ((1 + exp(-x)) * (1 + exp(x))))},

      {{"softplus",
        "Softplus",
        "A smooth ReLU whose slope is the sigmoid.",
        {parameter("beta", "β", 1, 0.1, 10, "The sharpness of the bend."),
         parameter("threshold", "Threshold", 20, 1, 100, "Where β·x is above it, the result is x itself.")}},
       "ln(1 + e^(βx)) / β",
       "Where a number has to be positive, such as a variance or a rate, or where a rectifier must be smooth. In "
       "hidden layers it has no advantage over ReLU.",
       "Dugas, Bengio, Bélisle, Nadeau & Garcia (2001), “Incorporating Second-Order Functional Knowledge for Better "
       "Option Pricing”",
       "Softplus",
       "Softplus",
       GRADUS_EXPRESSIONS(x * p0 > p1 ? x : log1p(exp(x * p0)) / p0, x * p0 > p1 ? (T)(1) : 1 / (1 + exp(-x * p0)))},

      {{"softsign", "Softsign", "Like tanh, but approaching its limits slowly.", {}},
       "x / (1 + |x|)",
       "In place of tanh where units saturate too soon: it approaches its limits as 1/x and not exponentially, so that "
       "the gradient fades more slowly.",
       "Glorot & Bengio (2010), “Understanding the difficulty of training deep feedforward neural networks”",
       "Softsign",
       "Softsign",
       GRADUS_EXPRESSIONS(x / (1 + fabs(x)), 1 / ((1 + fabs(x)) * (1 + fabs(x))))},

      {{"relu6", "ReLU6", "ReLU cut off at 6, for arithmetic of low precision.", {}},
       "min(max(0, x), 6)",
       "For networks that are to run in arithmetic of low precision, such as MobileNets on phones: the cap keeps the "
       "range of numbers known.",
       "Krizhevsky (2010), “Convolutional Deep Belief Networks on CIFAR-10”",
       "ReLU6",
       "",
       GRADUS_EXPRESSIONS(x < 0 ? (T)(0) : (x > 6 ? (T)(6) : x), x <= 0 ? (T)(0) : (x >= 6 ? (T)(0) : (T)(1)))},

      {{"hardtanh",
        "Hardtanh",
        "The identity between two limits, constant beyond them.",
        {parameter("min_val", "Lower limit", -1, -10, 0, "The smallest result."),
         parameter("max_val", "Upper limit", 1, 0, 10, "The largest result.")}},
       "min(max(a, x), b)",
       "A tanh of straight lines, for small processors and for networks whose activations are to be quantised; beyond "
       "its limits nothing is learned.",
       "Collobert (2004), “Large Scale Machine Learning” (thesis, Université de Paris VI)",
       "Hardtanh",
       "",
       GRADUS_EXPRESSIONS(x < p0 ? (T)(p0) : (x > p1 ? (T)(p1) : x), x <= p0 ? (T)(0) : (x >= p1 ? (T)(0) : (T)(1)))},

      {{"hardsigmoid", "Hardsigmoid", "Straight lines in place of the sigmoid.", {}},
       "min(max(0, x/6 + ½), 1)",
       "For gates on processors where the exponential is expensive, as in MobileNetV3; elsewhere the sigmoid itself is "
       "better.",
       "Howard and others (2019), “Searching for MobileNetV3”",
       "Hardsigmoid",
       "HardSigmoid",
       GRADUS_EXPRESSIONS(x <= -3 ? (T)(0) : (x >= 3 ? (T)(1) : x / 6 + 0.5),
                          x > -3 && x < 3 ? (T)(1.0 / 6.0) : (T)(0))},

      {{"hardswish", "Hardswish", "SiLU with the sigmoid replaced by straight lines.", {}},
       "x · min(max(0, x + 3), 6) / 6",
       "In place of SiLU on phones and in fixed-point arithmetic: nearly the same shape without an exponential.",
       "Howard and others (2019), “Searching for MobileNetV3”",
       "Hardswish",
       "HardSwish",
       GRADUS_EXPRESSIONS(x <= -3 ? (T)(0) : (x >= 3 ? x : x * (x + 3) / 6),
                          x <= -3 ? (T)(0) : (x < 3 ? x / 3 + 0.5 : (T)(1)))},

      {{"log_sigmoid", "LogSigmoid", "The logarithm of the sigmoid: 0 on the right, x on the left.", {}},
       "ln(1 / (1 + e⁻ˣ))",
       "For the logarithm of a probability, as in the loss of word2vec's negative samples: computed in one piece, it "
       "stays exact where the sigmoid itself would round to 0. Not meant for hidden layers.",
       "Mikolov, Sutskever, Chen, Corrado & Dean (2013), “Distributed Representations of Words and Phrases and their "
       "Compositionality”",
       "LogSigmoid",
       "",
       GRADUS_EXPRESSIONS((x < 0 ? x : (T)(0)) - log1p(exp(-fabs(x))), 1 / (1 + exp(x)))},

      {{"tanhshrink", "Tanhshrink", "What tanh takes away: flat at 0, nearly x ∓ 1 outside.", {}},
       "x − tanh(x)",
       "For sparse codes and autoencoders: small values nearly vanish, large ones pass. Its slope is 0 at 0, so that "
       "layers of it learn slowly at first.",
       "It has no paper of its own and came with Torch: Collobert, Kavukcuoglu & Farabet (2011), “Torch7: A "
       "Matlab-like Environment for Machine Learning”",
       "Tanhshrink",
       "",
       GRADUS_EXPRESSIONS(x - tanh(x), tanh(x) * tanh(x))},

      {{"hardshrink", "Hardshrink", "The identity without its small values.", {lambda}},
       "x if |x| > λ, else 0",
       "For sparse codes and for denoising: coefficients below λ are taken for noise and removed, the others kept as "
       "they are.",
       "Donoho & Johnstone (1994), “Ideal spatial adaptation by wavelet shrinkage”",
       "Hardshrink",
       "Shrink",
       GRADUS_EXPRESSIONS(fabs(x) <= p0 ? (T)(0) : x, fabs(x) <= p0 ? (T)(0) : (T)(1))},

      {{"softshrink", "Softshrink", "Values are drawn towards 0 by λ, small ones become 0.", {lambda}},
       "x ∓ λ if |x| > λ, else 0",
       "For sparse codes: the step that solves a problem with an L1 penalty λ, repeated layer by layer in learned "
       "ISTA.",
       "Donoho (1995), “De-noising by soft-thresholding”; Gregor & LeCun (2010), “Learning Fast Approximations of "
       "Sparse Coding”",
       "Softshrink",
       "Shrink",
       GRADUS_EXPRESSIONS(fabs(x) <= p0 ? (T)(0) : (x > 0 ? x - p0 : x + p0), fabs(x) <= p0 ? (T)(0) : (T)(1))},

      {{"threshold",
        "Threshold",
        "The identity above a threshold, one fixed value below.",
        {required("threshold", "Threshold", 0, -10, 10, "Values up to it are replaced."),
         required("value", "Value", 0, -10, 10, "What replaces them.")}},
       "x if x > t, else v",
       "For autoencoders without biases, where only what is clearly there is passed on. The jump at the threshold is "
       "not seen by the gradient.",
       "Konda, Memisevic & Krueger (2015), “Zero-bias autoencoders and the benefits of co-adapting features”",
       "Threshold",
       "",
       GRADUS_EXPRESSIONS(x <= p0 ? (T)(p1) : x, x <= p0 ? (T)(0) : (T)(1))},

      {{"sine", "Sine", "A wave: lets a small network fit periodic data and fine detail.", {}},
       "sin(x)",
       "For periodic data and for networks that stand for a picture or a sound itself, whose fine detail rectifiers "
       "blur. Needs weights drawn with care: the paper lets the first layer span several periods and draws the others "
       "so that every layer spreads its results alike.",
       "Sitzmann, Martel, Bergman, Lindell & Wetzstein (2020), “Implicit Neural Representations with Periodic "
       "Activation Functions”",
       "",
       "Sin",
       GRADUS_EXPRESSIONS(sin(x), cos(x)),
       {},
       "torch.sin(x)"},

      {{"gaussian", "Gaussian", "A bump around 0: each unit answers to one place only.", {}},
       "e^(−x²)",
       "For few dimensions and local answers, as in radial-basis networks: each unit answers near one place and is "
       "silent elsewhere, so that far from all data the network says nothing.",
       "Broomhead & Lowe (1988), “Multivariable Functional Interpolation and Adaptive Networks”",
       "",
       "",
       GRADUS_EXPRESSIONS(exp(-x * x), -2 * exp(-x * x) * x),
       {},
       "torch.exp(-x * x)"},

      {{"identity", "Identity", "No activation: the layer stays linear. Layers of it collapse into one.", {}},
       "x",
       "For the output of a regression, and to see what depth alone does: any number of linear layers is one linear "
       "layer, although gradient descent walks through it on other ways.",
       "Saxe, McClelland & Ganguli (2014), “Exact solutions to the nonlinear dynamics of learning in deep linear "
       "neural networks”",
       "Identity",
       "Identity",
       GRADUS_EXPRESSIONS(x, (T)(1))},
  };
}

std::vector<Activation> makeTable() {
  std::vector<Activation> table = rectifiers();
  std::ranges::move(others(), std::back_inserter(table));
  return table;
}

}  // namespace

std::span<const Activation> activations() {
  static const std::vector<Activation> table = makeTable();
  return table;
}

}  // namespace gradus
