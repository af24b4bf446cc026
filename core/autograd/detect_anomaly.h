// Anomaly mode: `torch.autograd.detect_anomaly`.
#pragma once

#include <cstdint>

#include "core/tensor/graph.h"

namespace gradus {

/// While it lives, every result and gradient on this thread is read back and checked, which is slow: for finding
/// faults, not for training. The operation that makes the first number that is not finite throws Error, naming itself,
/// the number and its place, forward or backward.
class DetectAnomaly : public GraphObserver {
 public:
  void sawResult(const char* name, const Tensor& result) override;
  void sawBackward(const GradFn& function, const Tensor& gradient, const std::vector<Tensor>& inputGradients) override;
};

}  // namespace gradus
