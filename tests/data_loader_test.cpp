// The order of batches against PyTorch's DataLoader, and what it draws from the generator on the way.
#include <QTest>
#include <algorithm>
#include <numeric>

#include "core/base/error.h"
#include "core/data/data_loader.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

std::vector<std::int64_t> firstRows(std::int64_t count) {
  std::vector<std::int64_t> rows(static_cast<std::size_t>(count));
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

}  // namespace

class DataLoaderTest : public QObject {
  Q_OBJECT

 private slots:
  void dealsAsPyTorch_data() {
    QTest::addColumn<QJsonValue>("fixture");
    forEachCase("loaders",
                [](const QString& name, const QJsonValue& fixture) { QTest::newRow(qPrintable(name)) << fixture; });
  }
  void dealsAsPyTorch() {
    QFETCH(QJsonValue, fixture);
    Generator generator(seedOf(fixture));
    DataLoader loader(firstRows(fixture[QStringLiteral("rows")].toInteger()),
                      fixture[QStringLiteral("batch")].toInteger(), fixture[QStringLiteral("shuffle")].toBool(),
                      fixture[QStringLiteral("dropLast")].toBool());
    const QJsonArray epochs = fixture[QStringLiteral("epochs")].toArray();
    const QJsonArray after = fixture[QStringLiteral("after")].toArray();
    QCOMPARE(epochs.size(), 4);
    for (qsizetype epoch = 0; epoch < epochs.size(); ++epoch) {
      loader.beginEpoch(generator);
      const QJsonArray batches = epochs[epoch].toArray();
      QCOMPARE(loader.batches(), batches.size());
      for (qsizetype i = 0; i < batches.size(); ++i) {
        const auto batch = loader.batch(i);
        QCOMPARE(std::vector<std::int64_t>(batch.begin(), batch.end()), integers(batches[i]));
      }
      QCOMPARE(static_cast<std::int64_t>(generator.uniform(0, 1) * (1 << 24)), after[epoch].toInteger());
    }
  }

  void dealsTheRowsItWasGiven() {
    const std::vector<std::int64_t> rows{40, 3, 700, 12, 9};
    DataLoader loader(rows, 2, true, false);
    QCOMPARE(std::vector<std::int64_t>(loader.order().begin(), loader.order().end()), rows);
    Generator generator(1);
    loader.beginEpoch(generator);
    std::vector<std::int64_t> dealt(loader.order().begin(), loader.order().end());
    QVERIFY(dealt != rows);
    QVERIFY(std::ranges::is_permutation(dealt, rows));
    QCOMPARE(loader.batch(2).size(), std::size_t{1});
    QCOMPARE(loader.batch(2)[0], dealt[4]);
  }

  void countsBatches_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("batchSize");
    QTest::addColumn<bool>("dropLast");
    QTest::addColumn<int>("batches");
    QTest::newRow("none") << 0 << 4 << false << 0;
    QTest::newRow("one of one") << 1 << 1 << true << 1;
    QTest::newRow("31 of 32") << 31 << 32 << false << 1;
    QTest::newRow("31 of 32, dropped") << 31 << 32 << true << 0;
    QTest::newRow("32 of 32, dropped") << 32 << 32 << true << 1;
    QTest::newRow("33 of 32") << 33 << 32 << false << 2;
    QTest::newRow("33 of 32, dropped") << 33 << 32 << true << 1;
  }
  void countsBatches() {
    QFETCH(int, rows);
    QFETCH(int, batchSize);
    QFETCH(bool, dropLast);
    QFETCH(int, batches);
    QCOMPARE(DataLoader(firstRows(rows), batchSize, true, dropLast).batches(), batches);
  }

  void refusesEmptyBatches() {
    QCOMPARE(errorOf<DataError>([] {
               DataLoader({1, 2}, 0, false, false);
             }),
             QStringLiteral("the batch size is 0, expected 1 or more"));
  }
};

QTEST_GUILESS_MAIN(DataLoaderTest)
#include "data_loader_test.moc"
