// The split against the same rule done in Python with torch.randperm, and what has to hold for every split.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/error.h"
#include "core/data/split.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Dataset labelled(const std::vector<std::int64_t>& labels, std::int64_t classes) {
  Dataset dataset;
  dataset.rows = static_cast<std::int64_t>(labels.size());
  for (const std::int64_t label : labels) dataset.labels.push_back(static_cast<std::int32_t>(label));
  dataset.classNames.resize(static_cast<std::size_t>(classes));
  return dataset;
}

std::vector<std::int64_t> repeated(std::int64_t label, int times) {
  return std::vector<std::int64_t>(static_cast<std::size_t>(times), label);
}

std::int64_t countOf(const Dataset& dataset, const std::vector<std::int64_t>& rows, int label) {
  return std::ranges::count_if(
      rows, [&](std::int64_t row) { return dataset.labels[static_cast<std::size_t>(row)] == label; });
}

}  // namespace

class SplitTest : public QObject {
  Q_OBJECT

 private slots:
  void agreesWithPython_data() {
    QTest::addColumn<QJsonValue>("fixture");
    forEachCase("splits",
                [](const QString& name, const QJsonValue& fixture) { QTest::newRow(qPrintable(name)) << fixture; });
  }
  void agreesWithPython() {
    QFETCH(QJsonValue, fixture);
    Dataset dataset =
        labelled(integers(fixture[QStringLiteral("labels")]), fixture[QStringLiteral("classes")].toInteger());
    dataset.publishedTestRows = fixture[QStringLiteral("published")].toInteger();
    const Split split = splitRows(dataset, {fixture[QStringLiteral("validShare")].toDouble(),
                                            fixture[QStringLiteral("testShare")].toDouble(), seedOf(fixture)});
    QCOMPARE(split.train, integers(fixture[QStringLiteral("train")]));
    QCOMPARE(split.valid, integers(fixture[QStringLiteral("valid")]));
    QCOMPARE(split.test, integers(fixture[QStringLiteral("test")]));
  }

  void keepsTheProportionsOfClasses() {
    std::vector<std::int64_t> labels = repeated(0, 100);
    std::ranges::copy(repeated(1, 50), std::back_inserter(labels));
    std::ranges::copy(repeated(2, 10), std::back_inserter(labels));
    const Dataset dataset = labelled(labels, 3);
    const Split split = splitRows(dataset, {0.25, 0.2, 123});
    QCOMPARE(countOf(dataset, split.test, 0), 20);
    QCOMPARE(countOf(dataset, split.test, 1), 10);
    QCOMPARE(countOf(dataset, split.test, 2), 2);
    QCOMPARE(countOf(dataset, split.valid, 0), 20);
    QCOMPARE(countOf(dataset, split.valid, 1), 10);
    QCOMPARE(countOf(dataset, split.valid, 2), 2);
    QCOMPARE(split.train.size(), std::size_t{96});
  }

  void everyRowIsInOnePart_data() {
    QTest::addColumn<double>("validShare");
    QTest::addColumn<double>("testShare");
    QTest::addColumn<int>("valid");
    QTest::addColumn<int>("test");
    QTest::newRow("all for training") << 0.0 << 0.0 << 0 << 0;
    QTest::newRow("usual") << 0.1 << 0.2 << 8 << 21;    // 103 · 0.2 = 20.6, 82 · 0.1 = 8.2
    QTest::newRow("no test") << 0.5 << 0.0 << 52 << 0;  // 51.5 is rounded up
    QTest::newRow("nearly all for testing") << 0.0 << 0.999 << 0 << 102;
  }
  void everyRowIsInOnePart() {
    QFETCH(double, validShare);
    QFETCH(double, testShare);
    QFETCH(int, valid);
    QFETCH(int, test);
    Dataset dataset;
    dataset.task = Task::Regression;
    dataset.rows = 103;
    const Split split = splitRows(dataset, {validShare, testShare, 5});
    QCOMPARE(split.valid.size(), static_cast<std::size_t>(valid));
    QCOMPARE(split.test.size(), static_cast<std::size_t>(test));
    std::vector<std::int64_t> all;
    for (const auto* part : {&split.train, &split.valid, &split.test}) {
      QVERIFY(std::ranges::is_sorted(*part));
      all.insert(all.end(), part->begin(), part->end());
    }
    std::ranges::sort(all);
    QCOMPARE(all.size(), std::size_t{103});
    for (std::size_t i = 0; i < all.size(); ++i) QCOMPARE(all[i], static_cast<std::int64_t>(i));
  }

  void dependsOnTheSeedAlone() {
    const Dataset dataset = labelled(repeated(0, 60), 1);
    QCOMPARE(splitRows(dataset, {0.1, 0.2, 9}).test, splitRows(dataset, {0.1, 0.2, 9}).test);
    QVERIFY(splitRows(dataset, {0.1, 0.2, 9}).test != splitRows(dataset, {0.1, 0.2, 10}).test);
  }

  void everyClassKeepsARowForTraining() {
    std::vector<std::int64_t> labels = repeated(0, 30);
    labels.push_back(1);
    labels.push_back(2);
    labels.push_back(2);
    const Dataset dataset = labelled(labels, 3);
    const Split split = splitRows(dataset, {0.9, 0.9, 4});
    for (int label = 0; label < 3; ++label) QVERIFY(countOf(dataset, split.train, label) >= 1);
  }

  void publishedTestPartStays() {
    Dataset dataset = labelled(repeated(0, 20), 1);
    dataset.publishedTestRows = 4;
    const Split split = splitRows(dataset, {0.25, 0.5, 123});
    QCOMPARE(split.test, (std::vector<std::int64_t>{16, 17, 18, 19}));
    QCOMPARE(split.valid.size(), std::size_t{4});
    QCOMPARE(split.train.size(), std::size_t{12});
  }

  void refusesShares_data() {
    QTest::addColumn<double>("validShare");
    QTest::addColumn<double>("testShare");
    QTest::addColumn<QString>("expected");
    QTest::newRow("all for validation") << 1.0 << 0.0 << QStringLiteral("the share for validation is 1, expected");
    QTest::newRow("negative") << 0.1 << -0.1 << QStringLiteral("the share for testing is -0.1");
    QTest::newRow("no number") << 0.1 << std::nan("") << QStringLiteral("the share for testing is nan");
  }
  void refusesShares() {
    QFETCH(double, validShare);
    QFETCH(double, testShare);
    QFETCH(QString, expected);
    const Dataset dataset = labelled({0, 0, 0}, 1);
    const QString message = errorOf<DataError>([&] { splitRows(dataset, {validShare, testShare, 0}); });
    QVERIFY2(message.startsWith(expected), qPrintable(message));
  }
};

QTEST_GUILESS_MAIN(SplitTest)
#include "split_test.moc"
