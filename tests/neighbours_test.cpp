// Numbers are computed sixteen at a time, of which none may depend on those beside it: every operation that
// elementwise_test tries, and every activation, with its gradient, whatever the other lanes hold: other numbers, or
// what was there before where a tensor ends.
#include <QTest>
#include <algorithm>
#include <bit>
#include <cmath>

#include "core/nn/activation.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/reduction.h"
#include "tests/elementwise_cases.h"
#include "tests/elementwise_fixture.h"
#include "tests/test_device.h"

using namespace gradus;
using namespace gradus::test;

namespace {

constexpr std::size_t kLanes = 16;
using Numbers = std::vector<double>;

const Numbers kNumbers = {1e-5, -0.00146484375, 0.007, 0.5, -1.5, 3, -100};

Numbers neighboursOf(Dtype dtype) {
  Numbers neighbours = {0, 1e-40, 1e6, 1e7, 1e10, 3.4e38, -1e10, INFINITY, -INFINITY, NAN};
  if (dtype == Dtype::Float64) neighbours.insert(neighbours.end(), {1e16, 1e300, -1e300, 1e-310});
  return neighbours;
}

std::map<std::string, Operation> everyOperation() {
  std::map<std::string, Operation> all = operations();
  for (const Activation& row : activations()) {
    all["activation " + row.name] = [&row](const Inputs& in) {
      return activate(in[0], row, parametersOf(row, {row.name, {}}));
    };
  }
  return all;
}

/// Leaves `pattern` in free memory of the size of small tensors, and in what kernels may read behind them.
void dirty(Device& device, std::uint32_t pattern) {
  constexpr std::size_t kSmall = 256;
  std::vector<Buffer> buffers;
  for (int i = 0; i < 24; ++i) {
    buffers.push_back(device.allocate(kSmall));
    device.fill(buffers.back(), 0, &pattern, sizeof pattern, kSmall + Buffer::kSlackBytes);
  }
}

/// The numbers in the first lanes, then in the last ones, among each of the neighbours.
Numbers among(const Numbers& neighbours, const Numbers& numbers) {
  Numbers all;
  for (const double neighbour : neighbours) {
    all.insert(all.end(), numbers.begin(), numbers.end());
    all.insert(all.end(), 2 * (kLanes - numbers.size()), neighbour);
    all.insert(all.end(), numbers.begin(), numbers.end());
  }
  return all;
}

/// Each number in all lanes.
Numbers alone(const Numbers& numbers) {
  Numbers all;
  for (const double number : numbers) all.insert(all.end(), kLanes, number);
  return all;
}

/// An operation's values and, where they have some, its gradients.
std::vector<Numbers> outcomesOf(Device& device, const Operation& operation, Dtype dtype, const Numbers& x,
                                const Numbers& y) {
  const auto size = static_cast<std::int64_t>(x.size());
  Inputs inputs = {fromNumbers(device, x, {size}, dtype), fromNumbers(device, y, {size}, dtype)};
  for (Tensor& input : inputs) input.requireGrad();
  const Tensor result = operation(inputs);
  std::vector<Numbers> outcomes = {numbersOf(result)};
  if (!result.requiresGrad()) return outcomes;
  sum(result).backward();
  for (Tensor& input : inputs) {
    if (input.grad().defined()) outcomes.push_back(numbersOf(input.grad()));
  }
  return outcomes;
}

}  // namespace

class NeighboursTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    const bool isPooled = qgetenv("GRADUS_MEMORY") == "pooled";
    device_ = isPooled ? std::make_unique<Device>(chooseDevice(listDevices(), "cpu")) : openTestDevice();
  }

  void dependsOnNoNeighbour_data() { addRows(); }
  void dependsOnNoNeighbour() {
    QFETCH(QString, operation);
    QFETCH(bool, isDouble);
    const Dtype dtype = isDouble ? Dtype::Float64 : Dtype::Float32;
    const Operation function = everyOperation().at(operation.toStdString());
    const Numbers neighbours = neighboursOf(dtype);
    Numbers others(kNumbers.rbegin(), kNumbers.rend());  // what a second operand is
    others.front() = 2.5;
    const auto expected = outcomesOf(*device_, function, dtype, alone(kNumbers), alone(others));
    const auto found = outcomesOf(*device_, function, dtype, among(neighbours, kNumbers), among(neighbours, others));
    QCOMPARE(found.size(), expected.size());
    for (std::size_t outcome = 0; outcome < found.size(); ++outcome) {
      for (std::size_t i = 0; i < neighbours.size() * 2 * kNumbers.size(); ++i) {
        const std::size_t group = i / kNumbers.size();
        const std::size_t number = i % kNumbers.size();
        const std::size_t first = group / 2 * 2 * kLanes + (group % 2 == 0 ? 0 : 2 * kLanes - kNumbers.size());
        const double is = found[outcome].at(first + number);
        const double should = expected[outcome].at(number * kLanes);
        QVERIFY2(is == should || (std::isnan(is) && std::isnan(should)),
                 qPrintable(QStringLiteral("%1 of %2 beside %3 is %4 instead of %5")
                                .arg(QLatin1String(outcome == 0 ? "value" : "gradient"))
                                .arg(kNumbers[number])
                                .arg(neighbours[group / 2])
                                .arg(is, 0, 'g', 17)
                                .arg(should, 0, 'g', 17)));
      }
    }
  }

  /// Guarded memory hides it: there each tensor lies among NaN.
  void dependsOnNothingBehindTheEnd_data() { addRows(); }
  void dependsOnNothingBehindTheEnd() {
    if (qgetenv("GRADUS_MEMORY") != "pooled") QSKIP("Only pooled memory holds what was there before");
    QFETCH(QString, operation);
    QFETCH(bool, isDouble);
    const Dtype dtype = isDouble ? Dtype::Float64 : Dtype::Float32;
    const Operation function = everyOperation().at(operation.toStdString());
    const Numbers some = {1e-5, -0.00146484375, 0.007, 0.5, -1.5, 3, -100, 0.3, 0.1, -0.2, 2, 9, 0.001, -7, 1e-7};
    for (const std::size_t count : {3U, 15U}) {
      const Numbers x(some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
      const Numbers y(some.rbegin(), some.rbegin() + static_cast<std::ptrdiff_t>(count));
      dirty(*device_, 0);
      const auto clean = outcomesOf(*device_, function, dtype, x, y);
      for (const float before : {1e7F, 3e38F, -INFINITY, NAN}) {
        dirty(*device_, std::bit_cast<std::uint32_t>(before));
        QVERIFY2(sameBits(outcomesOf(*device_, function, dtype, x, y), clean),
                 qPrintable(QStringLiteral("%1 numbers before %2").arg(count).arg(before)));
      }
    }
  }

  void smallSinesAreRight() {
    const Tensor x = Tensor::from(*device_, std::vector<float>{1e-5F, 1e7F, INFINITY}, {3});
    QVERIFY(std::abs(sin(x).toVector<float>()[0] / std::sin(1e-5F) - 1) < 1e-6F);
  }

 private:
  static void addRows() {
    QTest::addColumn<QString>("operation");
    QTest::addColumn<bool>("isDouble");
    for (const auto& [name, operation] : everyOperation()) {
      QTest::addRow("%s float32", name.c_str()) << QString::fromStdString(name) << false;
      QTest::addRow("%s float64", name.c_str()) << QString::fromStdString(name) << true;
    }
  }

  static bool sameBits(const std::vector<Numbers>& a, const std::vector<Numbers>& b) {
    const auto areSame = [](double left, double right) {
      return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right) ||
             (std::isnan(left) && std::isnan(right));
    };
    return std::ranges::equal(
        a, b, [&](const Numbers& left, const Numbers& right) { return std::ranges::equal(left, right, areSame); });
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(NeighboursTest)
#include "neighbours_test.moc"
