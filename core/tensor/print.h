// Tensors as text, as PyTorch 1.13 prints them, so that what a book shows is what the person sees here.
#pragma once

#include <string>

#include "core/tensor/tensor.h"

namespace gradus {

/// As `str(tensor)`: "tensor([[0.3821, 0.6605],\n        [0.8536, 0.5932]])". Four digits after the point, scientific
/// where the numbers differ by more than 1000 times, all in columns; above 1000 numbers only the first and last three
/// of each dimension; then dtype, grad_fn and requires_grad where PyTorch says them. The device is not said. Waits for
/// the device. Source: torch/_tensor_str.py.
std::string toString(const Tensor& tensor);

}  // namespace gradus
