#include "core/optim/parameter_arena.h"

#include <set>

#include "core/base/error.h"
#include "core/opencl/device.h"
#include "core/tensor/copy.h"

namespace gradus {

ParameterArena::ParameterArena(const std::vector<Tensor>& parameters) {
  std::int64_t total = 0;
  std::set<const void*> seen;
  for (const Tensor& parameter : parameters) {
    if (!seen.insert(parameter.id()).second) throw Error("An optimizer was given the same parameter twice");
    total += parameter.numel();
  }
  if (total == 0) throw Error("An optimizer needs at least one parameter");
  Device& device = parameters.front().device();
  data_ = Tensor::empty(device, {total});
  grad_ = Tensor::zeros(device, {total});

  std::int64_t offset = 0;
  for (Tensor parameter : parameters) {
    const Shape strides = contiguousStrides(parameter.shape());
    const Tensor place = data_.alias(parameter.shape(), strides, offset);
    copyInto(place, parameter);
    parameter.setData(place);
    parameter.setGrad(grad_.alias(parameter.shape(), strides, offset));
    offset += parameter.numel();
  }
}

void ParameterArena::zeroGrad() {
  grad_.markModified("zeroGrad");
  grad_.device().fillZero(grad_.buffer(), 0, static_cast<std::size_t>(grad_.numel()) * sizeof(float));
}

}  // namespace gradus
