#include "core/nn/pointwise_losses.h"

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/nn/own_program.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"

namespace gradus {

const PointwiseLoss kMseLoss = {"mse", "MseLossBackward0", "d * d", "2 * d", "-2 * d"};

const PointwiseLoss kL1Loss = {"l1", "L1LossBackward0", "fabs(d)", "sign(d)", "-sign(d)"};

// Comparisons that are false for NaN, whose sign() is 0: the gradient of what is not a number is none either.
const PointwiseLoss kSmoothL1Loss = {"smooth_l1", "SmoothL1LossBackward0",
                                     "fabs(d) < p ? d * d / p * (T)(0.5) : fabs(d) - (T)(0.5) * p",
                                     "fabs(d) >= p ? sign(d) : d / p", "fabs(d) >= p ? -sign(d) : -d / p"};

const PointwiseLoss kHuberLoss = {"huber", "HuberLossBackward0",
                                  "fabs(d) <= p ? d * d * (T)(0.5) : p * (fabs(d) - (T)(0.5) * p)",
                                  "fabs(d) >= p ? p * sign(d) : d", "fabs(d) >= p ? -p * sign(d) : -d"};

// A comparison, since fmax would turn NaN into −100.
const PointwiseLoss kBceLoss = {
    "bce", "BinaryCrossEntropyBackward0",
    "(y - 1) * (log1p(-x) < -100 ? (T)(-100) : log1p(-x)) - y * (log(x) < -100 ? (T)(-100) : log(x))",
    "d / fmax((1 - x) * x, (T)(1e-12))",
    "(log1p(-x) < -100 ? (T)(-100) : log1p(-x)) - (log(x) < -100 ? (T)(-100) : log(x))"};

// ln(1 + e⁻ˣ) is log1p(e^−|x|) + max(−x, 0); 1 − sigmoid(x) is 1 / (1 + eˣ). Left and right of 0 the gradient is a
// difference of other numbers, so that neither side loses its digits.
const PointwiseLoss kBceWithLogitsLoss = {
    "bce_with_logits", "BinaryCrossEntropyWithLogitsBackward0",
    "(1 - y) * x + (1 + (w - 1) * y) * (log1p(exp(-fabs(x))) + (x < 0 ? -x : (T)(0)))",
    "x < 0 ? (1 + (w - 1) * y) / (1 + exp(-x)) - w * y : (1 - y) - (1 + (w - 1) * y) / (1 + exp(x))",
    "(w - 1) * (log1p(exp(-fabs(x))) + (x < 0 ? -x : (T)(0))) - x"};

namespace {

constexpr const char* kArguments =
    "(__global const real* output, int outputOffset, __global const real* target, int targetOffset,\n"
    " __global const real* posWeight, int posWeightOffset, int isPosWeighted,\n"
    " __global const real* weight, int weightOffset, int isWeighted, real parameter, int count,\n"
    " __global real* result";

constexpr const char* kOperands =
    "  FIRST_OF(index, count)\n"
    "  const T x = LOAD(output + outputOffset, index);\n"
    "  const T y = LOAD(target + targetOffset, index);\n"
    "  const T d = x - y;\n"
    "  const T p = parameter;\n"
    "  const T w = isPosWeighted ? LOAD(posWeight + posWeightOffset, index) : (T)(1);\n"
    "  const T factor = isWeighted ? LOAD(weight + weightOffset, index) : (T)(1);\n";

/// The gradient is one number for all (step 0) or one for each (step 1).
std::string gradientKernel(const char* name, const char* derivative) {
  return std::string("__kernel void ") + name + kArguments +
         ", __global const real* gradient, int gradientOffset, int step, real divisor) {\n" + kOperands +
         "  const T g = step ? LOAD(gradient + gradientOffset, index) : (T)(gradient[gradientOffset]);\n"
         "  storeLanes((" +
         derivative + ") * factor * (g / divisor), result, index, count);\n}\n";
}

std::string kernelSource(const PointwiseLoss& loss) {
  return std::string("__kernel void losses") + kArguments + ") {\n" + kOperands + "  storeLanes((" + loss.value +
         ") * factor, result, index, count);\n}\n" + gradientKernel("by_output", loss.byOutput) +
         gradientKernel("by_target", loss.byTarget);
}

/// What the kernels read.
struct Operands {
  Tensor output;
  Tensor target;
  double parameter = 0;
  Tensor posWeight;  ///< undefined: 1
  Tensor weight;     ///< undefined: 1
};

template <class... More>
Tensor launch(const std::string& kernel, const Operands& operands, const More&... more) {
  const auto& [output, target, parameter, posWeight, weight] = operands;
  Device& device = output.device();
  Tensor result = Tensor::empty(device, output.shape(), output.dtype());
  if (result.numel() == 0) return result;
  const Tensor& positives = posWeight.defined() ? posWeight : output;  // What is not read only has to be a buffer.
  const Tensor& factors = weight.defined() ? weight : output;
  device.launch(kernel, device.lanesOver(output.numel()), output.buffer(), intOf(output.offset()), target.buffer(),
                intOf(target.offset()), positives.buffer(), intOf(positives.offset()), cl_int{posWeight.defined()},
                factors.buffer(), intOf(factors.offset()), cl_int{weight.defined()}, realFor(parameter, output.dtype()),
                intOf(output.numel()), result.buffer(), more...);
  return result;
}

/// A factor for each number of the output, laid out like it; undefined if there is none.
Tensor spread(const Tensor& weight, const Tensor& output, const char* loss) {
  if (!weight.defined()) return weight;
  demandSameFloating(output, weight, loss);
  return contiguous(expand(weight.detach(), output.shape()));
}

/// What a loss is given besides output and target.
struct Extras {
  double parameter = 0;
  Tensor posWeight;
  Tensor weight;
};

Tensor apply(const PointwiseLoss& loss, const Tensor& output, const Tensor& target, Reduction reduction,
             const Extras& extras = {}) {
  if (output.shape() != target.shape()) {
    throw ShapeError(std::string(loss.name) + " loss: output " + output.shape().text() + " and target " +
                     target.shape().text() + " differ in shape");
  }
  demandSameFloating(output, target, loss.name);
  const Dtype dtype = output.dtype();
  const std::string program = std::string("loss.") + loss.name + "." + nameOf(dtype);
  output.device().addProgram(program, precisionOf(dtype), [&] { return kernelSource(loss); });

  const Operands operands{contiguous(output.detach()), contiguous(target.detach()), extras.parameter,
                          spread(extras.posWeight, output, loss.name), spread(extras.weight, output, loss.name)};
  Tensor result = launch(program + ":losses", operands);
  if (reduction == Reduction::Mean) result = mean(result);
  if (reduction == Reduction::Sum) result = sum(result);
  const auto backward = [=, toOutput = Receiver(output), toTarget = Receiver(target)](const Tensor& gradient) {
    const Tensor dense = contiguous(gradient.detach());
    const double divisor = reduction == Reduction::Mean ? static_cast<double>(toOutput.shape.numel()) : 1;
    const auto by = [&](const char* kernel) {
      return launch(program + kernel, operands, dense.buffer(), intOf(dense.offset()),
                    cl_int{reduction == Reduction::None}, realFor(divisor, dtype));
    };
    return std::vector{toOutput.needsGrad ? by(":by_output") : Tensor(),
                       toTarget.needsGrad ? by(":by_target") : Tensor()};
  };
  return record(result, loss.gradFn, {output, target}, backward);
}

}  // namespace

Tensor mseLoss(const Tensor& output, const Tensor& target, Reduction reduction) {
  return apply(kMseLoss, output, target, reduction);
}

Tensor l1Loss(const Tensor& output, const Tensor& target, Reduction reduction) {
  return apply(kL1Loss, output, target, reduction);
}

Tensor smoothL1Loss(const Tensor& output, const Tensor& target, const SmoothL1Options& options) {
  if (!(options.beta >= 0))
    throw Error("smooth L1 loss: beta is " + plainNumber(options.beta) + ", expected 0 or more");
  return apply(kSmoothL1Loss, output, target, options.reduction, {options.beta, {}, {}});
}

Tensor huberLoss(const Tensor& output, const Tensor& target, const HuberOptions& options) {
  if (!(options.delta > 0)) throw Error("Huber loss: delta is " + plainNumber(options.delta) + ", expected above 0");
  return apply(kHuberLoss, output, target, options.reduction, {options.delta, {}, {}});
}

Tensor bceLoss(const Tensor& output, const Tensor& target, const BceOptions& options) {
  return apply(kBceLoss, output, target, options.reduction, {0, {}, options.weight});
}

Tensor bceWithLogitsLoss(const Tensor& output, const Tensor& target, const BceWithLogitsOptions& options) {
  return apply(kBceWithLogitsLoss, output, target, options.reduction, {0, options.posWeight, options.weight});
}

}  // namespace gradus
