// Kernels that training does not use, in kernels/on_demand/: each file is a program of its own, written for numbers of
// any dtype and built for one when it is first launched.
#pragma once

#include <string>

#include "core/tensor/tensor.h"

namespace gradus {

/// The name to launch `kernel` of kernels/on_demand/`file`.cl by, where `number` is the C type of `dtype` and
/// NUMBER_IS_REAL is defined if that is `real`.
std::string onDemand(Device& device, const char* file, const char* kernel, Dtype dtype);

/// A tensor seen as [outer, count, inner], with the dimension in question in the middle.
struct Middle {
  std::int64_t outer = 1;
  std::int64_t count = 1;
  std::int64_t inner = 1;
};

/// `dim` is not negative; rank 0 is seen as [1, 1, 1].
Middle middleOf(const Shape& shape, int dim);

}  // namespace gradus
