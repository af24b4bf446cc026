// Comparing tensors with what fixtures/make_layers.py kept of PyTorch's: seven evenly spread numbers and two sums.
#pragma once

#include <QTest>
#include <cmath>
#include <functional>

#include "core/autograd/gradient_check.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/reduction.h"
#include "tests/fixture_file.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

namespace gradus::test {

/// torch.testing.assert_close's for float32.
struct Tolerance {
  double relative = 1.3e-6;
  double absolute = 1e-5;
};

inline QJsonObject fixtures(const char* file) {
  return fixtureFile(file).object();
}

inline Shape shapeOf(const QJsonValue& list) {
  const std::vector<std::int64_t> sizes = integers(list);
  return Shape{std::span<const std::int64_t>(sizes)};
}

/// "" if `tensor` is what PyTorch made, else what differs. The sums may be off by what the tolerance allows all their
/// terms together, which is no more than √n of them at a time.
inline QString differenceFrom(const Tensor& tensor, const QJsonValue& digest, const Tolerance& tolerance = {}) {
  if (!tensor.defined()) return QStringLiteral("undefined");
  if (tensor.shape() != shapeOf(digest[QStringLiteral("shape")])) {
    return QStringLiteral("shape ") + QString::fromStdString(tensor.shape().text());
  }
  const std::vector<float> numbers = tensor.toVector<float>();
  double sum = 0;
  double weighted = 0;
  double squares = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = static_cast<double>(numbers[i]);
    sum += number;
    weighted += number * std::cos(0.37 * static_cast<double>(i));
    squares += std::pow(tolerance.absolute + tolerance.relative * std::abs(number), 2);
  }
  const auto compare = [](const QString& what, double got, double expected, double allowed) {
    if (std::abs(got - expected) <= allowed) return QString();
    return QStringLiteral("%1 is %2, PyTorch has %3").arg(what).arg(got, 0, 'g', 9).arg(expected, 0, 'g', 9);
  };
  const QJsonArray picked = digest[QStringLiteral("numbers")].toArray();
  for (std::size_t i = 0; i < 7; ++i) {
    const std::size_t index = i * (numbers.size() - 1) / 6;
    const double expected = picked[static_cast<qsizetype>(i)].toDouble();
    const double allowed = tolerance.absolute + tolerance.relative * std::abs(expected);
    const QString what =
        compare(QStringLiteral("number %1").arg(index), static_cast<double>(numbers[index]), expected, allowed);
    if (!what.isEmpty()) return what;
  }
  const double allowed = 2 * std::sqrt(squares) + tolerance.absolute;
  const QString what = compare(QStringLiteral("the sum"), sum, digest[QStringLiteral("sum")].toDouble(), allowed);
  if (!what.isEmpty()) return what;
  return compare(QStringLiteral("the weighted sum"), weighted, digest[QStringLiteral("weighted")].toDouble(), allowed);
}

/// `numbers` in every second place of their storage: an input that is not contiguous.
template <class Number>
Tensor spread(Device& device, const std::vector<Number>& numbers, const Shape& shape) {
  std::vector<Number> doubled;
  for (const Number number : numbers) doubled.insert(doubled.end(), {number, Number{}});
  Shape strides = contiguousStrides(shape);
  for (int dim = 0; dim < strides.rank(); ++dim) strides[dim] *= 2;
  return Tensor::from(device, doubled, {static_cast<std::int64_t>(doubled.size())}).alias(shape, strides, 0);
}

using Function = std::function<Tensor(const std::vector<Tensor>&)>;

/// Leaves of the given shapes with someNumbers(seed 0, 1, …), as `some` in make_layers.py.
inline std::vector<Tensor> someLeaves(Device& device, const std::vector<Shape>& shapes, bool isSpread) {
  std::vector<Tensor> leaves;
  for (const Shape& shape : shapes) {
    const std::vector<float> numbers = someNumbers(shape.numel(), static_cast<double>(leaves.size()));
    leaves.push_back(isSpread ? spread(device, numbers, shape) : Tensor::from(device, numbers, shape));
    leaves.back().requireGrad();
  }
  return leaves;
}

inline Tensor someTensor(const Tensor& like, const Shape& shape, double seed) {
  const std::vector<float> numbers = someNumbers(shape.numel(), seed);
  if (like.dtype() == Dtype::Float32) return Tensor::from(like.device(), numbers, shape);
  return Tensor::from(like.device(), std::vector<double>(numbers.begin(), numbers.end()), shape);
}

/// "" if value and gradients of `function` are PyTorch's, for contiguous and for spread inputs.
inline QString differenceFrom(Device& device, const Function& function, const std::vector<Shape>& shapes,
                              const QJsonValue& fixture, const Tolerance& tolerance = {}) {
  for (const bool isSpread : {false, true}) {
    const std::vector<Tensor> leaves = someLeaves(device, shapes, isSpread);
    const Tensor value = function(leaves);
    sum(value * someTensor(value, value.shape(), 9)).backward();
    const QString kind = isSpread ? QStringLiteral("spread: ") : QString();
    QString what = differenceFrom(value.detach(), fixture[QStringLiteral("value")], tolerance);
    if (!what.isEmpty()) return kind + what;
    const QJsonArray gradients = fixture[QStringLiteral("gradients")].toArray();
    if (gradients.size() != static_cast<qsizetype>(leaves.size())) return QStringLiteral("another number of inputs");
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      what = differenceFrom(leaves[i].grad(), gradients[static_cast<qsizetype>(i)], tolerance);
      if (!what.isEmpty()) return kind + QStringLiteral("gradient %1: ").arg(i) + what;
    }
  }
  return {};
}

/// "" if the gradients of `function` pass the check in float64.
inline QString gradientError(Device& device, const Function& function, const std::vector<Shape>& shapes) {
  std::vector<Tensor> inputs;
  for (const Shape& shape : shapes) {
    const std::vector<float> numbers = someNumbers(shape.numel(), static_cast<double>(inputs.size()));
    inputs.push_back(Tensor::from(device, std::vector<double>(numbers.begin(), numbers.end()), shape));
  }
  return QString::fromStdString(checkGradient(function, inputs));
}

}  // namespace gradus::test
