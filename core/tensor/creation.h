// Making tensors, as PyTorch's functions of the same names do, their random numbers too.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <vector>

#include "core/base/generator.h"
#include "core/tensor/scalar.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// The dtype that `torch.tensor` gives to such numbers.
template <class Number>
constexpr Dtype defaultDtype() {
  if (std::is_same_v<Number, bool>) return Dtype::Bool;
  return std::is_floating_point_v<Number> ? Dtype::Float32 : Dtype::Int64;
}

/// Numbers in row-major order made into `dtype` on the host. Throws ShapeError unless there are shape.numel() of them.
Tensor fromNumbers(Device& device, std::span<const double> numbers, const Shape& shape, Dtype dtype);
Tensor fromNumbers(Device& device, std::span<const std::int64_t> numbers, const Shape& shape, Dtype dtype);

/// A list of numbers, or of equally long lists, up to three deep, as in
/// `tensor(device, {{1, 2, 3}, {4, 5, 6}})`; as `torch.tensor`: whole numbers make int64, others float32, bools bool.
/// Throws ShapeError for lists of different lengths. (Nested lists are spelled out: clang deduces through no alias.)
Tensor tensor(Device& device, const Scalar& number);
template <class Number>
Tensor tensor(Device& device, std::initializer_list<Number> numbers, Dtype dtype = defaultDtype<Number>());
template <class Number>
Tensor tensor(Device& device, std::initializer_list<std::initializer_list<Number>> rows,
              Dtype dtype = defaultDtype<Number>());
template <class Number>
Tensor tensor(Device& device, std::initializer_list<std::initializer_list<std::initializer_list<Number>>> blocks,
              Dtype dtype = defaultDtype<Number>());

Tensor zeros(Device& device, const Shape& shape, Dtype dtype = Dtype::Float32);
Tensor ones(Device& device, const Shape& shape, Dtype dtype = Dtype::Float32);
/// Without a dtype it follows the number: full({2}, 7) is int64, full({2}, 7.0) float32.
Tensor full(Device& device, const Shape& shape, const Scalar& value);
Tensor full(Device& device, const Shape& shape, const Scalar& value, Dtype dtype);
Tensor eye(Device& device, std::int64_t rows, std::int64_t columns = -1, Dtype dtype = Dtype::Float32);

/// start, start + step, … before end; int64 if all three are whole, else float32. Throws Error for a step of 0 or one
/// that leads away from end.
Tensor arange(Device& device, const Scalar& end);
Tensor arange(Device& device, const Scalar& start, const Scalar& end, const Scalar& step = 1);
Tensor arange(Device& device, const Scalar& start, const Scalar& end, const Scalar& step, Dtype dtype);

/// `steps` numbers from start to end, both included. Throws Error for negative steps.
Tensor linspace(Device& device, double start, double end, std::int64_t steps, Dtype dtype = Dtype::Float32);

/// Uniform in [0, 1); float32 bit for bit as `torch.rand`, float64 too. Throws ShapeError for integers.
Tensor rand(Device& device, const Shape& shape, Generator& generator, Dtype dtype = Dtype::Float32);
/// Standard normal, as `torch.randn` to the last digits of the host's sine and logarithm.
Tensor randn(Device& device, const Shape& shape, Generator& generator, Dtype dtype = Dtype::Float32);
/// Whole numbers from low up to high, which is left out. Throws Error unless low < high.
Tensor randint(Device& device, std::int64_t low, std::int64_t high, const Shape& shape, Generator& generator,
               Dtype dtype = Dtype::Int64);
/// 0 … n−1 in random order.
Tensor randperm(Device& device, std::int64_t n, Generator& generator, Dtype dtype = Dtype::Int64);

// --- below, how nested lists become rows of numbers

namespace detail {

/// Throws ShapeError: lists beside each other have to be equally long.
void demandEqualLengths(std::size_t first, std::size_t other);

template <class Number>
using HostNumber = std::conditional_t<std::is_floating_point_v<Number>, double, std::int64_t>;

template <class Number>
void append(std::vector<HostNumber<Number>>& numbers, std::initializer_list<Number> row) {
  for (const Number number : row) numbers.push_back(static_cast<HostNumber<Number>>(number));
}

template <class Number>
void append(std::vector<HostNumber<Number>>& numbers, std::initializer_list<std::initializer_list<Number>> rows) {
  for (const std::initializer_list<Number>& row : rows) {
    demandEqualLengths(rows.begin()->size(), row.size());
    append<Number>(numbers, row);
  }
}

inline std::int64_t lengthOf(std::size_t size) {
  return static_cast<std::int64_t>(size);
}

}  // namespace detail

template <class Number>
Tensor tensor(Device& device, std::initializer_list<Number> numbers, Dtype dtype) {
  std::vector<detail::HostNumber<Number>> flat;
  detail::append<Number>(flat, numbers);
  return fromNumbers(device, flat, {detail::lengthOf(numbers.size())}, dtype);
}

template <class Number>
Tensor tensor(Device& device, std::initializer_list<std::initializer_list<Number>> rows, Dtype dtype) {
  std::vector<detail::HostNumber<Number>> flat;
  detail::append<Number>(flat, rows);
  const std::size_t columns = rows.size() == 0 ? 0 : rows.begin()->size();
  return fromNumbers(device, flat, {detail::lengthOf(rows.size()), detail::lengthOf(columns)}, dtype);
}

template <class Number>
Tensor tensor(Device& device, std::initializer_list<std::initializer_list<std::initializer_list<Number>>> blocks,
              Dtype dtype) {
  std::vector<detail::HostNumber<Number>> flat;
  const std::size_t rows = blocks.size() == 0 ? 0 : blocks.begin()->size();
  const std::size_t columns = rows == 0 ? 0 : blocks.begin()->begin()->size();
  for (const std::initializer_list<std::initializer_list<Number>>& block : blocks) {
    detail::demandEqualLengths(rows, block.size());
    if (block.size() > 0) detail::demandEqualLengths(columns, block.begin()->size());
    detail::append<Number>(flat, block);
  }
  const Shape shape{detail::lengthOf(blocks.size()), detail::lengthOf(rows), detail::lengthOf(columns)};
  return fromNumbers(device, flat, shape, dtype);
}

}  // namespace gradus
