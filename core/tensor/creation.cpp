#include "core/tensor/creation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/base/error.h"
#include "core/tensor/cast.h"
#include "core/tensor/copy.h"

namespace gradus {
namespace {

std::size_t countOf(const Shape& shape) {
  return static_cast<std::size_t>(shape.numel());
}

void demandFloating(Dtype dtype, const char* operation) {
  if (isFloating(dtype)) return;
  throw ShapeError(std::string(operation) + ": expected float32 or float64, got " + nameOf(dtype));
}

}  // namespace

void detail::demandEqualLengths(std::size_t first, std::size_t other) {
  if (first == other) return;
  throw ShapeError("tensor: lists beside each other have lengths [" + std::to_string(first) + "] and [" +
                   std::to_string(other) + "]; give all of them one length");
}

Tensor fromNumbers(Device& device, std::span<const double> numbers, const Shape& shape, Dtype dtype) {
  if (dtype == Dtype::Float64) return Tensor::from(device, numbers, shape);
  if (dtype == Dtype::Float32) {
    std::vector<float> rounded;
    for (const double number : numbers) rounded.push_back(static_cast<float>(number));
    return Tensor::from(device, rounded, shape);
  }
  std::vector<std::int64_t> whole;
  for (const double number : numbers) {
    whole.push_back(dtype == Dtype::Bool ? std::int64_t{number != 0} : static_cast<std::int64_t>(number));
  }
  return fromNumbers(device, whole, shape, dtype);
}

Tensor fromNumbers(Device& device, std::span<const std::int64_t> numbers, const Shape& shape, Dtype dtype) {
  return to(Tensor::from(device, numbers, shape), dtype);
}

Tensor tensor(Device& device, const Scalar& number) {
  return full(device, {}, number);
}

Tensor zeros(Device& device, const Shape& shape, Dtype dtype) {
  return Tensor::zeros(device, shape, dtype);
}

Tensor ones(Device& device, const Shape& shape, Dtype dtype) {
  return full(device, shape, 1, dtype);
}

Tensor full(Device& device, const Shape& shape, const Scalar& value) {
  return full(device, shape, value, value.kind());
}

Tensor full(Device& device, const Shape& shape, const Scalar& value, Dtype dtype) {
  Tensor tensor = Tensor::empty(device, shape, dtype);
  fill(tensor, value);
  return tensor;
}

Tensor eye(Device& device, std::int64_t rows, std::int64_t columns, Dtype dtype) {
  if (rows < 0 || columns < -1) {
    throw ShapeError("eye: " + Shape{rows, columns}.text() + " has a negative size");
  }
  const std::int64_t width = columns < 0 ? rows : columns;
  std::vector<std::int64_t> numbers(countOf({rows, width}));
  for (std::int64_t i = 0; i < std::min(rows, width); ++i) numbers[static_cast<std::size_t>(i * width + i)] = 1;
  return fromNumbers(device, numbers, {rows, width}, dtype);
}

Tensor arange(Device& device, const Scalar& end) {
  return arange(device, 0, end);
}

Tensor arange(Device& device, const Scalar& start, const Scalar& end, const Scalar& step) {
  const auto isFloat = [](const Scalar& number) { return isFloating(number.kind()); };
  const bool floats = isFloat(start) || isFloat(end) || isFloat(step);
  return arange(device, start, end, step, floats ? Dtype::Float32 : Dtype::Int64);
}

Tensor arange(Device& device, const Scalar& start, const Scalar& end, const Scalar& step, Dtype dtype) {
  const double length = (end.toDouble() - start.toDouble()) / step.toDouble();
  if (!std::isfinite(length) || length < 0) {
    throw Error("arange: from " + std::to_string(start.toDouble()) + " no steps of " + std::to_string(step.toDouble()) +
                " lead to " + std::to_string(end.toDouble()));
  }
  if (length > std::numeric_limits<std::int32_t>::max()) {
    throw Error("arange: " + std::to_string(length) + " numbers are too many");
  }
  const auto count = static_cast<std::int64_t>(std::ceil(length));
  if (!isFloating(dtype)) {
    std::vector<std::int64_t> numbers;
    for (std::int64_t i = 0; i < count; ++i) numbers.push_back(start.toInteger() + i * step.toInteger());
    return fromNumbers(device, numbers, {count}, dtype);
  }
  std::vector<double> numbers;
  for (std::int64_t i = 0; i < count; ++i) {
    numbers.push_back(start.toDouble() + static_cast<double>(i) * step.toDouble());
  }
  return fromNumbers(device, numbers, {count}, dtype);
}

Tensor linspace(Device& device, double start, double end, std::int64_t steps, Dtype dtype) {
  if (steps < 0) throw Error("linspace: the number of steps is " + std::to_string(steps) + ", expected 0 or more");
  // Each half is counted from its own end, in the precision of the result and rounded once, as PyTorch does; whole
  // numbers between whole limits.
  if (!isFloating(dtype)) {
    start = std::trunc(start);
    end = std::trunc(end);
  }
  const auto numbers = [&](auto zero) {
    using Number = decltype(zero);
    const auto first = static_cast<Number>(start);
    const auto last = static_cast<Number>(end);
    const Number step = steps > 1 ? (last - first) / static_cast<Number>(steps - 1) : zero;
    std::vector<double> result;
    for (std::int64_t i = 0; i < steps; ++i) {
      const bool early = i < steps / 2 || steps == 1;
      const auto count = static_cast<Number>(early ? i : steps - 1 - i);
      result.push_back(static_cast<double>(early ? std::fma(step, count, first) : std::fma(-step, count, last)));
    }
    return result;
  };
  return fromNumbers(device, dtype == Dtype::Float32 ? numbers(0.0F) : numbers(0.0), {steps}, dtype);
}

Tensor rand(Device& device, const Shape& shape, Generator& generator, Dtype dtype) {
  demandFloating(dtype, "rand");
  if (dtype == Dtype::Float64) {
    std::vector<double> numbers(countOf(shape));
    for (double& number : numbers) number = generator.uniformDouble();
    return Tensor::from(device, numbers, shape);
  }
  std::vector<float> numbers(countOf(shape));
  for (float& number : numbers) number = generator.uniform(0, 1);
  return Tensor::from(device, numbers, shape);
}

Tensor randn(Device& device, const Shape& shape, Generator& generator, Dtype dtype) {
  demandFloating(dtype, "randn");
  const auto drawn = [&](auto zero) {
    std::vector<decltype(zero)> numbers(countOf(shape));
    generator.normal(numbers);
    return Tensor::from(device, numbers, shape);
  };
  return dtype == Dtype::Float64 ? drawn(0.0) : drawn(0.0F);
}

Tensor randint(Device& device, std::int64_t low, std::int64_t high, const Shape& shape, Generator& generator,
               Dtype dtype) {
  std::vector<std::int64_t> numbers(countOf(shape));
  for (std::int64_t& number : numbers) number = generator.randint(low, high);
  return fromNumbers(device, numbers, shape, dtype);
}

Tensor randperm(Device& device, std::int64_t n, Generator& generator, Dtype dtype) {
  return fromNumbers(device, generator.randperm(n), {n}, dtype);
}

}  // namespace gradus
