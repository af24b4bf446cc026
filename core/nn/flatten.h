// Turns images into rows of numbers, as `torch.nn.Flatten`.
#pragma once

#include "core/nn/module.h"

namespace gradus {

/// Dimensions first … last become one; by default (N, …) → (N, M).
class Flatten : public Module {
 public:
  explicit Flatten(int first = 1, int last = -1) : first_(first), last_(last) {}

  /// Throws ShapeError if the input lacks these dimensions.
  Tensor forward(const Tensor& input) override;

 private:
  int first_;
  int last_;
};

}  // namespace gradus
