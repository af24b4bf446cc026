// Initial weights, drawn as PyTorch draws them.
#pragma once

#include "core/base/generator.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// `torch.nn.init.kaiming_uniform_(a=√5)` of a weight (out, in): uniform within √3 · gain / √in, gain = √(2 /
/// (1 + a²)).
Tensor kaimingUniform(Device& device, const Shape& shape, Generator& generator);

/// Uniform within ±1/√fanIn, as `torch.nn.Linear` draws its bias; zeros for fanIn 0.
Tensor fanInUniform(Device& device, const Shape& shape, std::int64_t fanIn, Generator& generator);

}  // namespace gradus
