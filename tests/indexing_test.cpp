// Picking and sorting: PyTorch's numbers, places and gradients, and indices that do not exist.
#include "core/tensor/indexing.h"
#include "core/base/error.h"
#include "core/tensor/picking.h"
#include "core/tensor/sorting.h"
#include "shaping_cases.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Tensors both(const ValuesAndIndices& result) {
  return {result.values, result.indices};
}

const Operations kOperations = {
    {"gather 0", [](const Tensors& t) { return Tensors{gather(t[0], 0, t[1])}; }},
    {"gather 1", [](const Tensors& t) { return Tensors{gather(t[0], 1, t[1])}; }},
    {"gather -1", [](const Tensors& t) { return Tensors{gather(t[0], -1, t[1])}; }},
    {"indexSelect 0", [](const Tensors& t) { return Tensors{indexSelect(t[0], 0, t[1])}; }},
    {"indexSelect -1", [](const Tensors& t) { return Tensors{indexSelect(t[0], -1, t[1])}; }},
    {"oneHot", [](const Tensors& t) { return Tensors{oneHot(t[0])}; }},
    {"oneHot 5", [](const Tensors& t) { return Tensors{oneHot(t[0], 5)}; }},
    {"sort", [](const Tensors& t) { return both(sort(t[0])); }},
    {"sort descending", [](const Tensors& t) { return both(sort(t[0], -1, true)); }},
    {"sort 0 descending", [](const Tensors& t) { return both(sort(t[0], 0, true)); }},
    {"argsort 0", [](const Tensors& t) { return Tensors{argsort(t[0], 0)}; }},
    {"argsort descending", [](const Tensors& t) { return Tensors{argsort(t[0], -1, true)}; }},
    {"topk 1", [](const Tensors& t) { return both(topk(t[0], 1)); }},
    {"topk half smallest 0", [](const Tensors& t) { return both(topk(t[0], (t[0].size(0) + 1) / 2, 0, false)); }},
};

}  // namespace

class IndexingTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void cases_data() { addCases("picking", kOperations); }
  void cases() {
    QFETCH(QJsonValue, fixture);
    const QString fault = check(*device_, fixture, kOperations);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }

  void placesThatDoNotExistAreRefused_data() {
    QTest::addColumn<std::int64_t>("place");
    QTest::newRow("negative") << std::int64_t{-1};
    QTest::newRow("the size") << std::int64_t{3};
    QTest::newRow("beyond 32 bits") << (std::int64_t{1} << 40);
  }
  void placesThatDoNotExistAreRefused() {
    QFETCH(std::int64_t, place);
    const Tensor x = Tensor::zeros(*device_, {3, 2});
    const Tensor row = Tensor::from(*device_, std::vector<std::int64_t>{0, place}, {1, 2});
    const Tensor index = reshape(row, {2});
    const auto names = [&](const QString& message) { return message.contains(QString::number(place)); };
    QVERIFY(names(errorOf<ShapeError>([&] { gather(x, 0, row); })));
    QVERIFY(names(errorOf<ShapeError>([&] { indexSelect(x, 0, index); })));
    QVERIFY(names(errorOf<ShapeError>([&] { oneHot(index, 3); })) || place < 3);
    // Where nobody looks at them on the host, the kernels stay inside their memory.
    const std::vector<float> picked = pickAlong(Tensor::full(*device_, {3, 2}, 1), 0, row).toVector<float>();
    QCOMPARE(picked[0], 1.0F);
    QVERIFY(std::isnan(picked[1]));
    const Tensor placed = placeAlong(Tensor::full(*device_, {1, 2}, 1), 0, row, {3, 2});
    QCOMPARE(placed.toVector<float>(), (std::vector<float>{1, 0, 0, 0, 0, 0}));
  }

  void faultsNameShapes() {
    const Tensor x = Tensor::zeros(*device_, {3, 2});
    const Tensor index = Tensor::zeros(*device_, {1, 5}, Dtype::Int64);
    const auto names = [](const QString& message, const char* shape) {
      return message.contains(QLatin1String("[3, 2]")) && message.contains(QLatin1String(shape));
    };
    QVERIFY(names(errorOf<ShapeError>([&] { gather(x, 0, index); }), "[1, 5]"));
    QVERIFY(names(errorOf<ShapeError>([&] { indexSelect(x, 0, index); }), "[1, 5]"));
    QVERIFY(names(errorOf<ShapeError>([&] { topk(x, 3); }), "3"));
    QVERIFY(errorOf<ShapeError>([&] { gather(x, 0, x); }).contains(QLatin1String("int64")));
    QVERIFY(errorOf<ShapeError>([&] {
              oneHot(Tensor::zeros(*device_, {0}, Dtype::Int64));
            }).contains(QLatin1String("[0]")));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(IndexingTest)
#include "indexing_test.moc"
