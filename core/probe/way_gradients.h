// The gradients of a loss by everything on the way that a batch has passed, as values: nothing is added to any grad().
#pragma once

#include <vector>

#include "core/step/network.h"

namespace gradus {

/// What a batch has passed, as Network::pass() gives it.
using Way = std::vector<Network::Passage>;

class WayGradients {
 public:
  /// The graph stays, to go backward through once more.
  WayGradients(const Tensor& loss, const Way& way);

  /// By what goes into an activation of the way, by what leaves it, or by a parameter of its layers; undefined where
  /// nothing before it can learn.
  Tensor by(const Tensor& tensor) const;

 private:
  void add(const Tensor& tensor);

  std::vector<Tensor> tensors_;
  std::vector<Tensor> gradients_;
};

}  // namespace gradus
