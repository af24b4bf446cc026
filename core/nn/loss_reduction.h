// How the losses of single samples become one number, as the argument `reduction` of PyTorch's losses.
#pragma once

#include "core/tensor/tensor.h"

namespace gradus {

enum class Reduction {
  None,  ///< stays a tensor
  Mean,  ///< a tensor of shape []; NaN for an empty batch, as in PyTorch
  Sum    ///< a tensor of shape []
};

}  // namespace gradus
