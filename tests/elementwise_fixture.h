// fixtures/elementwise.json, which make_elementwise.py wrote: what PyTorch computes, creates and prints.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/tensor/creation.h"
#include "core/tensor/tensor.h"
#include "tests/fixture_file.h"

namespace gradus::test {

inline QJsonArray elementwiseFixture(const char* section) {
  const QJsonArray cases = fixtureFile("elementwise.json").object()[QLatin1String(section)].toArray();
  if (cases.isEmpty()) throw std::runtime_error("fixtures/elementwise.json lacks a section");
  return cases;
}

inline Dtype dtypeNamed(const QJsonValue& name) {
  for (const Dtype dtype : {Dtype::Float32, Dtype::Float64, Dtype::Int64, Dtype::Int32, Dtype::UInt8, Dtype::Bool}) {
    if (name.toString() == QLatin1String(nameOf(dtype))) return dtype;
  }
  throw std::runtime_error("an unknown dtype in the fixture");
}

/// JSON has neither NaN nor infinity nor, in Qt, −0: they are text.
inline std::vector<double> numbersOf(const QJsonValue& list) {
  std::vector<double> numbers;
  for (const QJsonValue& value : list.toArray()) {
    const QString text = value.toString();
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    numbers.push_back(text == QLatin1String("nan")    ? std::numeric_limits<double>::quiet_NaN()
                      : text == QLatin1String("inf")  ? kInfinity
                      : text == QLatin1String("-inf") ? -kInfinity
                      : text == QLatin1String("-0.0") ? -0.0
                                                      : value.toDouble());
  }
  return numbers;
}

template <class Number>
std::vector<double> widened(const Tensor& tensor) {
  const std::vector<Number> numbers = tensor.toVector<Number>();
  return {numbers.begin(), numbers.end()};
}

/// The numbers of a tensor of any dtype, read without a conversion on the device.
inline std::vector<double> numbersOf(const Tensor& tensor) {
  switch (tensor.dtype()) {
    case Dtype::Float32:
      return widened<float>(tensor);
    case Dtype::Float64:
      return widened<double>(tensor);
    case Dtype::Int64: {
      std::vector<double> numbers;
      for (const std::int64_t number : tensor.toVector<std::int64_t>()) numbers.push_back(static_cast<double>(number));
      return numbers;
    }
    case Dtype::Int32:
      return widened<std::int32_t>(tensor);
    default:
      return widened<std::uint8_t>(tensor);
  }
}

/// `values` over and over until there are `count`.
inline std::vector<double> repeated(const std::vector<double>& values, std::int64_t count) {
  std::vector<double> result;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) result.push_back(values[i % values.size()]);
  return result;
}

/// "" if the numbers agree, NaN with NaN and −0 with 0, else what differs.
inline std::string difference(const std::vector<double>& actual, const std::vector<double>& expected, double relative,
                              double absolute) {
  if (actual.size() != expected.size()) {
    return std::to_string(actual.size()) + " numbers instead of " + std::to_string(expected.size());
  }
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (std::isnan(actual[i]) && std::isnan(expected[i])) continue;
    if (actual[i] == expected[i]) continue;
    if (std::abs(actual[i] - expected[i]) <= absolute + relative * std::abs(expected[i])) continue;
    return "number " + std::to_string(i) + " is " + std::to_string(actual[i]) + " instead of " +
           std::to_string(expected[i]);
  }
  return {};
}

}  // namespace gradus::test
