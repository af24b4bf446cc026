// Shapes and strides of tensors, and the rules of broadcasting.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace gradus {

/// Up to so many dimensions.
constexpr int kMaxRank = 8;

/// Sizes, or strides in numbers, of up to kMaxRank dimensions. Rank 0 is the shape of a single number.
class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<std::int64_t> sizes) : Shape(std::span(sizes.begin(), sizes.size())) {}

  /// Throws ShapeError for more than kMaxRank sizes.
  explicit Shape(std::span<const std::int64_t> sizes);

  int rank() const { return rank_; }
  std::int64_t operator[](int dim) const { return sizes_[static_cast<std::size_t>(dim)]; }
  std::int64_t& operator[](int dim) { return sizes_[static_cast<std::size_t>(dim)]; }
  const std::int64_t* begin() const { return sizes_.data(); }
  const std::int64_t* end() const { return sizes_.data() + rank_; }

  /// The product of the sizes; 1 for rank 0.
  std::int64_t numel() const;

  Shape without(int dim) const;
  Shape with(int dim, std::int64_t size) const;  ///< `size` inserted before `dim`

  bool operator==(const Shape& other) const;

  /// As PyTorch prints it: "[2, 3]".
  std::string text() const;

 private:
  int rank_ = 0;
  std::array<std::int64_t, kMaxRank> sizes_{};
};

/// Strides of a row-major tensor of this shape.
Shape contiguousStrides(const Shape& shape);

/// The shape both broadcast to, by PyTorch's rules. Throws ShapeError naming `operation` and both shapes.
Shape broadcastShape(const Shape& a, const Shape& b, const char* operation);

/// `dim`, or `dim + rank` if it is negative. Throws ShapeError if it is not a dimension of `shape`.
int wrapDim(int dim, const Shape& shape, const char* operation);

}  // namespace gradus
