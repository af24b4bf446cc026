#include "core/tensor/spread.h"

#include "core/tensor/kernel.h"

namespace gradus {

std::optional<Spread> spreadOf(const Tensor& x) {
  std::int64_t repeat = 1;
  std::int64_t period = 1;
  int dim = x.dim() - 1;
  const auto skip = [&](bool isPart) { return dim >= 0 && (x.shape()[dim] == 1 || isPart); };
  for (; skip(dim >= 0 && x.strides()[dim] == 0); --dim) repeat *= x.shape()[dim];
  for (; skip(dim >= 0 && x.strides()[dim] == period); --dim) period *= x.shape()[dim];
  while (skip(dim >= 0 && x.strides()[dim] == 0)) --dim;
  if (dim >= 0) return std::nullopt;
  return Spread{intOf(x.offset()), intOf(repeat), intOf(period)};
}

}  // namespace gradus
