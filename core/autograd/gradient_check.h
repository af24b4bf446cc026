// Holds gradients by backward against finite differences.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

/// How far apart the two may be. Float32 leaves about three digits to a central difference.
struct GradientTolerance {
  float step = 1e-2F;
  float absolute = 2e-3F;
  float relative = 1e-2F;
};

/// Compares the gradients of sum(function(inputs) · c), with fixed coefficients c that make every output
/// count, with central differences, as `torch.autograd.gradcheck`. Returns "" if they agree, else the first
/// input and element that do not, with both numbers.
std::string checkGradient(const std::function<Tensor(const std::vector<Tensor>&)>& function,
                          const std::vector<Tensor>& inputs, const GradientTolerance& tolerance = {});

}  // namespace gradus
