// The host's softmax of a few numbers against the engine's, with cross-entropy and its gradient by autograd.
#include <QTest>
#include <cmath>

#include "core/autograd/grad.h"
#include "core/base/error.h"
#include "core/nn/class_losses.h"
#include "core/nn/softmax.h"
#include "core/nn/softmax_numbers.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/creation.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;

class SoftmaxNumbersTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void equalTheEngine_data() {
    QTest::addColumn<QList<double>>("logits");
    QTest::addColumn<double>("temperature");
    QTest::addColumn<int>("target");
    QTest::newRow("three") << QList{2.0, 1.0, -1.0} << 1.0 << 0;
    QTest::newRow("cold") << QList{2.0, 1.0, -1.0} << 0.1 << 1;
    QTest::newRow("hot") << QList{2.0, 1.0, -1.0} << 10.0 << 2;
    QTest::newRow("all alike") << QList{0.0, 0.0, 0.0, 0.0} << 1.0 << 3;
    QTest::newRow("ten") << QList{-3.0, 0.5, 1.25, 2.0, -0.5, 0.0, 4.0, 3.9, -5.0, 1.0} << 2.0 << 7;
    QTest::newRow("far apart") << QList{400.0, -400.0, 0.0} << 0.5 << 1;
  }
  void equalTheEngine() {
    QFETCH(QList<double>, logits);
    QFETCH(double, temperature);
    QFETCH(int, target);
    const std::vector<double> numbers(logits.begin(), logits.end());
    const auto count = static_cast<std::int64_t>(numbers.size());
    const SoftmaxNumbers mine = softmaxNumbers(numbers, temperature, static_cast<std::size_t>(target));

    Tensor x = fromNumbers(*device_, numbers, {1, count}, Dtype::Float64);
    x.requireGrad();
    const Tensor scaled = x * (1 / temperature);
    const Tensor loss = crossEntropy(scaled, tensor(*device_, {std::int64_t{target}}));
    const std::vector<double> gradient = grad({loss}, {x}).front().toVector<double>();
    const std::vector<double> probabilities = softmax(scaled.detach(), 1).toVector<double>();
    QVERIFY(std::abs(mine.crossEntropy - loss.item()) <= 1e-12 * (1 + std::abs(loss.item())));
    double sum = 0;
    double slopes = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      QVERIFY(std::abs(mine.probabilities[i] - probabilities[i]) < 1e-12);
      QVERIFY(std::abs(mine.gradient[i] - gradient[i]) < 1e-12 / std::min(temperature, 1.0));
      sum += mine.probabilities[i];
      slopes += mine.gradient[i];
    }
    QVERIFY(std::abs(sum - 1) < 1e-12);
    QVERIFY(std::abs(slopes) < 1e-12 / temperature);
  }

  void refusesWhatMeansNothing() {
    const std::vector<double> logits{1, 2};
    QVERIFY(softmaxNumbers({}, 1, 0).probabilities.empty());
    const auto cold = [&] { softmaxNumbers(logits, 0, 0); };
    QVERIFY(test::errorOf<Error>(cold).contains(QStringLiteral("temperature")));
    const auto outside = [&] { softmaxNumbers(logits, 1, 2); };
    QVERIFY(test::errorOf<Error>(outside).contains(QStringLiteral("class 2")));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(SoftmaxNumbersTest)
#include "softmax_numbers_test.moc"
