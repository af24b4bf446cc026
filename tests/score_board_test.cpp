// The headline of a run: the newest epoch, and the best of every number with the epoch that had it first.
#include <QTest>
#include <cmath>

#include "core/session/score_board.h"

using namespace gradus;

namespace {

EpochPoint epochOf(int epoch, const Score& train, const Score& valid, const Score& test = {}) {
  EpochPoint point;
  point.epoch = epoch;
  point.train = train;
  point.valid = valid;
  point.test = test;
  return point;
}

}  // namespace

class ScoreBoardTest : public QObject {
  Q_OBJECT

 private slots:
  void keepsTheBestAndItsEpoch_data() {
    QTest::addColumn<int>("task");
    QTest::addColumn<double>("metric");
    QTest::addColumn<int>("epoch");
    QTest::newRow("accuracy is to be high") << static_cast<int>(Task::Classification) << 0.75 << 2;
    QTest::newRow("an error is to be small") << static_cast<int>(Task::Regression) << 0.25 << 1;
  }
  void keepsTheBestAndItsEpoch() {
    QFETCH(int, task);
    QFETCH(double, metric);
    QFETCH(int, epoch);
    ScoreBoard board;
    board.begin(static_cast<Task>(task));
    Snapshot snapshot;
    snapshot.run = 1;
    snapshot.epochs = {epochOf(1, {3, 0.25}, {}), epochOf(2, {1, 0.75}, {2, 0.5}), epochOf(3, {1, 0.5}, {4, 0.5})};
    QVERIFY(board.note(snapshot));
    QVERIFY(!board.note(snapshot));
    QCOMPARE(board.last().epoch, 3);
    QCOMPARE(board.bestLoss(DataPart::Train).epoch, 2);  // the first of equals
    QCOMPARE(board.bestLoss(DataPart::Train).value, 1.0);
    QCOMPARE(board.bestLoss(DataPart::Valid).epoch, 2);
    QCOMPARE(board.bestMetric(DataPart::Train).value, metric);
    QCOMPARE(board.bestMetric(DataPart::Train).epoch, epoch);
    QCOMPARE(board.bestLoss(DataPart::Test).epoch, 0);  // never measured
  }

  void anotherRunBeginsAnew() {
    ScoreBoard board;
    Snapshot snapshot;
    snapshot.run = 1;
    snapshot.epochs = {epochOf(1, {0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5})};
    board.note(snapshot);
    snapshot.run = 2;
    snapshot.epochs.clear();
    QVERIFY(board.note(snapshot));
    QCOMPARE(board.last().epoch, 0);
    QVERIFY(std::isnan(board.last().train.loss));
    QCOMPARE(board.bestLoss(DataPart::Test).epoch, 0);
  }
};

QTEST_GUILESS_MAIN(ScoreBoardTest)
#include "score_board_test.moc"
