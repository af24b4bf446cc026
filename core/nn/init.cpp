#include "core/nn/init.h"

#include <cmath>
#include <vector>

namespace gradus {
namespace {

Tensor uniform(Device& device, const Shape& shape, double bound, Generator& generator) {
  std::vector<float> values(static_cast<std::size_t>(shape.numel()));
  const auto limit = static_cast<float>(bound);
  for (float& value : values) value = generator.uniform(-limit, limit);
  return Tensor::from(device, values, shape);
}

}  // namespace

Tensor kaimingUniform(Device& device, const Shape& shape, Generator& generator) {
  const double a = std::sqrt(5.0);
  const double gain = std::sqrt(2.0 / (1.0 + a * a));
  const double deviation = gain / std::sqrt(static_cast<double>(shape[1]));
  return uniform(device, shape, std::sqrt(3.0) * deviation, generator);
}

Tensor fanInUniform(Device& device, const Shape& shape, std::int64_t fanIn, Generator& generator) {
  return uniform(device, shape, fanIn > 0 ? 1.0 / std::sqrt(static_cast<double>(fanIn)) : 0.0, generator);
}

}  // namespace gradus
