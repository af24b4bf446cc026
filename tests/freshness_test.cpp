// When what a view shows is measured anew: so often that it is never older than two seconds or one evaluation, and so
// seldom that the training hardly notices.
#include <QTest>

#include "core/probe/freshness.h"

using namespace gradus;

class FreshnessTest : public QObject {
  Q_OBJECT

 private slots:
  void isStale_data() {
    QTest::addColumn<double>("ago");
    QTest::addColumn<double>("work");
    QTest::addColumn<bool>("hasEpochEnded");
    QTest::addColumn<bool>("stale");
    QTest::newRow("at most twice a second") << 0.49 << 0.0 << true << false;
    QTest::newRow("cheap") << 0.51 << 0.001 << false << true;
    QTest::newRow("a hundredth of the time") << 1.01 << 0.01 << false << true;
    QTest::newRow("not more than a hundredth") << 0.9 << 0.011 << true << false;
    QTest::newRow("two seconds before it is seen") << 1.26 << 0.02 << false << true;
    QTest::newRow("dear, in the middle of an epoch") << 4.9 << 0.05 << false << false;
    QTest::newRow("dear, after an evaluation") << 1.26 << 0.05 << true << true;
    QTest::newRow("dear, in a hundredth of the time") << 5.1 << 0.05 << false << true;
    // A wide network whose first predictions had to compile kernels was 1 813 mistakes of 2 000 for minutes.
    QTest::newRow("very dear, after an evaluation") << 1.26 << 6.0 << true << true;
    QTest::newRow("very dear") << 590.0 << 6.0 << false << false;
  }
  void isStale() {
    QFETCH(double, ago);
    QFETCH(double, work);
    QFETCH(bool, hasEpochEnded);
    QFETCH(bool, stale);
    QCOMPARE(gradus::isStale({.ago = ago, .work = work, .shortestRest = 0.5, .hasEpochEnded = hasEpochEnded}), stale);
  }
};

QTEST_GUILESS_MAIN(FreshnessTest)
#include "freshness_test.moc"
