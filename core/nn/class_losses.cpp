#include "core/nn/class_losses.h"

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/nn/own_program.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"

namespace gradus {
namespace {

// Every loss here is −Σ q · ln p over the classes. Where the target is one class, q is its weight (less the smoothed
// share) there and the smoothed share elsewhere; a sample's divisor is what it adds to that of the mean. A work-item
// computes one sample, whose classes lie `inner` numbers apart.
constexpr const char* kSource = R"cl(
typedef struct {
  int classes;
  int inner;
  int isProbability;  // the target, else it is a class
  int isLogarithm;    // the output, else it is what softmax is taken of
  int isWeighted;
  int ignores;        // the class `ignored`
  long ignored;
} Kind;

#define OPERANDS                                                                                                  \
  __global const real *output, int outputOffset, __global const long *labels, int labelsOffset,                   \
      __global const real *shares, int sharesOffset, __global const real *weight, int weightOffset, Kind kind,     \
      real smoothing, int samples

inline real share(__global const real* shares, long label, __global const real* weight, Kind kind, real smoothing,
                  int class) {
  if (!kind.isProbability && (label < 0 || label >= kind.classes)) return NAN;
  const real target = kind.isProbability ? shares[class * kind.inner] : (real)(class == label);
  return (kind.isWeighted ? weight[class] : 1) * (target * (1 - smoothing) + smoothing / kind.classes);
}

// `first` of the numbers of a sample lies `start` behind the offset.
#define SAMPLE                                                                                    \
  const int sample = get_global_id(0);                                                            \
  if (sample >= samples) return;                                                                  \
  const int start = sample / kind.inner * kind.inner * kind.classes + sample % kind.inner;        \
  __global const real* first = output + outputOffset + start;                                     \
  const long label = kind.isProbability ? 0 : labels[labelsOffset + sample];                      \
  const bool isIgnored = kind.ignores && !kind.isProbability && label == kind.ignored;            \
  shares += sharesOffset + (kind.isProbability ? start : 0);                                      \
  weight += weightOffset;                                                                         \
  const real top = kind.isLogarithm ? 0 : largest(first, kind.classes, kind.inner);               \
  const real normalizer = kind.isLogarithm ? 0 : logTotal(top, first, kind.classes, kind.inner);

__kernel void losses(OPERANDS, __global real* losses, __global real* divisors) {
  SAMPLE
  real total = 0, lost = 0;
  for (int i = 0; i < kind.classes && !isIgnored; ++i) {
    const real q = share(shares, label, weight, kind, smoothing, i);
    if (q != 0) ADD_TO(real, total, lost, -q * (first[i * kind.inner] - top - normalizer))
  }
  losses[sample] = total + lost;
  const bool known = label >= 0 && label < kind.classes;
  divisors[sample] = isIgnored ? 0 : kind.isWeighted && !kind.isProbability && known ? weight[label] : 1;
}

// Of the loss by the output: (softmax · Σ q − q) · gradient, or −q · gradient; one gradient for all samples (step 0) or
// one for each (step 1).
__kernel void by_output(OPERANDS, __global const real* gradient, int gradientOffset, int step, __global real* result) {
  SAMPLE
  const real scale = gradient[gradientOffset + sample * step];
  real total = 0, lost = 0;
  for (int i = 0; i < kind.classes && !isIgnored; ++i) {
    ADD_TO(real, total, lost, share(shares, label, weight, kind, smoothing, i))
  }
  total += lost;
  for (int i = 0; i < kind.classes; ++i) {
    const real softmax = kind.isLogarithm ? 0 : exp(first[i * kind.inner] - top - normalizer);
    const real q = isIgnored ? 0 : share(shares, label, weight, kind, smoothing, i);
    result[start + i * kind.inner] = isIgnored ? 0 : (softmax * total - q) * scale;
  }
}

// Of the loss by probabilities as target: −ln p · gradient, as far as they are not smoothed.
__kernel void by_target(OPERANDS, __global const real* gradient, int gradientOffset, int step, __global real* result) {
  SAMPLE
  const real scale = gradient[gradientOffset + sample * step] * (1 - smoothing);
  for (int i = 0; i < kind.classes; ++i) {
    const real logarithm = first[i * kind.inner] - top - normalizer;
    result[start + i * kind.inner] = -(kind.isWeighted ? weight[i] : 1) * logarithm * scale;
  }
}
)cl";

/// As `Kind` in the kernels.
struct Kind {
  cl_int classes = 0;
  cl_int inner = 0;
  cl_int isProbability = 0;
  cl_int isLogarithm = 0;
  cl_int isWeighted = 0;
  cl_int ignores = 0;
  cl_long ignored = 0;
};

/// What the kernels read; contiguous.
struct Operands {
  Tensor output;
  Tensor target;
  Tensor weight;
  Kind kind;
  double smoothing = 0;
};

/// The dimension of the classes.
int classDim(const Tensor& output) {
  return output.dim() == 1 ? 0 : 1;
}

/// The shape of the loss of each sample.
Shape samplesOf(const Tensor& output) {
  return output.shape().without(classDim(output));
}

template <class... More>
void launch(const char* kernel, const Operands& operands, const More&... more) {
  const auto& [output, target, weight, kind, smoothing] = operands;
  const std::int64_t samples = samplesOf(output).numel();
  if (samples == 0) return;
  Device& device = output.device();
  const std::string program = ownProgram(device, "class_losses", output.dtype(), kSource);
  const Tensor& labels = kind.isProbability != 0 ? output : target;  // Whichever is not read only has to be a buffer.
  const Tensor& shares = kind.isProbability != 0 ? target : output;
  const Tensor& factors = weight.defined() ? weight : output;
  device.launch(program + kernel, device.itemsOver(samples), output.buffer(), intOf(output.offset()), labels.buffer(),
                intOf(labels.offset()), shares.buffer(), intOf(shares.offset()), factors.buffer(),
                intOf(factors.offset()), kind, realFor(smoothing, output.dtype()), intOf(samples), more...);
}

/// Throws ShapeError unless output, target and weight fit; true if the target holds probabilities.
bool demandFit(const char* loss, const Tensor& output, const Tensor& target, const Tensor& weight) {
  demandFloating(output, loss);
  const bool hasClasses = output.dim() > 0;
  const bool isClass = hasClasses && target.dtype() == Dtype::Int64 && target.shape() == samplesOf(output);
  const bool isProbability = hasClasses && target.dtype() == output.dtype() && target.shape() == output.shape();
  if (!isClass && !isProbability) {
    throw ShapeError(std::string(loss) + ": output " + output.shape().text() + " and target " + target.shape().text() +
                     " " + nameOf(target.dtype()) + " do not fit: expected (N, C, …) and int64 (N, …)");
  }
  const std::int64_t classes = output.shape()[classDim(output)];
  if (weight.defined() && (weight.shape() != Shape{classes} || weight.dtype() != output.dtype())) {
    throw ShapeError(std::string(loss) + ": weight " + weight.shape().text() + " " + nameOf(weight.dtype()) +
                     " does not fit output " + output.shape().text() + ": expected one number for each class");
  }
  return isProbability;
}

/// The gradient by output or target, whichever the kernel computes.
Tensor gradientBy(const char* kernel, const Operands& operands, const Tensor& gradient, Reduction reduction) {
  const Tensor& output = operands.output;
  Tensor result = Tensor::empty(output.device(), output.shape(), output.dtype());
  launch(kernel, operands, gradient.buffer(), intOf(gradient.offset()), cl_int{reduction == Reduction::None},
         result.buffer());
  return result;
}

Tensor classLoss(const Tensor& output, const Tensor& target, const Operands& operands, Reduction reduction) {
  Device& device = output.device();
  Tensor losses = Tensor::empty(device, samplesOf(output), output.dtype());
  const Tensor divisors = Tensor::empty(device, samplesOf(output), output.dtype());
  launch("losses", operands, losses.buffer(), divisors.buffer());
  const Tensor divisor = reduction == Reduction::Mean ? sum(divisors) : Tensor();
  Tensor result = losses;
  if (reduction == Reduction::Sum) result = sum(losses);
  if (reduction == Reduction::Mean) result = sum(losses) / divisor;
  const bool byOutput = output.requiresGrad();
  const bool byTarget = target.requiresGrad();
  return record(result, "NllLossBackward0", {output, target}, [=](const Tensor& gradient) {
    const Tensor outer = contiguous(divisor.defined() ? gradient.detach() / divisor : gradient.detach());
    return std::vector{byOutput ? gradientBy("by_output", operands, outer, reduction) : Tensor(),
                       byTarget ? gradientBy("by_target", operands, outer, reduction) : Tensor()};
  });
}

Operands operandsOf(const Tensor& output, const Tensor& target, const Tensor& weight,
                    const std::optional<std::int64_t>& ignoreIndex) {
  const int dim = classDim(output);
  Operands operands{contiguous(output.detach()), contiguous(target.detach()), {}, {}, 0};
  operands.kind.classes = intOf(output.shape()[dim]);
  operands.kind.inner = 1;
  for (int i = dim + 1; i < output.dim(); ++i) operands.kind.inner *= intOf(output.shape()[i]);
  operands.kind.ignores = ignoreIndex ? 1 : 0;
  operands.kind.ignored = ignoreIndex.value_or(0);
  if (!weight.defined()) return operands;
  operands.weight = contiguous(weight.detach());
  operands.kind.isWeighted = 1;
  return operands;
}

/// The kernels of the library, which every training of a classifier runs: classes, no weights, none ignored, the mean.
Tensor plainCrossEntropy(const Tensor& output, const Tensor& target) {
  const Tensor logits = contiguous(output.detach());
  const Tensor classes = contiguous(target);
  Device& device = output.device();
  const cl_int rows = intOf(output.shape()[0]);
  const cl_int count = intOf(output.shape()[1]);
  Tensor losses = Tensor::empty(device, {output.shape()[0]}, output.dtype());
  if (rows > 0) {
    device.launch(kernelFor("cross_entropy", logits.dtype()), device.itemsOver(rows), logits.buffer(),
                  intOf(logits.offset()), classes.buffer(), intOf(classes.offset()), losses.buffer(), rows, count);
  }
  return record(mean(losses), "NllLossBackward0", {output}, [logits, classes, rows, count](const Tensor& gradient) {
    Tensor result = Tensor::empty(logits.device(), logits.shape(), logits.dtype());
    if (result.numel() > 0) {
      logits.device().launch(kernelFor("cross_entropy_backward", logits.dtype()), logits.device().itemsOver(rows),
                             logits.buffer(), intOf(logits.offset()), classes.buffer(), intOf(classes.offset()),
                             gradient.buffer(), intOf(gradient.offset()), result.buffer(), rows, count);
    }
    return std::vector{result};
  });
}

}  // namespace

Tensor crossEntropy(const Tensor& output, const Tensor& target, const CrossEntropyOptions& options) {
  const bool isProbability = demandFit("cross entropy", output, target, options.weight);
  if (!(options.labelSmoothing >= 0 && options.labelSmoothing <= 1)) {
    throw Error("cross entropy: label smoothing is " + plainNumber(options.labelSmoothing) + ", expected 0 to 1");
  }
  if (isProbability && options.ignoreIndex.value_or(-1) >= 0) {
    throw Error("cross entropy: class " + std::to_string(*options.ignoreIndex) +
                " is to be ignored, but the target holds probabilities: give int64 classes, or ignore none");
  }
  const bool isPlain = !isProbability && !options.weight.defined() && options.labelSmoothing == 0 &&
                       !options.ignoreIndex && options.reduction == Reduction::Mean && output.dim() == 2;
  if (isPlain) return plainCrossEntropy(output, target);
  Operands operands = operandsOf(output, target, options.weight, options.ignoreIndex);
  operands.kind.isProbability = isProbability ? 1 : 0;
  operands.smoothing = options.labelSmoothing;
  return classLoss(output, target, operands, options.reduction);
}

Tensor nllLoss(const Tensor& output, const Tensor& target, const NllOptions& options) {
  if (demandFit("negative log-likelihood", output, target, options.weight)) {
    throw ShapeError("negative log-likelihood: the target holds " + std::string(nameOf(target.dtype())) +
                     ", expected int64 classes");
  }
  Operands operands = operandsOf(output, target, options.weight, options.ignoreIndex);
  operands.kind.isLogarithm = 1;
  return classLoss(output, target, operands, options.reduction);
}

}  // namespace gradus
