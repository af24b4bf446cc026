// Holds gradients by backward against finite differences.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

/// How far apart the two may be: PyTorch's own defaults for float64.
struct GradientTolerance {
  double step = 1e-6;
  double absolute = 1e-5;
  double relative = 1e-3;
};

/// Compares, in float64, the gradients of sum(function(inputs) · c), with fixed coefficients c that make every output
/// count, with central differences, as `torch.autograd.gradcheck`. Returns "" if they agree, else the first
/// input and element that do not, with both numbers.
std::string checkGradient(const std::function<Tensor(const std::vector<Tensor>&)>& function,
                          const std::vector<Tensor>& inputs, const GradientTolerance& tolerance = {});

}  // namespace gradus
