// How broadcasting spreads the numbers of a tensor over a larger shape, where a kernel can follow it without a copy: a
// row, a column, a single number, a bias for each channel.
#pragma once

#include <optional>

#include "core/opencl/cl.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// As `Spread` in kernels/on_demand/spread.cl: number i of the tensor lies at offset + i / repeat % period.
struct Spread {
  cl_int offset = 0;
  cl_int repeat = 1;
  cl_int period = 1;
};

/// Nothing where the numbers lie in another order. `x` is not empty.
std::optional<Spread> spreadOf(const Tensor& x);

}  // namespace gradus
