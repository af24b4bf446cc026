// Joining tensors to one, and parting one into several. All of it is differentiable.
#pragma once

#include <cstdint>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

/// The tensors one after another along `dim`, as `torch.cat`; in the others their sizes agree. As in PyTorch, tensors
/// of shape [0] fit everywhere. Throws ShapeError with all shapes, also if the dtypes differ or there are no tensors.
Tensor cat(const std::vector<Tensor>& tensors, int dim = 0);

/// Tensors of one shape along a new dimension, as `torch.stack`. Throws ShapeError with all shapes.
Tensor stack(const std::vector<Tensor>& tensors, int dim = 0);

/// Views of `size` entries of dimension `dim` each, the last one of what is left, as `torch.split`. Throws ShapeError.
std::vector<Tensor> split(const Tensor& x, std::int64_t size, int dim = 0);

/// Views of so many entries of dimension `dim`. Throws ShapeError unless the sizes add up to that dimension's.
std::vector<Tensor> split(const Tensor& x, const std::vector<std::int64_t>& sizes, int dim = 0);

/// At most `chunks` views of equal size, the last one smaller, as `torch.chunk`. Throws ShapeError.
std::vector<Tensor> chunk(const Tensor& x, std::int64_t chunks, int dim = 0);

}  // namespace gradus
