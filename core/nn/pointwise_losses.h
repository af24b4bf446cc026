// Losses that compare output and target number by number, each one kernel forward and one backward.
//
// Output and target have one shape (PyTorch broadcasts some of them with a warning; that is mostly a mistake, so
// here it is an error) and one floating dtype; both may require grad. All throw ShapeError naming both shapes.
#pragma once

#include "core/nn/loss_reduction.h"

namespace gradus {

/// A loss of one number: OpenCL C expressions in the output x, the target y, their difference d = x − y, a parameter
/// p and the weight w of positives (1 where none is given). At kinks the derivatives take PyTorch's side.
struct PointwiseLoss {
  const char* name;      ///< in messages, and of the program of kernels
  const char* gradFn;    ///< as PyTorch names the node
  const char* value;     ///< the loss
  const char* byOutput;  ///< ∂ loss / ∂ x
  const char* byTarget;  ///< ∂ loss / ∂ y
};

extern const PointwiseLoss kMseLoss;
extern const PointwiseLoss kL1Loss;
extern const PointwiseLoss kSmoothL1Loss;  ///< p is beta
extern const PointwiseLoss kHuberLoss;     ///< p is delta
extern const PointwiseLoss kBceLoss;
extern const PointwiseLoss kBceWithLogitsLoss;

/// (output − target)², as `torch.nn.MSELoss`.
Tensor mseLoss(const Tensor& output, const Tensor& target, Reduction reduction = Reduction::Mean);

/// |output − target|, as `torch.nn.L1Loss`.
Tensor l1Loss(const Tensor& output, const Tensor& target, Reduction reduction = Reduction::Mean);

struct SmoothL1Options {
  Reduction reduction = Reduction::Mean;
  double beta = 1;  ///< differences below it count squared: ½d²/β, those above |d| − ½β; 0 gives L1
};

/// `torch.nn.SmoothL1Loss`. Throws Error for a negative beta.
Tensor smoothL1Loss(const Tensor& output, const Tensor& target, const SmoothL1Options& options = {});

struct HuberOptions {
  Reduction reduction = Reduction::Mean;
  double delta = 1;  ///< differences up to it count ½d², those above δ(|d| − ½δ)
};

/// `torch.nn.HuberLoss`. Throws Error unless delta is positive.
Tensor huberLoss(const Tensor& output, const Tensor& target, const HuberOptions& options = {});

struct BceOptions {
  Reduction reduction = Reduction::Mean;
  Tensor weight;  ///< factor of each loss; broadcasts to the output. Undefined: 1. Gets no gradient
};

/// −(y ln p + (1 − y) ln(1 − p)) for probabilities `output`, logarithms not below −100, as `torch.nn.BCELoss`. An
/// output outside 0 … 1, which PyTorch refuses, gives NaN: to look would mean to wait for the device.
Tensor bceLoss(const Tensor& output, const Tensor& target, const BceOptions& options = {});

struct BceWithLogitsOptions {
  Reduction reduction = Reduction::Mean;
  Tensor posWeight;  ///< factor of the positive part, given like `weight`
  Tensor weight;     ///< as in BceOptions
};

/// The same for p = sigmoid(output) without overflow, as `torch.nn.BCEWithLogitsLoss`.
Tensor bceWithLogitsLoss(const Tensor& output, const Tensor& target, const BceWithLogitsOptions& options = {});

}  // namespace gradus
