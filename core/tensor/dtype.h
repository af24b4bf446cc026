// The types of the numbers in a tensor, named as PyTorch names them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gradus {

/// Arithmetic is done in Float32, and in Float64 on devices that have it; Int64 holds class indices, Int32 row numbers,
/// UInt8 images.
enum class Dtype { Float32, Float64, Int64, Int32, UInt8 };

constexpr bool isFloating(Dtype dtype) {
  return dtype == Dtype::Float32 || dtype == Dtype::Float64;
}

constexpr std::size_t sizeOf(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float64:
    case Dtype::Int64:
      return 8;
    case Dtype::UInt8:
      return 1;
    default:
      return 4;
  }
}

constexpr const char* nameOf(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float32:
      return "float32";
    case Dtype::Float64:
      return "float64";
    case Dtype::Int64:
      return "int64";
    case Dtype::Int32:
      return "int32";
    case Dtype::UInt8:
      return "uint8";
  }
  return "?";
}

/// The dtype that holds a C++ number.
template <class Number>
struct DtypeOf;
template <>
struct DtypeOf<float> {
  static constexpr Dtype value = Dtype::Float32;
};
template <>
struct DtypeOf<double> {
  static constexpr Dtype value = Dtype::Float64;
};
template <>
struct DtypeOf<std::int64_t> {
  static constexpr Dtype value = Dtype::Int64;
};
template <>
struct DtypeOf<std::int32_t> {
  static constexpr Dtype value = Dtype::Int32;
};
template <>
struct DtypeOf<std::uint8_t> {
  static constexpr Dtype value = Dtype::UInt8;
};

}  // namespace gradus
