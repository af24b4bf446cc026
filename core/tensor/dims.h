// The dimensions a reduction runs over, as people write them: none, one or a list.
#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "core/tensor/shape.h"

namespace gradus {

/// `sum(x)`, `sum(x, 1)` and `sum(x, {0, -1})`: an empty list stands for all dimensions, negative ones count from the
/// end.
class Dims {
 public:
  Dims() = default;
  Dims(int dim) : dims_{dim} {}
  Dims(std::initializer_list<int> dims) : dims_(dims) {}
  explicit Dims(std::vector<int> dims) : dims_(std::move(dims)) {}

  /// The dimensions of `shape` that are meant, the last first, so that leaving one out does not move the next. Throws
  /// ShapeError if one does not exist or is named twice.
  std::vector<int> of(const Shape& shape, const char* operation) const;

 private:
  std::vector<int> dims_;
};

/// `shape` without those dimensions, or with size 1 in them. They come from Dims::of.
Shape reducedShape(const Shape& shape, const std::vector<int>& dims, bool keepDim);

}  // namespace gradus
