// torch.matmul: vectors, matrices and batches, with gradients, and the errors.
#include "core/tensor/matmul.h"
#include "core/base/error.h"
#include "core/tensor/creation.h"
#include "shaping_cases.h"

using namespace gradus;
using namespace gradus::test;

namespace {

const Operations kOperations = {
    {"matmul", [](const Tensors& t) { return Tensors{matmul(t[0], t[1])}; }},
    {"linear", [](const Tensors& t) { return Tensors{linear(t[0], t[1], t[2])}; }},
    {"linear without bias", [](const Tensors& t) { return Tensors{linear(t[0], t[1], {})}; }},
};

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

  /// The textbook's first product, of whole numbers.
  void matrixTimesItsTranspose() {
    const Tensor x = tensor(*device_, {{1, 2, 3}, {4, 5, 6}});
    const Tensor product = matmul(x, T(x));
    QCOMPARE(product.dtype(), Dtype::Int64);
    QCOMPARE(product.toVector<std::int64_t>(), (std::vector<std::int64_t>{14, 32, 32, 77}));
  }

  void linearNamesAllShapes() {
    const auto zeros = [&](const Shape& shape) { return Tensor::zeros(*device_, shape); };
    const auto message = [&](const Shape& x, const Shape& weight, const Shape& bias) {
      return errorOf<ShapeError>([&] { linear(zeros(x), zeros(weight), zeros(bias)); });
    };
    QCOMPARE(message({4, 2}, {5, 3}, {5}),
             QStringLiteral("linear: input [4, 2], weight [5, 3] and bias [5] do not fit: expected (…, in), (out, in) "
                            "and (out)"));
    QVERIFY(message({}, {5, 3}, {5}).contains(u"input []"));
    QVERIFY(message({3}, {3}, {3}).contains(u"weight [3]"));
    QVERIFY(message({4, 3}, {5, 3}, {3}).contains(u"bias [3]"));
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
