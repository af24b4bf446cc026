// Sums over long rows keep their digits: as many as PyTorch's float32, which adds up in cascades and is off by 4e-6 of
// softmax below. Variances it adds up in float64 and rounds once, which is 5.6e-8 of those below; what has only float32
// rounds the sum, and then the quotient, which is 1.2e-7.
#include <QTest>
#include <cmath>
#include <numeric>

#include "core/nn/batch_norm.h"
#include "core/nn/layer_norm.h"
#include "core/nn/softmax.h"
#include "core/step/step_log.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

/// Half a unit in the last place, twice, and a little for the squares.
constexpr double kRoundedTwice = 1.25e-7;

double relative(double value, double truth) {
  return std::abs(value - truth) / std::abs(truth);
}

Tensor of(Device& device, const std::vector<float>& numbers) {
  return Tensor::from(device, numbers, {static_cast<std::int64_t>(numbers.size())});
}

}  // namespace

class LongSumsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void sumsOfEqualNumbers_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QVector<int>>("dims");
    QTest::addColumn<double>("ofPyTorch");
    QTest::newRow("all") << 1 << 3'000'000 << QVector<int>{} << 8.93e-8;
    QTest::newRow("rows") << 3 << 1'000'000 << QVector<int>{1} << 6.33e-8;
    QTest::newRow("columns") << 300'000 << 3 << QVector<int>{0} << 1.81e-7;
  }
  void sumsOfEqualNumbers() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(QVector<int>, dims);
    QFETCH(double, ofPyTorch);
    const Tensor x = Tensor::full(*device_, {rows, columns}, 0.1);
    const Tensor total = sum(x, Dims(std::vector<int>(dims.begin(), dims.end())));
    const double truth = static_cast<double>(0.1F) * rows * columns / static_cast<double>(total.numel());
    for (const float value : total.toVector<float>()) {
      const double error = relative(static_cast<double>(value), truth);
      QVERIFY2(error <= ofPyTorch, qPrintable(QString::number(error)));
    }
  }

  void infiniteSums_data() {
    QTest::addColumn<std::vector<float>>("special");
    QTest::addColumn<float>("expected");
    QTest::newRow("∞") << std::vector<float>{INFINITY} << INFINITY;
    QTest::newRow("−∞ twice") << std::vector<float>{-INFINITY, -INFINITY} << -INFINITY;
    QTest::newRow("∞ − ∞") << std::vector<float>{INFINITY, -INFINITY} << NAN;
    QTest::newRow("NaN") << std::vector<float>{NAN} << NAN;
    QTest::newRow("beyond the largest") << std::vector<float>{3e38F, 3e38F} << INFINITY;
  }
  void infiniteSums() {
    QFETCH(std::vector<float>, special);
    QFETCH(float, expected);
    std::vector<float> numbers(1000, 1.0F);
    std::copy(special.begin(), special.end(), numbers.begin() + 500);
    const Tensor x = of(*device_, numbers);
    const Tensor column = reshape(x, {1000, 1});
    for (const Tensor& total : {sum(x), sum(reshape(x, {1, 1000}), {1}), sum(expand(column, {1000, 2}), {0})}) {
      const float value = total.toVector<float>()[0];
      QVERIFY2(value == expected || (std::isnan(value) && std::isnan(expected)), qPrintable(QString::number(value)));
    }
  }

  /// 64 rows of numbers about 10,000: of its columns' statistics too, whose mean is rounded to half a thousandth there.
  void varianceFarFromZero() {
    std::vector<float> numbers = someNumbers(64 * 40);
    for (float& number : numbers) number += 1e4F;
    const Tensor x = Tensor::from(*device_, numbers, {64, 40});
    const std::vector<float> found = var(x, {0}).toVector<float>();
    const std::vector<float> tracked = columnStatistics(x).variance.toVector<float>();
    for (std::size_t column = 0; column < 40; ++column) {
      const auto at = [&](std::size_t row) { return static_cast<double>(numbers[row * 40 + column]); };
      double mean = 0;
      for (std::size_t row = 0; row < 64; ++row) mean += at(row) / 64;
      double squares = 0;
      for (std::size_t row = 0; row < 64; ++row) squares += std::pow(at(row) - mean, 2);
      const double error = relative(static_cast<double>(found[column]), squares / 63);
      QVERIFY2(error < kRoundedTwice, qPrintable(QString::number(error)));
      const double biased = relative(static_cast<double>(tracked[column]), squares / 64);
      QVERIFY2(biased < kRoundedTwice, qPrintable(QString::number(biased)));
    }
  }

  void layerNormOfALongRow() {
    std::vector<float> numbers(100'000);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i % 2 == 0 ? 0.1F : -0.1F;
    const Tensor x = Tensor::from(*device_, numbers, {1, 100'000});
    const double tenth = static_cast<double>(0.1F);
    const double truth = tenth / std::sqrt(tenth * tenth + 1e-5);
    for (const float number : layerNorm(x, {100'000}, {}, {}).toVector<float>()) {
      const double error = relative(std::abs(static_cast<double>(number)), truth);
      QVERIFY2(error < 2e-7, qPrintable(QString::number(error)));
    }
  }

  /// Mean and square differences of a batch, as the log of steps has them.
  void errorsOfALargeBatch() {
    constexpr std::int64_t kRows = 300'000;
    StepLog log(*device_);
    log.record(Tensor::zeros(*device_, {}), Tensor::full(*device_, {kRows, 1}, 0.1),
               Tensor::zeros(*device_, {kRows, 1}), OutputKind::Number);
    const LoggedBatch batch = log.take().front();
    const double tenth = static_cast<double>(0.1F);
    const double absolute = relative(static_cast<double>(batch.metric), tenth);
    QVERIFY2(absolute < kRoundedTwice, qPrintable(QString::number(absolute)));
    // Each of the squares is rounded as well, and all of them alike.
    const double squares = relative(static_cast<double>(batch.squares), tenth * tenth);
    QVERIFY2(squares < 2e-7, qPrintable(QString::number(squares)));
  }

  void softmaxOfManyClasses() {
    std::vector<float> numbers = someNumbers(100'003);
    for (float& number : numbers) number *= 3;
    const Tensor x = of(*device_, numbers);
    const std::vector<float> found = softmax(x, 0).toVector<float>();
    const std::vector<float> logarithms = logSoftmax(x, 0).toVector<float>();
    const double total = std::accumulate(numbers.begin(), numbers.end(), 0.0, [](double sum, float number) {
      return sum + std::exp(static_cast<double>(number));
    });
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const double truth = std::exp(static_cast<double>(numbers[i])) / total;
      const double error = relative(static_cast<double>(found[i]), truth);
      QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
      QVERIFY(relative(static_cast<double>(logarithms[i]), std::log(truth)) < 5e-7);
    }
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(LongSumsTest)
#include "long_sums_test.moc"
