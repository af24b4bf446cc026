#include "core/tensor/shape.h"

#include <algorithm>
#include <limits>

#include "core/base/error.h"

namespace gradus {
namespace {

constexpr std::int64_t kMostNumbers = std::numeric_limits<std::int64_t>::max() / 16;

}  // namespace

Shape::Shape(std::span<const std::int64_t> sizes) : rank_(static_cast<int>(sizes.size())) {
  if (sizes.size() > kMaxRank) {
    throw ShapeError("A tensor has at most " + std::to_string(kMaxRank) + " dimensions, got " +
                     std::to_string(sizes.size()));
  }
  std::copy(sizes.begin(), sizes.end(), sizes_.begin());
}

std::int64_t Shape::numel() const {
  std::int64_t product = 1;
  for (const std::int64_t size : *this) {
    if (size < 0) throw ShapeError("Shape " + text() + " has a negative size");
    // Room for the bytes of any dtype.
    if (__builtin_mul_overflow(product, size, &product) || product > kMostNumbers) {
      throw ShapeError("A tensor of shape " + text() + " would be too large");
    }
  }
  return product;
}

Shape Shape::without(int dim) const {
  Shape shape = *this;
  std::copy(shape.sizes_.begin() + dim + 1, shape.sizes_.begin() + rank_, shape.sizes_.begin() + dim);
  --shape.rank_;
  return shape;
}

Shape Shape::with(int dim, std::int64_t size) const {
  std::vector<std::int64_t> sizes(begin(), end());
  sizes.insert(sizes.begin() + dim, size);
  return Shape(std::span<const std::int64_t>(sizes));
}

bool Shape::operator==(const Shape& other) const {
  return std::equal(begin(), end(), other.begin(), other.end());
}

std::string Shape::text() const {
  std::string text = "[";
  for (int dim = 0; dim < rank_; ++dim) text += (dim == 0 ? "" : ", ") + std::to_string((*this)[dim]);
  return text + "]";
}

Shape contiguousStrides(const Shape& shape) {
  Shape strides = shape;
  std::int64_t stride = 1;
  for (int dim = shape.rank() - 1; dim >= 0; --dim) {
    strides[dim] = stride;
    stride *= std::max<std::int64_t>(shape[dim], 1);
  }
  return strides;
}

Shape broadcastShape(const Shape& a, const Shape& b, const char* operation) {
  Shape shape = a.rank() >= b.rank() ? a : b;
  const Shape& shorter = a.rank() >= b.rank() ? b : a;
  const int shift = shape.rank() - shorter.rank();
  for (int dim = 0; dim < shorter.rank(); ++dim) {
    std::int64_t& size = shape[dim + shift];
    if (size == 1) {
      size = shorter[dim];
    } else if (shorter[dim] != 1 && shorter[dim] != size) {
      throw ShapeError(std::string(operation) + ": shapes " + a.text() + " and " + b.text() +
                       " do not broadcast: sizes from the right must be equal or 1");
    }
  }
  return shape;
}

int wrapDim(int dim, const Shape& shape, const char* operation) {
  const int rank = std::max(shape.rank(), 1);
  if (dim < -rank || dim >= rank) {
    throw ShapeError(std::string(operation) + ": there is no dimension " + std::to_string(dim) + " in shape " +
                     shape.text());
  }
  return dim < 0 ? dim + rank : dim;
}

}  // namespace gradus
