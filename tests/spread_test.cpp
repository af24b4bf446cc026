// Broadcasting without copies: every way in which the numbers of an operand are spread over a result, on both sides, in
// several dtypes and on edge sizes, against the numbers counted out one by one.
#include <QTest>

#include "core/tensor/arithmetic.h"
#include "core/tensor/comparison.h"
#include "core/tensor/copy.h"
#include "core/tensor/reduction.h"
#include "core/tensor/spread.h"
#include "core/tensor/views.h"
#include "tests/elementwise_fixture.h"
#include "tests/test_device.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// The numbers of `tensor`, counted from `first`, as they stand in `shape`.
std::vector<double> spreadByHand(const std::vector<double>& numbers, const Shape& from, const Shape& shape) {
  std::vector<double> result;
  const int added = shape.rank() - from.rank();
  for (std::int64_t i = 0; i < shape.numel(); ++i) {
    std::int64_t rest = i;
    std::int64_t place = 0;
    std::int64_t stride = 1;
    for (int dim = shape.rank() - 1; dim >= 0; --dim) {
      const std::int64_t at = rest % shape[dim];
      rest /= shape[dim];
      if (dim < added) continue;
      if (from[dim - added] > 1) place += at * stride;
      stride *= from[dim - added];
    }
    result.push_back(numbers[static_cast<std::size_t>(place)]);
  }
  return result;
}

Tensor counted(Device& device, const Shape& shape, Dtype dtype, int first) {
  std::vector<double> numbers;
  for (std::int64_t i = 0; i < shape.numel(); ++i) numbers.push_back(static_cast<double>((i * 7 + first) % 100));
  return fromNumbers(device, numbers, shape, dtype);
}

}  // namespace

Q_DECLARE_METATYPE(gradus::Shape)

class SpreadTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void bothSides_data() {
    QTest::addColumn<Shape>("whole");
    QTest::addColumn<Shape>("part");
    QTest::addColumn<bool>("isFollowed");
    const auto row = [](const Shape& whole, const Shape& part, bool isFollowed = true) {
      QTest::addRow("%s with %s", whole.text().c_str(), part.text().c_str()) << whole << part << isFollowed;
    };
    std::vector<std::int64_t> columns{63, 64, 65, 80, 257};  // 64 are the most that a work-item keeps
    for (std::int64_t m = 1; m <= 33; ++m) columns.push_back(m);
    for (const std::int64_t m : columns) {
      for (const std::int64_t n : {1, 2, 200}) {  // over the ends of work-items too
        row({n, m}, {m});
        row({n, m}, {n, 1});
        row({n, m}, {});
        row({n, m}, {1, 1});
      }
    }
    row({3, 5, 7}, {5, 1});
    row({3, 5, 7}, {5, 7});
    row({3, 5, 7}, {3, 1, 1});
    row({3, 5, 7}, {3, 5, 1});
    row({2, 3, 5, 7}, {1, 3, 5, 1});
    row({3, 5, 7}, {3, 1, 7}, false);
    row({2, 3, 5, 7}, {2, 1, 5, 1}, false);
    row({700, 800}, {800});
    row({800, 700}, {800, 1});
  }
  void bothSides() {
    QFETCH(Shape, whole);
    QFETCH(Shape, part);
    QFETCH(bool, isFollowed);
    for (const Dtype dtype : {Dtype::Float32, Dtype::Float64, Dtype::Int64, Dtype::Int32}) {
      const Tensor x = counted(*device_, whole, dtype, 3);
      const Tensor y = counted(*device_, part, dtype, 50);
      const Tensor wide = expand(y, whole);
      QCOMPARE(spreadOf(wide).has_value(), isFollowed);
      const std::vector<double> a = numbersOf(x);
      const std::vector<double> b = spreadByHand(numbersOf(y), part, whole);
      QCOMPARE(numbersOf(contiguous(wide)), b);
      std::vector<double> difference;
      std::vector<double> opposite;
      std::vector<double> above;
      for (std::size_t i = 0; i < a.size(); ++i) {
        difference.push_back(a[i] - b[i]);
        opposite.push_back(b[i] - a[i]);
        above.push_back(a[i] > b[i] ? 1 : 0);
      }
      QCOMPARE(numbersOf(x - y), difference);
      QCOMPARE(numbersOf(y - x), opposite);
      QCOMPARE(numbersOf(gt(x, y)), above);
    }
  }

  void partOfABuffer() {
    const Tensor x = counted(*device_, {5, 40}, Dtype::Float32, 1);
    const Tensor row = narrow(x, 0, 2, 1);
    const std::vector<double> part = spreadByHand(numbersOf(contiguous(row)), {1, 40}, {5, 40});
    const std::vector<double> all = numbersOf(x);
    std::vector<double> sums;
    for (std::size_t i = 0; i < all.size(); ++i) sums.push_back(all[i] + part[i]);
    QCOMPARE(numbersOf(x + row), sums);
  }

  void bothSpread() {
    const Tensor row = counted(*device_, {33}, Dtype::Float32, 1);
    const Tensor column = counted(*device_, {20, 1}, Dtype::Float32, 9);
    const std::vector<double> a = spreadByHand(numbersOf(row), {33}, {20, 33});
    const std::vector<double> b = spreadByHand(numbersOf(column), {20, 1}, {20, 33});
    std::vector<double> products;
    for (std::size_t i = 0; i < a.size(); ++i) products.push_back(a[i] * b[i]);
    QCOMPARE(numbersOf(row * column), products);
  }

  void gradientsAreSummed() {
    for (const Shape& part : {Shape{33}, Shape{20, 1}, Shape{}}) {
      Tensor x = counted(*device_, {20, 33}, Dtype::Float32, 1);
      Tensor y = counted(*device_, part, Dtype::Float32, 9);
      x.requireGrad();
      y.requireGrad();
      sum(x * y).backward();
      QCOMPARE(numbersOf(x.grad()), spreadByHand(numbersOf(y.detach()), part, {20, 33}));
      QCOMPARE(numbersOf(y.grad()), numbersOf(sumTo(x.detach(), part)));
    }
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(SpreadTest)
#include "spread_test.moc"
