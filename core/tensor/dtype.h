// The types of the numbers in a tensor, named as PyTorch names them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gradus {

/// Networks compute in Float32, and in Float64 on devices that have it; Int64 holds class indices, Int32 row numbers,
/// UInt8 images, Bool the outcome of comparisons (one byte, 0 or 1).
enum class Dtype { Float32, Float64, Int64, Int32, UInt8, Bool };

constexpr bool isFloating(Dtype dtype) {
  return dtype == Dtype::Float32 || dtype == Dtype::Float64;
}

constexpr std::size_t sizeOf(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float64:
    case Dtype::Int64:
      return 8;
    case Dtype::UInt8:
    case Dtype::Bool:
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
    case Dtype::Bool:
      return "bool";
  }
  return "?";
}

/// The dtype that holds every number of both, as `torch.promote_types`: any floating one before any integer before
/// Bool; of two floating or two integer ones the wider.
constexpr Dtype promoteTypes(Dtype a, Dtype b) {
  for (const Dtype wider : {Dtype::Float64, Dtype::Float32, Dtype::Int64, Dtype::Int32, Dtype::UInt8}) {
    if (a == wider || b == wider) return wider;
  }
  return Dtype::Bool;
}

/// The dtype that holds a C++ number. Bool has none, since std::vector<bool> is no row of bytes: such tensors are read
/// as std::uint8_t.
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
