// torch.matmul: vectors, matrices and batches, with gradients, and the errors.
#include "core/tensor/matmul.h"
#include "core/base/error.h"
#include "shaping_cases.h"

using namespace gradus;
using namespace gradus::test;

namespace {

const Operations kOperations = {{"matmul", [](const Tensors& t) { return Tensors{matmul(t[0], t[1])}; }}};

}  // namespace

class MatmulTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void cases_data() { addCases("products", kOperations); }
  void cases() {
    QFETCH(QJsonValue, fixture);
    const QString fault = check(*device_, fixture, kOperations);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }

  void faultsNameBothShapes_data() {
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("vectors") << "[2]"
                             << "[3]";
    QTest::newRow("matrices") << "[2, 3]"
                              << "[4, 5]";
    QTest::newRow("matrix and vector") << "[2, 3]"
                                       << "[2]";
    QTest::newRow("batches") << "[2, 3, 4]"
                             << "[3, 4, 5]";
    QTest::newRow("a number") << "[]"
                              << "[3]";
  }
  void faultsNameBothShapes() {
    QFETCH(QString, first);
    QFETCH(QString, second);
    const auto zeros = [&](const QString& shape) {
      const std::vector<std::int64_t> sizes = integers(QJsonDocument::fromJson(shape.toUtf8()).array());
      return Tensor::zeros(*device_, Shape(std::span<const std::int64_t>(sizes)));
    };
    const QString message = errorOf<ShapeError>([&] { matmul(zeros(first), zeros(second)); });
    QVERIFY2(message.contains(first) && message.contains(second), qPrintable(message));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(MatmulTest)
#include "matmul_test.moc"
