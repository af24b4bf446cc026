// R² wherever it is said: in Inspect's report and in the curves of a training, which sum it up in pieces.
// Expected are the numbers of sklearn.metrics.r2_score, scikit-learn 1.9.1.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/inspect/regression_report.h"
#include "core/train/run_history.h"

using namespace gradus;

namespace {

using Numbers = std::vector<float>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Errors {
  double squares = 0;
  double sizes = 0;
};

Errors errorsOf(const Numbers& truth, const Numbers& predicted, std::size_t first, std::size_t end) {
  Errors errors;
  for (std::size_t i = first; i < end; ++i) {
    const double error = static_cast<double>(predicted[i]) - static_cast<double>(truth[i]);
    errors.squares += error * error;
    errors.sizes += std::abs(error);
  }
  return errors;
}

/// What the curves say of them, evaluated in pieces of at most two rows.
double inPieces(const Numbers& truth, const Numbers& predicted, Task task) {
  Dataset dataset;
  dataset.task = task;
  dataset.targets = truth;
  std::vector<std::int64_t> rows;
  ScoreSum sum;
  for (std::size_t first = 0; first < truth.size(); first += 2) {
    const std::size_t end = std::min(first + 2, truth.size());
    const auto size = static_cast<double>(end - first);
    const Errors errors = errorsOf(truth, predicted, first, end);
    sum.add({.metric = static_cast<float>(errors.sizes / size), .squares = static_cast<float>(errors.squares / size)},
            static_cast<std::int64_t>(end - first), size);
    for (std::size_t i = first; i < end; ++i) rows.push_back(static_cast<std::int64_t>(i));
  }
  return sum.mean(targetVariance(dataset, rows)).determination;
}

bool isNear(double found, double expected) {
  return std::isnan(expected) ? std::isnan(found) : std::abs(found - expected) <= 1e-6;
}

}  // namespace

class DeterminationTest : public QObject {
  Q_OBJECT

 private slots:
  void isScikitLearns_data();
  void isScikitLearns();
  void classesHaveNone();
};

void DeterminationTest::isScikitLearns_data() {
  QTest::addColumn<Numbers>("truth");
  QTest::addColumn<Numbers>("predicted");
  QTest::addColumn<double>("expected");

  QTest::newRow("perfect") << Numbers{1, 2, 3, 4} << Numbers{1, 2, 3, 4} << 1.0;
  QTest::newRow("good") << Numbers{1, 2, 3, 4} << Numbers{1.5F, 2, 2.5F, 5} << 0.7;
  QTest::newRow("the mean for all") << Numbers{1, 2, 3, 4} << Numbers{2.5F, 2.5F, 2.5F, 2.5F} << 0.0;
  QTest::newRow("worse than the mean") << Numbers{1, 2, 3, 4} << Numbers{4, 3, 2, 1} << -3.0;
  QTest::newRow("constant, perfect") << Numbers{3, 3, 3} << Numbers{3, 3, 3} << 1.0;
  QTest::newRow("constant, no short binary number") << Numbers{0.1F, 0.1F, 0.1F} << Numbers{0.1F, 0.1F, 0.1F} << 1.0;
  QTest::newRow("constant, one wrong") << Numbers{3, 3, 3} << Numbers{3, 3, 4} << 0.0;
  QTest::newRow("almost constant") << Numbers{16777216, 16777218, 16777216} << Numbers{16777216, 16777216, 16777216}
                                   << -0.5;
  QTest::newRow("one row, perfect") << Numbers{2} << Numbers{2} << kNone;
  QTest::newRow("one row, wrong") << Numbers{2} << Numbers{1} << kNone;
  QTest::newRow("no rows") << Numbers{} << Numbers{} << kNone;  // which scikit-learn refuses
  QTest::newRow("constant, no number predicted") << Numbers{3, 3} << Numbers{3, NAN} << kNone;  // likewise
}

void DeterminationTest::isScikitLearns() {
  QFETCH(Numbers, truth);
  QFETCH(Numbers, predicted);
  QFETCH(double, expected);
  const double reported = regressionReportOf(truth, predicted).determination;
  QVERIFY2(isNear(reported, expected), qPrintable(QString::number(reported)));
  const double drawn = inPieces(truth, predicted, Task::Regression);
  QVERIFY2(isNear(drawn, expected), qPrintable(QString::number(drawn)));
}

void DeterminationTest::classesHaveNone() {
  QVERIFY(std::isnan(inPieces({1, 2, 3}, {1, 2, 3}, Task::Classification)));
}

QTEST_GUILESS_MAIN(DeterminationTest)
#include "determination_test.moc"
