// Gradients as values: `torch.autograd.grad`.
#pragma once

#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

/// The gradients of the sum of `outputs` with respect to each of `inputs`, leaves or not, in their order. No tensor's
/// grad() is touched. Only what lies between the two is walked, and freed unless `retainGraph`. `gradients`, where
/// given, has one per output, of its shape (undefined for a single number). Throws Error if an input does not require
/// grad or is not part of the graph.
std::vector<Tensor> grad(const std::vector<Tensor>& outputs, const std::vector<Tensor>& inputs,
                         bool retainGraph = false, const std::vector<Tensor>& gradients = {});

}  // namespace gradus
