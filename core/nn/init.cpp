#include "core/nn/init.h"

#include <cmath>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace gradus {
namespace {

double kaimingDeviation(const Shape& shape, const KaimingOptions& options) {
  const auto fan = static_cast<double>(fanOf(shape, options.mode));
  return gainFor(options.activation, options.a) / std::sqrt(fan);
}

double xavierDeviation(const Shape& shape, double gain) {
  const auto fans = static_cast<double>(fanOf(shape, FanMode::In) + fanOf(shape, FanMode::Out));
  return gain * std::sqrt(2 / fans);
}

/// Vectors of one length, one after the other, made orthonormal in place by Gram and Schmidt. Twice, since one pass
/// leaves what rounding did to nearly dependent ones.
void orthonormalize(std::vector<double>& vectors, std::size_t length) {
  const std::size_t count = length == 0 ? 0 : vectors.size() / length;
  for (std::size_t i = 0; i < count; ++i) {
    double* vector = &vectors[i * length];
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t j = 0; j < i; ++j) {
        const double* before = &vectors[j * length];
        double product = 0;
        for (std::size_t k = 0; k < length; ++k) product += vector[k] * before[k];
        for (std::size_t k = 0; k < length; ++k) vector[k] -= product * before[k];
      }
    }
    double squares = 0;
    for (std::size_t k = 0; k < length; ++k) squares += vector[k] * vector[k];
    for (std::size_t k = 0; k < length; ++k) vector[k] /= std::sqrt(squares);
  }
}

}  // namespace

std::int64_t fanOf(const Shape& shape, FanMode mode) {
  if (shape.rank() < 2) {
    throw ShapeError("The fan of a weight of shape " + shape.text() + " is not known: expected (out, in, ...)");
  }
  std::int64_t field = 1;
  for (int dim = 2; dim < shape.rank(); ++dim) field *= shape[dim];
  return shape[mode == FanMode::In ? 1 : 0] * field;
}

double gainFor(std::string_view activation, double slope) {
  if (activation == "linear" || activation == "identity" || activation == "sigmoid") return 1;
  if (activation == "tanh") return 5.0 / 3;
  if (activation == "relu") return std::sqrt(2.0);
  if (activation == "leaky_relu") return std::sqrt(2.0 / (1 + slope * slope));
  if (activation == "selu") return 3.0 / 4;
  throw FormatError("No gain is known for the activation '" + std::string(activation) +
                    "'. There are: linear, identity, sigmoid, tanh, relu, leaky_relu, selu");
}

Tensor uniform(Device& device, const Shape& shape, double from, double to, Generator& generator) {
  std::vector<float> values(static_cast<std::size_t>(shape.numel()));
  for (float& value : values) value = generator.uniform(static_cast<float>(from), static_cast<float>(to));
  return Tensor::from(device, values, shape);
}

Tensor normal(Device& device, const Shape& shape, double mean, double deviation, Generator& generator) {
  std::vector<float> values(static_cast<std::size_t>(shape.numel()));
  generator.normal(values);
  for (float& value : values) value = value * static_cast<float>(deviation) + static_cast<float>(mean);
  return Tensor::from(device, values, shape);
}

Tensor kaimingUniform(Device& device, const Shape& shape, Generator& generator, const KaimingOptions& options) {
  const double bound = std::sqrt(3.0) * kaimingDeviation(shape, options);
  return uniform(device, shape, -bound, bound, generator);
}

Tensor kaimingNormal(Device& device, const Shape& shape, Generator& generator, const KaimingOptions& options) {
  return normal(device, shape, 0, kaimingDeviation(shape, options), generator);
}

Tensor xavierUniform(Device& device, const Shape& shape, Generator& generator, double gain) {
  const double bound = std::sqrt(3.0) * xavierDeviation(shape, gain);
  return uniform(device, shape, -bound, bound, generator);
}

Tensor xavierNormal(Device& device, const Shape& shape, Generator& generator, double gain) {
  return normal(device, shape, 0, xavierDeviation(shape, gain), generator);
}

Tensor orthogonal(Device& device, const Shape& shape, Generator& generator, double gain) {
  const auto columns = static_cast<std::size_t>(fanOf(shape, FanMode::In));
  const auto rows = static_cast<std::size_t>(shape[0]);
  std::vector<float> values(rows * columns);
  generator.normal(values);

  // The fewer ones are made orthonormal: rows of a wide matrix, columns of a tall one.
  const bool isWide = rows < columns;
  const std::size_t count = isWide ? rows : columns;
  const std::size_t length = isWide ? columns : rows;
  const auto place = [&](std::size_t vector, std::size_t k) {
    return isWide ? vector * columns + k : k * columns + vector;
  };
  std::vector<double> vectors(values.size());
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < length; ++k) vectors[i * length + k] = static_cast<double>(values[place(i, k)]);
  }
  orthonormalize(vectors, length);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < length; ++k) values[place(i, k)] = static_cast<float>(vectors[i * length + k] * gain);
  }
  return Tensor::from(device, values, shape);
}

Tensor linearWeight(Device& device, std::int64_t out, std::int64_t in, Generator& generator) {
  return kaimingUniform(device, {out, in}, generator, {.a = std::sqrt(5.0)});
}

Tensor fanInUniform(Device& device, const Shape& shape, std::int64_t fanIn, Generator& generator) {
  const double bound = fanIn > 0 ? 1 / std::sqrt(static_cast<double>(fanIn)) : 0;
  return uniform(device, shape, -bound, bound, generator);
}

}  // namespace gradus
