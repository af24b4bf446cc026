// Tensors: creation, views, broadcasting, sums, and the errors that name both shapes.
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/indexing.h"
#include "core/tensor/matmul.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

std::vector<float> counting(std::int64_t count) {
  std::vector<float> numbers;
  for (std::int64_t i = 0; i < count; ++i) numbers.push_back(static_cast<float>(i));
  return numbers;
}

template <class Function>
QByteArray errorOf(const Function& function) {
  try {
    function();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

class TensorTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void numbersComeBack_data() { sizes(); }
  void numbersComeBack() {
    QFETCH(int, count);
    const std::vector<float> numbers = someNumbers(count);
    QCOMPARE(Tensor::from(*device_, numbers, {count}).toVector<float>(), numbers);
    QCOMPARE(Tensor::zeros(*device_, {count}, Dtype::Int64).toVector<std::int64_t>(),
             std::vector<std::int64_t>(static_cast<std::size_t>(count), 0));
    QCOMPARE(Tensor::full(*device_, {count}, 2.5F).toVector<float>(),
             std::vector<float>(static_cast<std::size_t>(count), 2.5F));
  }

  void arithmetic_data() { sizes(); }
  void arithmetic() {
    QFETCH(int, count);
    const std::vector<float> a = someNumbers(count, 1);
    std::vector<float> b = someNumbers(count, 2);
    for (float& value : b) value += value < 0 ? -0.5F : 0.5F;
    const Tensor x = Tensor::from(*device_, a, {count});
    const Tensor y = Tensor::from(*device_, b, {count});
    const std::vector<float> sum = (x + y).toVector<float>();
    const std::vector<float> difference = (x - y).toVector<float>();
    const std::vector<float> product = (x * y).toVector<float>();
    const std::vector<float> quotient = (x / y).toVector<float>();
    for (std::size_t i = 0; i < a.size(); ++i) {
      QCOMPARE(sum[i], a[i] + b[i]);
      QCOMPARE(difference[i], a[i] - b[i]);
      QCOMPARE(product[i], a[i] * b[i]);
      QVERIFY(std::abs(quotient[i] - a[i] / b[i]) <= 1e-6F);
    }
  }

  void operationsStayInsideTheirResult_data() { sizes(); }
  void operationsStayInsideTheirResult() {
    QFETCH(int, count);
    constexpr int kMargin = 40;
    const Tensor field = Tensor::full(*device_, {count + 2 * kMargin}, 7);
    const Tensor middle = narrow(field, 0, kMargin, count);
    addInto(middle, Tensor::full(*device_, {count}, 1));
    fill(narrow(field, 0, kMargin, count), 3);
    const std::vector<float> numbers = field.toVector<float>();
    for (int i = 0; i < count + 2 * kMargin; ++i) {
      const bool inside = i >= kMargin && i < kMargin + count;
      QCOMPARE(numbers[static_cast<std::size_t>(i)], inside ? 3.0F : 7.0F);
    }
  }

  void broadcasts_data() {
    QTest::addColumn<std::vector<float>>("expected");
    QTest::addColumn<int>("which");
    QTest::newRow("row") << std::vector<float>{0, 11, 22, 3, 14, 25} << 0;
    QTest::newRow("column") << std::vector<float>{0, 1, 2, 13, 14, 15} << 1;
    QTest::newRow("number") << std::vector<float>{5, 6, 7, 8, 9, 10} << 2;
  }
  void broadcasts() {
    QFETCH(std::vector<float>, expected);
    QFETCH(int, which);
    const Tensor matrix = Tensor::from(*device_, counting(6), {2, 3});
    const Tensor other = which == 0   ? Tensor::from(*device_, std::vector<float>{0, 10, 20}, {3})
                         : which == 1 ? Tensor::from(*device_, std::vector<float>{0, 10}, {2, 1})
                                      : Tensor::full(*device_, {}, 5);
    QCOMPARE((matrix + other).toVector<float>(), expected);
    QCOMPARE((other + matrix).toVector<float>(), expected);
  }

  void viewsShareNumbers() {
    const Tensor x = Tensor::from(*device_, counting(12), {3, 4});
    QCOMPARE(transpose(x, 0, 1).toVector<float>(), (std::vector<float>{0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}));
    QCOMPARE(slice(x, 1, 1, 4, 2).toVector<float>(), (std::vector<float>{1, 3, 5, 7, 9, 11}));
    QCOMPARE(narrow(x, 0, 1, 1).toVector<float>(), (std::vector<float>{4, 5, 6, 7}));
    QCOMPARE(reshape(x, {-1, 6}).shape(), (Shape{2, 6}));
    QCOMPARE(reshape(transpose(x, 0, 1), {12}).toVector<float>()[1], 4.0F);
    QCOMPARE(expand(narrow(x, 1, 0, 1), {3, 2}).toVector<float>(), (std::vector<float>{0, 0, 4, 4, 8, 8}));

    fill(narrow(x, 0, 2, 1), -1);
    QCOMPARE(x.toVector<float>()[8], -1.0F);
    QVERIFY(!transpose(x, 0, 1).isContiguous());
    QVERIFY(contiguous(transpose(x, 0, 1)).isContiguous());
  }

  void sums_data() { sizes(); }
  void sums() {
    QFETCH(int, count);
    const std::vector<float> numbers = someNumbers(3 * count);
    const Tensor x = Tensor::from(*device_, numbers, {3, count});
    double total = 0;
    std::vector<double> rows(3);
    std::vector<double> columns(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      total += static_cast<double>(numbers[i]);
      rows[i / static_cast<std::size_t>(count)] += static_cast<double>(numbers[i]);
      columns[i % static_cast<std::size_t>(count)] += static_cast<double>(numbers[i]);
    }
    const double tolerance = 1e-5 * std::sqrt(count);
    const auto near = [tolerance](double a, double b) { return std::abs(a - b) <= tolerance; };
    QVERIFY(near(total, sum(x).item()));
    QVERIFY(near(total / (3.0 * count), mean(x).item()));
    const std::vector<float> byRow = sum(x, 1).toVector<float>();
    const std::vector<float> byColumn = sum(x, 0).toVector<float>();
    for (std::size_t i = 0; i < rows.size(); ++i) QVERIFY(near(rows[i], static_cast<double>(byRow[i])));
    for (std::size_t i = 0; i < columns.size(); ++i) QVERIFY(near(columns[i], static_cast<double>(byColumn[i])));
    QCOMPARE(sum(x, -1, true).shape(), (Shape{3, 1}));
  }

  void largeSumsTakeSeveralPasses() {
    constexpr int kCount = 20'000'000 / 1000;
    const Tensor ones = Tensor::full(*device_, {kCount, 1000}, 1);
    QCOMPARE(sum(ones).item(), 1000.0 * kCount);
  }

  void textbookProduct() {
    const Tensor x = Tensor::from(*device_, std::vector<float>{1, 2, 3, 4, 5, 6}, {2, 3});
    QCOMPARE(matmul(x, transpose(x, 0, 1)).toVector<float>(), (std::vector<float>{14, 32, 32, 77}));
    QCOMPARE(matmul(transpose(x, 0, 1), x).shape(), (Shape{3, 3}));
    QCOMPARE(matmul(slice(x, 1, 0, 3, 2), Tensor::full(*device_, {2, 1}, 1)).toVector<float>(),
             (std::vector<float>{4, 10}));
  }

  void gathersRows_data() { sizes(); }
  void gathersRows() {
    QFETCH(int, count);
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 3 * count; ++i) pixels.push_back(static_cast<std::uint8_t>(i * 7));
    const Tensor images = Tensor::from(*device_, pixels, {3, count});
    const Tensor order = Tensor::from(*device_, std::vector<std::int32_t>{0, 2, 0, 1}, {4});
    const std::vector<float> batch = gatherRows(images, order, 1, 3).toVector<float>();
    const std::vector<float> numbers = someNumbers(3 * count);
    const Tensor features = Tensor::from(*device_, numbers, {3, count});
    const std::vector<float> gathered = gatherRows(features, order, 1, 3).toVector<float>();
    const std::vector<std::int64_t> rows = {2, 0, 1};
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto width = static_cast<std::size_t>(count);
      const std::size_t place = static_cast<std::size_t>(rows[i / width]) * width + i % width;
      QCOMPARE(batch[i], static_cast<float>(pixels[place]) / 255.0F);
      QCOMPARE(gathered[i], numbers[place]);
    }
    const Tensor labels = Tensor::from(*device_, std::vector<std::int64_t>{10, 11, 12}, {3});
    QCOMPARE(gatherRows(labels, order, 0, 4).toVector<std::int64_t>(), (std::vector<std::int64_t>{10, 12, 10, 11}));
  }

  void emptyTensorsWork() {
    const Tensor none = Tensor::zeros(*device_, {0, 3});
    QCOMPARE((none + none).numel(), 0);
    QCOMPARE(sum(none).item(), 0.0);
    QCOMPARE(sum(none, 0).toVector<float>(), (std::vector<float>{0, 0, 0}));
    QCOMPARE(matmul(none, Tensor::zeros(*device_, {3, 2})).shape(), (Shape{0, 2}));
    QCOMPARE(matmul(Tensor::zeros(*device_, {2, 0}), Tensor::zeros(*device_, {0, 2})).toVector<float>(),
             (std::vector<float>{0, 0, 0, 0}));
  }

  void faultsNameBothShapes() {
    const Tensor a = Tensor::zeros(*device_, {2, 3});
    const Tensor b = Tensor::zeros(*device_, {4, 5});
    const auto namesBoth = [](const QByteArray& text) { return text.contains("[2, 3]") && text.contains("[4, 5]"); };
    QVERIFY(namesBoth(errorOf([&] { a + b; })));
    QVERIFY(namesBoth(errorOf([&] { matmul(a, b); })));
    QVERIFY(namesBoth(errorOf([&] { reshape(a, {4, 5}); })));
    QVERIFY(namesBoth(errorOf([&] { expand(a, {4, 5}); })));
    QVERIFY(namesBoth(errorOf([&] { copyInto(a, b); })));
    QVERIFY(errorOf([&] { linear(a, b, {}); }).contains("[4, 5]"));
    QVERIFY(errorOf([&] { sum(a, 2); }).contains("[2, 3]"));
    QVERIFY(errorOf([&] { narrow(a, 0, 1, 2); }).contains("[2, 3]"));
    QVERIFY(errorOf([&] { a.item(); }).contains("[2, 3]"));
    QVERIFY(errorOf([&] { matmul(a, Tensor::zeros(*device_, {3, 2}, Dtype::Int64)); }).contains("int64"));
    QVERIFY(errorOf([&] { Tensor().shape(); }).contains("undefined"));
    QVERIFY(errorOf([&] { Tensor::from(*device_, counting(5), {2, 3}); }).contains("6 numbers"));
    QVERIFY(errorOf([&] { Shape{1, 1, 1, 1, 1, 1, 1, 1, 1}; }).contains("8 dimensions"));
  }

 private:
  static void sizes() {
    QTest::addColumn<int>("count");
    for (const int count : {1, 15, 16, 17, 31, 32, 33, 255, 257, 5000}) QTest::addRow("%d", count) << count;
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(TensorTest)
#include "tensor_test.moc"
