// Runs an operation through all of its cases in fixtures/shaping.json: numbers and gradients against PyTorch's, inputs
// that lie scattered in memory, and gradients against differences in float64.
#pragma once

#include <QTest>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <string>

#include "core/autograd/gradient_check.h"
#include "core/tensor/copy.h"
#include "core/tensor/joining.h"
#include "core/tensor/views.h"
#include "test_device.h"
#include "test_support.h"

namespace gradus::test {

using Tensors = std::vector<Tensor>;
using Operation = std::function<Tensors(const Tensors&)>;

/// The operations of a section, by the names make_shaping.py gives them.
using Operations = std::map<std::string, Operation>;

inline double numberOf(const QJsonValue& value) {
  if (!value.isString()) return value.toDouble();
  if (value.toString() == QLatin1String("nan")) return std::nan("");
  return value.toString() == QLatin1String("inf") ? std::numeric_limits<double>::infinity()
                                                  : -std::numeric_limits<double>::infinity();
}

inline Shape shapeOf(const QJsonValue& described) {
  const std::vector<std::int64_t> sizes = integers(described[QStringLiteral("shape")]);
  return Shape(std::span<const std::int64_t>(sizes));
}

inline std::vector<double> valuesOf(const QJsonValue& described) {
  std::vector<double> values;
  for (const QJsonValue& value : described[QStringLiteral("values")].toArray()) values.push_back(numberOf(value));
  return values;
}

inline bool isFloat(const QJsonValue& described) {
  return described[QStringLiteral("dtype")].toString() == QLatin1String("float32");
}

/// An input of a case. Floating ones have the dtype asked for.
inline Tensor inputOf(Device& device, const QJsonValue& described, int seed, Dtype floating) {
  const Shape shape = shapeOf(described);
  std::vector<double> values = valuesOf(described);
  const QString dtype = described[QStringLiteral("dtype")].toString();
  if (!described[QStringLiteral("values")].isArray()) {
    const std::vector<float> numbers = someNumbers(shape.numel(), seed);
    values.assign(numbers.begin(), numbers.end());
  }
  const auto as = [&]<class Number>(Number) {
    std::vector<Number> numbers;
    for (const double value : values) numbers.push_back(static_cast<Number>(value));
    return Tensor::from(device, numbers, shape);
  };
  if (dtype == QLatin1String("int64")) return as(std::int64_t{});
  if (dtype == QLatin1String("int32")) return as(std::int32_t{});
  if (dtype == QLatin1String("uint8")) return as(std::uint8_t{});
  return floating == Dtype::Float64 ? as(double{}) : as(float{});
}

/// The same numbers, no two of them neighbours in memory and the dimensions in the wrong order.
inline Tensor scattered(const Tensor& x) {
  if (x.dim() == 0) return x;
  const Tensor reversed = T(x);
  Shape wide = reversed.shape();
  wide[wide.rank() - 1] = 2 * wide[wide.rank() - 1] + 5;
  const Tensor field = Tensor::zeros(x.device(), wide, x.dtype());
  const Tensor places = slice(field, -1, 3, wide[wide.rank() - 1] - 2, 2);
  copyInto(places, reversed);
  return T(places);
}

inline std::vector<double> numbersOf(const Tensor& x) {
  const auto as = [&]<class Number>(Number) {
    const std::vector<Number> numbers = x.toVector<Number>();
    return std::vector<double>(numbers.begin(), numbers.end());
  };
  switch (x.dtype()) {
    case Dtype::Float32:
      return as(float{});
    case Dtype::Float64:
      return as(double{});
    case Dtype::Int64:
      return as(std::int64_t{});
    case Dtype::Int32:
      return as(std::int32_t{});
    default:
      return as(std::uint8_t{});
  }
}

/// "" if a tensor is what the fixture describes, within PyTorch's own tolerance for float32.
inline QString difference(const Tensor& found, const QJsonValue& expected) {
  const QString dtype = expected[QStringLiteral("dtype")].toString();
  if (dtype != QLatin1String(nameOf(found.dtype())) || found.shape() != shapeOf(expected)) {
    return QStringLiteral("expected %1 %2, got %3 %4")
        .arg(dtype, QString::fromStdString(shapeOf(expected).text()), QLatin1String(nameOf(found.dtype())),
             QString::fromStdString(found.shape().text()));
  }
  const std::vector<double> numbers = numbersOf(found);
  const std::vector<double> wanted = valuesOf(expected);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double allowed = isFloat(expected) ? 1e-5 + 1.3e-6 * std::abs(wanted[i]) : 0;
    const bool same = numbers[i] == wanted[i] || (std::isnan(numbers[i]) && std::isnan(wanted[i]));
    if (!same && !(std::abs(numbers[i] - wanted[i]) <= allowed)) {
      return QStringLiteral("number %1 is %2, expected %3").arg(i).arg(numbers[i]).arg(wanted[i]);
    }
  }
  return {};
}

/// The floating outputs as one vector, so that one gradient goes into all of them; undefined if there are none.
inline Tensor joined(const Tensors& outputs) {
  Tensors flat;
  for (const Tensor& output : outputs) {
    if (isFloating(output.dtype())) flat.push_back(reshape(output, {output.numel()}));
  }
  return flat.empty() ? Tensor() : cat(flat);
}

/// Adds a row for each case of a section of shaping.json; fails if an operation of the table has none.
inline void addCases(const char* section, const Operations& operations) {
  QTest::addColumn<QJsonValue>("fixture");
  std::map<std::string, int> seen;
  const QJsonObject sections = fixtureFile("shaping.json").object();
  for (const QJsonValue& fixture : sections[QLatin1String(section)].toArray()) {
    const std::string name = fixture[QStringLiteral("op")].toString().toStdString();
    QTest::addRow("%s #%d", name.c_str(), ++seen[name]) << fixture;
  }
  for (const auto& [name, operation] : operations) {
    if (!seen.contains(name)) throw std::runtime_error("shaping.json has no case of " + name);
  }
}

/// Everything the head of this file says, for one case. Returns "" or what is wrong.
inline QString check(Device& device, const QJsonValue& fixture, const Operations& operations) {
  const auto found = operations.find(fixture[QStringLiteral("op")].toString().toStdString());
  if (found == operations.end()) return QStringLiteral("the test's table lacks this operation");
  const Operation& operation = found->second;
  const QJsonArray described = fixture[QStringLiteral("inputs")].toArray();
  const QJsonArray outputs = fixture[QStringLiteral("outputs")].toArray();
  const QJsonArray gradients = fixture[QStringLiteral("gradients")].toArray();

  for (const bool isScattered : {false, true}) {
    const QString layout = isScattered ? QStringLiteral("scattered: ") : QString();
    Tensors inputs;
    for (int i = 0; i < described.size(); ++i) {
      Tensor input = inputOf(device, described[i], i, Dtype::Float32);
      if (isScattered) input = scattered(input);
      if (isFloating(input.dtype())) input.requireGrad();
      inputs.push_back(input);
    }
    const Tensors results = operation(inputs);
    if (static_cast<qsizetype>(results.size()) != outputs.size()) return layout + QStringLiteral("number of results");
    for (std::size_t i = 0; i < results.size(); ++i) {
      const QString fault = difference(results[i], outputs[static_cast<qsizetype>(i)]);
      if (!fault.isEmpty()) return layout + QStringLiteral("result %1: ").arg(i) + fault;
    }
    if (gradients.isEmpty()) continue;

    const Tensor all = joined(results);
    std::vector<float> factors;
    for (std::int64_t i = 0; i < all.numel(); ++i) {
      factors.push_back(static_cast<float>(std::cos(1.7 * static_cast<double>(i) + 0.3)));
    }
    all.backward(Tensor::from(device, factors, all.shape()));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const QJsonValue expected = gradients[static_cast<qsizetype>(i)];
      if (expected.isNull()) continue;
      const QString fault = difference(inputs[i].grad(), expected);
      if (!fault.isEmpty()) return layout + QStringLiteral("gradient %1: ").arg(i) + fault;
    }
  }
  if (gradients.isEmpty() || !fixture[QStringLiteral("smooth")].toBool()) return {};

  Tensors whole;
  Tensors floating;
  for (int i = 0; i < described.size(); ++i) {
    whole.push_back(inputOf(device, described[i], i, Dtype::Float64));
    if (isFloat(described[i])) floating.push_back(whole.back());
  }
  const auto function = [&](const Tensors& moved) {
    Tensors arguments = whole;
    std::size_t next = 0;
    for (Tensor& argument : arguments) {
      if (isFloating(argument.dtype())) argument = moved[next++];
    }
    return joined(operation(arguments));
  };
  return QString::fromStdString(checkGradient(function, floating));
}

}  // namespace gradus::test
