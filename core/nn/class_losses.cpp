#include "core/nn/class_losses.h"

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/nn/own_program.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"

namespace gradus {
namespace {

// Every loss here is −Σ q · ln p over the classes. Where the target is one class, q is its weight (less the smoothed
// share) there and the smoothed share elsewhere; a sample's divisor is what it adds to that of the mean.
constexpr const char* kSource = R"cl(
typedef struct {
  int classes;
  int isProbability;  // the target, else it is a class
  int isLogarithm;    // the output, else it is what softmax is taken of
  int isWeighted;
} Kind;

#define OPERANDS                                                                                                  \
  __global const real *output, int outputOffset, __global const long *labels, int labelsOffset,                   \
      __global const real *shares, int sharesOffset, __global const real *weight, int weightOffset, Kind kind,     \
      real smoothing, int rows

inline real share(__global const real* shares, long label, __global const real* weight, Kind kind, real smoothing,
                  int class) {
  if (!kind.isProbability && (label < 0 || label >= kind.classes)) return NAN;
  const real target = kind.isProbability ? shares[class] : (real)(class == label);
  return (kind.isWeighted ? weight[class] : 1) * (target * (1 - smoothing) + smoothing / kind.classes);
}

#define ROW                                                                                       \
  const int sample = get_global_id(0);                                                            \
  if (sample >= rows) return;                                                                     \
  __global const real* row = output + outputOffset + sample * kind.classes;                       \
  const long label = kind.isProbability ? 0 : labels[labelsOffset + sample];                      \
  shares += sharesOffset + (kind.isProbability ? sample * kind.classes : 0);                      \
  weight += weightOffset;                                                                         \
  const real normalizer = kind.isLogarithm ? 0 : logSumExp(row, kind.classes);

__kernel void losses(OPERANDS, __global real* losses, __global real* divisors) {
  ROW
  real total = 0;
  for (int i = 0; i < kind.classes; ++i) {
    const real q = share(shares, label, weight, kind, smoothing, i);
    if (q != 0) total -= q * (row[i] - normalizer);
  }
  losses[sample] = total;
  const bool known = label >= 0 && label < kind.classes;
  divisors[sample] = kind.isWeighted && !kind.isProbability && known ? weight[label] : 1;
}

// (softmax · Σ q − q) · gradient, or −q · gradient; one gradient for all rows (step 0) or one for each (step 1).
__kernel void gradients(OPERANDS, __global const real* gradient, int gradientOffset, int step, __global real* result) {
  ROW
  const real scale = gradient[gradientOffset + sample * step];
  real total = 0;
  for (int i = 0; i < kind.classes; ++i) total += share(shares, label, weight, kind, smoothing, i);
  for (int i = 0; i < kind.classes; ++i) {
    const real softmax = kind.isLogarithm ? 0 : exp(row[i] - normalizer);
    const real q = share(shares, label, weight, kind, smoothing, i);
    result[sample * kind.classes + i] = (softmax * total - q) * scale;
  }
}
)cl";

/// As `Kind` in the kernels.
struct Kind {
  cl_int classes = 0;
  cl_int isProbability = 0;
  cl_int isLogarithm = 0;
  cl_int isWeighted = 0;
};

/// What both kernels read; contiguous.
struct Operands {
  Tensor output;
  Tensor target;
  Tensor weight;
  Kind kind;
  double smoothing = 0;
};

template <class... More>
void launch(const char* kernel, const Operands& operands, const More&... more) {
  const auto& [output, target, weight, kind, smoothing] = operands;
  Device& device = output.device();
  const std::string program = ownProgram(device, "class_losses", output.dtype(), kSource);
  const Tensor& labels = kind.isProbability != 0 ? output : target;  // Whichever is not read only has to be a buffer.
  const Tensor& shares = kind.isProbability != 0 ? target : output;
  const Tensor& factors = weight.defined() ? weight : output;
  device.launch(program + kernel, device.itemsOver(output.shape()[0]), output.buffer(), intOf(output.offset()),
                labels.buffer(), intOf(labels.offset()), shares.buffer(), intOf(shares.offset()), factors.buffer(),
                intOf(factors.offset()), kind, realFor(smoothing, output.dtype()), intOf(output.shape()[0]), more...);
}

/// Throws ShapeError unless output, target and weight fit; true if the target holds probabilities.
bool demandFit(const char* loss, const Tensor& output, const Tensor& target, const Tensor& weight) {
  demandFloating(output, loss);
  const bool isClass = output.dim() == 2 && target.dtype() == Dtype::Int64 && target.shape() == Shape{output.size(0)};
  const bool isProbability = target.dtype() == output.dtype() && target.shape() == output.shape();
  if (output.dim() != 2 || (!isClass && !isProbability)) {
    throw ShapeError(std::string(loss) + ": output " + output.shape().text() + " and target " + target.shape().text() +
                     " " + nameOf(target.dtype()) + " do not fit: expected (N, C) and int64 (N)");
  }
  if (weight.defined() && (weight.shape() != Shape{output.size(1)} || weight.dtype() != output.dtype())) {
    throw ShapeError(std::string(loss) + ": weight " + weight.shape().text() + " " + nameOf(weight.dtype()) +
                     " does not fit output " + output.shape().text() + ": expected one number for each class");
  }
  return isProbability;
}

Tensor classLoss(const char* gradFn, const Tensor& output, const Operands& operands, Reduction reduction) {
  Device& device = output.device();
  const std::int64_t rows = output.shape()[0];
  Tensor losses = Tensor::empty(device, {rows}, output.dtype());
  const Tensor divisors = Tensor::empty(device, {rows}, output.dtype());
  if (rows > 0) launch("losses", operands, losses.buffer(), divisors.buffer());
  const Tensor divisor = reduction == Reduction::Mean ? sum(divisors) : Tensor();
  Tensor result = losses;
  if (reduction == Reduction::Sum) result = sum(losses);
  if (reduction == Reduction::Mean) result = sum(losses) / divisor;
  return record(result, gradFn, {output}, [operands, divisor, reduction](const Tensor& gradient) {
    const Tensor outer = contiguous(divisor.defined() ? gradient.detach() / divisor : gradient.detach());
    Tensor inner = Tensor::empty(outer.device(), operands.output.shape(), outer.dtype());
    if (inner.numel() > 0) {
      launch("gradients", operands, outer.buffer(), intOf(outer.offset()), cl_int{reduction == Reduction::None},
             inner.buffer());
    }
    return std::vector{inner};
  });
}

Operands operandsOf(const Tensor& output, const Tensor& target, const Tensor& weight) {
  Operands operands{contiguous(output.detach()), contiguous(target.detach()), {}, {}, 0};
  operands.kind.classes = intOf(output.shape()[1]);
  if (!weight.defined()) return operands;
  operands.weight = contiguous(weight.detach());
  operands.kind.isWeighted = 1;
  return operands;
}

/// The kernels of the library, which every training of a classifier runs: classes, no weights, the mean.
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
    throw Error("cross entropy: label smoothing is " + std::to_string(options.labelSmoothing) + ", expected 0 to 1");
  }
  if (target.requiresGrad()) throw Error("cross entropy: the target gets no gradient; pass target.detach()");
  if (!isProbability && !options.weight.defined() && options.labelSmoothing == 0 &&
      options.reduction == Reduction::Mean) {
    return plainCrossEntropy(output, target);
  }
  Operands operands = operandsOf(output, target, options.weight);
  operands.kind.isProbability = isProbability ? 1 : 0;
  operands.smoothing = options.labelSmoothing;
  return classLoss("NllLossBackward0", output, operands, options.reduction);
}

Tensor nllLoss(const Tensor& output, const Tensor& target, const NllOptions& options) {
  if (demandFit("negative log-likelihood", output, target, options.weight)) {
    throw ShapeError("negative log-likelihood: the target holds " + std::string(nameOf(target.dtype())) +
                     ", expected int64 classes");
  }
  Operands operands = operandsOf(output, target, options.weight);
  operands.kind.isLogarithm = 1;
  return classLoss("NllLossBackward0", output, operands, options.reduction);
}

}  // namespace gradus
