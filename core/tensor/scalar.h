// A number beside a tensor, as in x + 1: it remembers whether it was written as a whole number, because that decides
// the dtype of the result.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "core/tensor/tensor.h"

namespace gradus {

/// Converts from every C++ number; as `Scalar` of PyTorch.
class Scalar {
 public:
  template <std::integral Number>
  Scalar(Number value)
      : kind_(std::is_same_v<Number, bool> ? Dtype::Bool : Dtype::Int64),
        floating_(static_cast<double>(value)),
        integer_(static_cast<std::int64_t>(value)) {}
  template <std::floating_point Number>
  Scalar(Number value) : kind_(Dtype::Float32), floating_(static_cast<double>(value)), integer_(wholeOf(floating_)) {}

  /// Float32, Int64 or Bool: what PyTorch makes of such a number by default.
  Dtype kind() const { return kind_; }
  double toDouble() const { return floating_; }
  std::int64_t toInteger() const { return integer_; }

 private:
  /// As processors have it, which C++ leaves open: the lowest of all where `value` is beyond them.
  static constexpr std::int64_t wholeOf(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? static_cast<std::int64_t>(value)
                                              : std::numeric_limits<std::int64_t>::min();
  }

  Dtype kind_;
  double floating_;
  std::int64_t integer_;
};

/// The dtype in which a tensor and a number meet: the tensor's, unless the number is of a higher kind (bool, integer,
/// floating), which then gives its default.
Dtype resultType(const Tensor& x, const Scalar& number);

/// The dtype in which two tensors meet, as `torch.result_type`: promoteTypes, where a tensor of rank 0 counts only if
/// it is of a higher kind.
Dtype resultType(const Tensor& a, const Tensor& b);

/// The number as a tensor of shape [], in the dtype in which it meets `x`.
Tensor beside(const Tensor& x, const Scalar& number);

}  // namespace gradus
