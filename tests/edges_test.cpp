// What lies at the edge of an operation: limits, dtypes and parameters of which PyTorch makes something of its own, or
// which it refuses. The expected numbers are the current PyTorch's.
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/nn/activation_layer.h"
#include "core/nn/batch_norm.h"
#include "core/nn/class_losses.h"
#include "core/nn/layer_norm.h"
#include "core/tensor/copy.h"
#include "core/tensor/creation.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/elementwise_fixture.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

class EdgesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void limitsThatAreNoNumberGiveNone_data() {
    QTest::addColumn<double>("lower");
    QTest::addColumn<double>("upper");
    QTest::newRow("lower") << double{NAN} << 3.0;
    QTest::newRow("upper") << 0.0 << double{NAN};
    QTest::newRow("both") << double{NAN} << double{NAN};
  }
  void limitsThatAreNoNumberGiveNone() {
    QFETCH(double, lower);
    QFETCH(double, upper);
    Tensor x = Tensor::from(*device_, std::vector<float>{1, 2, 5}, {3});
    x.requireGrad();
    const Tensor y = clamp(x, lower, upper);
    for (const double number : numbersOf(y.detach())) QVERIFY(std::isnan(number));
    sum(y).backward();
    QCOMPARE(numbersOf(x.grad()), (std::vector<double>{0, 0, 0}));
  }

  void truthValuesCountInSquaresAndSums() {
    const Tensor truth = full(*device_, {3}, true);
    QCOMPARE(square(truth).dtype(), Dtype::Int64);
    QCOMPARE(numbersOf(square(truth)), (std::vector<double>{1, 1, 1}));
    QCOMPARE(sign(truth).dtype(), Dtype::Bool);
    // As PyTorch's sum_to_size: a single whole number becomes int64, others are left alone where nothing is to be
    // summed.
    QCOMPARE(sumTo(full(*device_, {}, 5, Dtype::Int32), {}).dtype(), Dtype::Int64);
    QCOMPARE(sumTo(full(*device_, {3}, 5, Dtype::Int32), {3}).dtype(), Dtype::Int32);
    QCOMPARE(sumTo(full(*device_, {2, 3}, 5, Dtype::Int32), {3}).dtype(), Dtype::Int64);
  }

  void wholeRangesHaveWholeLimits() {
    const auto whole = [&](double from, double to, std::int64_t steps) {
      return linspace(*device_, from, to, steps, Dtype::Int64).toVector<std::int64_t>();
    };
    QCOMPARE(whole(4.3, -3.0, 8), (std::vector<std::int64_t>{4, 3, 2, 1, 0, -1, -2, -3}));
    QCOMPARE(whole(-4.9, 3.9, 5), (std::vector<std::int64_t>{-4, -2, 0, 1, 3}));
  }

  void expandedTargetsAreRefused() {
    const Tensor expanded = expand(Tensor::zeros(*device_, {3, 1}), {3, 4});
    const QString message = errorOf<ShapeError>([&] { copyInto(expanded, Tensor::zeros(*device_, {3, 4})); });
    QVERIFY2(message.contains(QStringLiteral("[3, 4]")) && message.contains(QStringLiteral("one place")),
             qPrintable(message));
    copyInto(expand(Tensor::zeros(*device_, {3, 1}), {3, 1}), Tensor::zeros(*device_, {3, 1}));
  }

  void batchNormRefusesOtherDtypesAndNoEps() {
    BatchNorm1d layer(*device_, 40);
    const Tensor wide = Tensor::zeros(*device_, {4, 40}, Dtype::Float64);
    for (const bool isTraining : {true, false}) {
      layer.train(isTraining);
      const QString message = errorOf<ShapeError>([&] { layer.forward(wide); });
      QVERIFY2(message.contains(QStringLiteral("float64")) && message.contains(QStringLiteral("float32")),
               qPrintable(message));
    }
    for (const double eps : {0.0, -1.0, double{NAN}}) {
      const Tensor batch = Tensor::zeros(*device_, {4, 40});
      QVERIFY_THROWS_EXCEPTION(Error, BatchNorm1d(*device_, 40, {.eps = eps}).forward(batch));
    }
    QVERIFY_THROWS_EXCEPTION(ShapeError, LayerNorm(*device_, {40}).forward(wide));
  }

  void probabilitiesHaveNoClassToIgnore() {
    const Tensor output = Tensor::zeros(*device_, {4, 3});
    const QString message = errorOf<Error>([&] {
      crossEntropy(output, Tensor::full(*device_, {4, 3}, 1.0 / 3), {Reduction::Mean, {}, 0, 1});
    });
    QVERIFY2(message.contains(QStringLiteral("probabilities")), qPrintable(message));
  }

  void parametersOutOfRangeAreRefused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<double>("value");
    QTest::newRow("softshrink") << "softshrink"
                                << "lambd" << -0.5;
    QTest::newRow("hardshrink") << "hardshrink"
                                << "lambd" << -0.5;
    QTest::newRow("hardtanh, lower above upper") << "hardtanh"
                                                 << "min_val" << 2.0;
    QTest::newRow("hardtanh, upper below lower") << "hardtanh"
                                                 << "max_val" << -2.0;
    QTest::newRow("no number") << "celu"
                               << "alpha" << double{NAN};
  }
  void parametersOutOfRangeAreRefused() {
    QFETCH(QString, name);
    QFETCH(QString, parameter);
    QFETCH(double, value);
    const Choice choice{name.toStdString(), {{parameter.toStdString(), value}}};
    const QString message = errorOf<FormatError>([&] { ActivationLayer layer(choice); });
    QVERIFY2(message.contains(name) && message.contains(parameter), qPrintable(message));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(EdgesTest)
#include "edges_test.moc"
