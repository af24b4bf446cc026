// Standardisation: fitted on some rows, applied to all, numeric columns only.
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/data/standardize.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// Two numeric columns, of which the second is constant in the first three rows, and a one-hot column.
Dataset example() {
  Dataset dataset;
  dataset.name = "example";
  dataset.task = Task::Regression;
  dataset.rows = 4;
  dataset.features = 3;
  dataset.numeric = {true, true, false};
  dataset.values = {1, 0.1F, 0,  //
                    2, 0.1F, 1,  //
                    3, 0.1F, 1,  //
                    7, 5.1F, 0};
  dataset.targets = {10, 20, 30, 40};
  return dataset;
}

}  // namespace

class StandardizeTest : public QObject {
  Q_OBJECT

 private slots:
  void fitsTheGivenRowsOnly() {
    const std::vector<std::int64_t> rows{0, 1, 2};
    const Standardization fitted = fitStandardization(example(), rows);
    QCOMPARE(fitted.mean[0], 2.0);
    QCOMPARE(fitted.deviation[0], std::sqrt(2.0 / 3.0));  // the population's, not 1 of the sample
    QCOMPARE(fitted.mean[1], static_cast<double>(0.1F));
    QCOMPARE(fitted.deviation[1], 1.0);  // constant
    QCOMPARE(fitted.mean[2], 0.0);       // one-hot
    QCOMPARE(fitted.deviation[2], 1.0);
  }

  void appliesToAllRows() {
    Dataset dataset = example();
    const std::vector<std::int64_t> rows{0, 1, 2};
    standardize(dataset, fitStandardization(dataset, rows));
    const auto deviation = static_cast<float>(std::sqrt(2.0 / 3.0));
    QCOMPARE(dataset.values[0], -1 / deviation);
    QCOMPARE(dataset.values[3], 0.0F);
    QCOMPARE(dataset.values[9], 5 / deviation);
    QCOMPARE(dataset.values[1], 0.0F);
    QCOMPARE(dataset.values[10], 5.0F);
    QCOMPARE(dataset.values[2], 0.0F);
    QCOMPARE(dataset.values[5], 1.0F);
    QCOMPARE(dataset.targets, (std::vector<float>{10, 20, 30, 40}));
  }

  void accumulatesInDouble() {
    Dataset dataset;
    dataset.features = 1;
    dataset.numeric = {true};
    std::vector<std::int64_t> rows;
    for (int i = 0; i < 1000; ++i) {  // in float32 the squares of 10⁶ would swallow the deviation of 1
      dataset.values.push_back(1e6F + (i % 2 == 0 ? 1.0F : -1.0F));
      rows.push_back(i);
    }
    dataset.rows = 1000;
    const Standardization fitted = fitStandardization(dataset, rows);
    QCOMPARE(fitted.mean[0], 1e6);
    QCOMPARE(fitted.deviation[0], 1.0);
  }

  /// In float32 the seconds of a time stamp are one number, and hardly any mean is the number of a constant column.
  void exactNumbersAreStandardised() {
    Dataset dataset;
    dataset.features = 2;
    dataset.numeric = {true, true};
    dataset.exact.resize(2);
    std::vector<std::int64_t> rows;
    for (int i = 0; i < 30; ++i) {
      dataset.exact[0].push_back(1.7e9 + i);
      dataset.exact[1].push_back(14.62);
      for (const auto& column : dataset.exact) dataset.values.push_back(static_cast<float>(column.back()));
      rows.push_back(i);
    }
    dataset.rows = 30;
    const Standardization fitted = fitStandardization(dataset, rows);
    QCOMPARE(fitted.mean, (std::vector<double>{1.7e9 + 14.5, 14.62}));
    QCOMPARE(fitted.deviation, (std::vector<double>{std::sqrt((30.0 * 30 - 1) / 12), 1}));
    standardize(dataset, fitted);
    QVERIFY(std::abs(spreadOfValues(dataset, rows).mean[0]) < 1e-6);
    QCOMPARE(fitStandardization(dataset, rows).mean, fitted.mean);
    for (std::size_t i = 0; i < 30; ++i) {
      QCOMPARE(dataset.values[2 * i], static_cast<float>((static_cast<double>(i) - 14.5) / fitted.deviation[0]));
      QCOMPARE(dataset.values[2 * i + 1], 0.0F);
      QCOMPARE(dataset.exact[0][i], 1.7e9 + static_cast<double>(i));
    }
  }

  void refusesWhatMakesNoSense() {
    Dataset dataset = example();
    QCOMPARE(errorOf<DataError>([&] { fitStandardization(dataset, {}); }),
             QStringLiteral("example: no rows to take mean and deviation from"));
    QVERIFY(errorOf<DataError>([&] {
              standardize(dataset, {{0, 0}, {1, 1}});
            }).contains(QStringLiteral("2 columns, expected 3")));
    dataset.image = {1, 1, 3};
    const std::vector<std::int64_t> rows{0};
    QVERIFY(errorOf<DataError>([&] { fitStandardization(dataset, rows); }).contains(QStringLiteral("images")));
  }
};

QTEST_GUILESS_MAIN(StandardizeTest)
#include "standardize_test.moc"
