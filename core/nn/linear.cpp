#include "core/nn/linear.h"

#include "core/nn/init.h"
#include "core/tensor/matmul.h"

namespace gradus {

Linear::Linear(Device& device, std::int64_t in, std::int64_t out, Generator& generator)
    : weight_(kaimingUniform(device, {out, in}, generator)), bias_(fanInUniform(device, {out}, in, generator)) {
  weight_.requireGrad();
  bias_.requireGrad();
}

Tensor Linear::forward(const Tensor& input) {
  return linear(input, weight_, bias_);
}

}  // namespace gradus
