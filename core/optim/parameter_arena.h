// All parameters of a network in one piece of memory, and their gradients in another, so that an optimizer
// updates them with one launch.
#pragma once

#include <initializer_list>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

class ParameterArena {
 public:
  /// Moves the numbers of `parameters` into the arena; the tensors stay the same and refer to their part of
  /// it. Their grads become zeros in the gradient arena. Throws Error if there is none. Where an arena is wanted its
  /// parameters will do; copies of an arena are the same memory.
  ParameterArena(const std::vector<Tensor>& parameters);
  ParameterArena(std::initializer_list<Tensor> parameters) : ParameterArena(std::vector<Tensor>(parameters)) {}

  const Tensor& data() const { return data_; }  ///< (total), float32
  const Tensor& grad() const { return grad_; }  ///< (total), float32

  void zeroGrad();

 private:
  Tensor data_;
  Tensor grad_;
};

}  // namespace gradus
