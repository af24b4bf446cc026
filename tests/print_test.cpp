// Printed tensors against the very strings of PyTorch.
#include <QTest>

#include "core/tensor/arithmetic.h"
#include "core/tensor/creation.h"
#include "core/tensor/print.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/elementwise_fixture.h"
#include "tests/test_device.h"

using namespace gradus;
using namespace gradus::test;

class PrintTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void printsAsPyTorch_data() {
    QTest::addColumn<QJsonValue>("fixture");
    for (const QJsonValue& fixture : elementwiseFixture("printing")) {
      QTest::newRow(qPrintable(fixture[QStringLiteral("name")].toString())) << fixture;
    }
  }
  void printsAsPyTorch() {
    QFETCH(QJsonValue, fixture);
    std::vector<std::int64_t> sizes;
    for (const QJsonValue& size : fixture[QStringLiteral("shape")].toArray()) sizes.push_back(size.toInteger());
    Tensor tensor =
        fromNumbers(*device_, numbersOf(fixture[QStringLiteral("numbers")]),
                    Shape(std::span<const std::int64_t>(sizes)), dtypeNamed(fixture[QStringLiteral("dtype")]));
    if (fixture[QStringLiteral("requiresGrad")].toBool()) tensor.requireGrad();
    QCOMPARE(QString::fromStdString(toString(tensor)), fixture[QStringLiteral("text")].toString());
  }

  void resultsNameTheirFunction() {
    Tensor x = tensor(*device_, {{1.0, 2.0}, {3.0, 4.5}});
    x.requireGrad();
    QCOMPARE(toString(x + 1), std::string("tensor([[2.0000, 3.0000],\n"
                                          "        [4.0000, 5.5000]], grad_fn=<AddBackward0>)"));
    QCOMPARE(toString(sum(x)), std::string("tensor(10.5000, grad_fn=<SumBackward0>)"));
    QCOMPARE(toString((x * x).detach()), std::string("tensor([[ 1.0000,  4.0000],\n"
                                                     "        [ 9.0000, 20.2500]])"));
  }

  void printsViews() {
    const Tensor x = tensor(*device_, {{1, 2, 3}, {4, 5, 6}});
    QCOMPARE(toString(transpose(x, 0, 1)), std::string("tensor([[1, 4],\n        [2, 5],\n        [3, 6]])"));
    QCOMPARE(toString(slice(x, 1, 0, 3, 2)), std::string("tensor([[1, 3],\n        [4, 6]])"));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(PrintTest)
#include "print_test.moc"
