// Runs as values: what changes in the middle of one, what is compared, and which are kept.
#include <QTest>
#include <functional>

#include "core/experiment/first_experiment.h"
#include "core/run/run_book.h"

using namespace gradus;

namespace {

RunSettings settingsOf(double rate) {
  RunSettings settings;
  settings.training.optimizer = {"sgd", {{"lr", rate}}};
  return settings;
}

RunEvent change(std::int64_t step, double before, double after) {
  return {step, static_cast<double>(step) / 10, settingsOf(before), settingsOf(after)};
}

EpochPoint epochOf(int epoch, double train, double valid, double test) {
  EpochPoint point;
  point.epoch = epoch;
  point.train.loss = train;
  point.valid.loss = valid;
  point.test.loss = test;
  return point;
}

}  // namespace

class RunTest : public QObject {
  Q_OBJECT

 private slots:
  void changesBeforeOneStepAreOne_data() {
    QTest::addColumn<RunEvents>("events");
    QTest::addColumn<QList<int>>("steps");
    QTest::addColumn<double>("lastBefore");
    QTest::newRow("one") << RunEvents{change(3, 1, 2)} << QList{3} << 1.0;
    QTest::newRow("two") << RunEvents{change(3, 1, 2), change(4, 2, 3)} << QList{3, 4} << 2.0;
    QTest::newRow("of one step") << RunEvents{change(3, 1, 2), change(3, 2, 3)} << QList{3} << 1.0;
    QTest::newRow("taken back at once") << RunEvents{change(3, 1, 2), change(3, 2, 1)} << QList<int>{} << 0.0;
    QTest::newRow("taken back later") << RunEvents{change(3, 1, 2), change(4, 2, 1)} << QList{3, 4} << 2.0;
    QTest::newRow("nothing") << RunEvents{change(3, 1, 1)} << QList<int>{} << 0.0;
    RunEvents many;
    QList<int> last;
    for (int step = 1; step <= static_cast<int>(kMostRunEvents) + 5; ++step) {
      many.push_back(change(step, step, step + 1));
      if (step > 5) last.push_back(step);
    }
    QTest::newRow("more than are kept") << many << last << static_cast<double>(last.back());
  }
  void changesBeforeOneStepAreOne() {
    QFETCH(RunEvents, events);
    QFETCH(QList<int>, steps);
    QFETCH(double, lastBefore);
    RunEventsPtr kept;
    for (const RunEvent& event : events) {
      const RunEventsPtr before = kept;
      const std::size_t size = before ? before->size() : 0;
      kept = withEvent(kept, event);
      QVERIFY(!before || before->size() == size);  // whoever holds the ones of before sees no change
    }
    QList<int> found;
    for (const RunEvent& event : *kept) found.push_back(static_cast<int>(event.step));
    QCOMPARE(found, steps);
    if (!steps.isEmpty()) QVERIFY(kept->back().before == settingsOf(lastBefore));
  }

  /// By validation, else by the test part, else by training.
  void isComparedByWhatItWasNotTrainedWith_data() {
    QTest::addColumn<EpochPoint>("epoch");
    QTest::addColumn<float>("loss");
    QTest::newRow("all parts") << epochOf(1, 1, 2, 3) << 2.0F;
    QTest::newRow("no validation") << epochOf(1, 1, kNotMeasured, 3) << 3.0F;
    QTest::newRow("training alone") << epochOf(1, 1, kNotMeasured, kNotMeasured) << 1.0F;
  }
  void isComparedByWhatItWasNotTrainedWith() {
    QFETCH(EpochPoint, epoch);
    QFETCH(float, loss);
    Run run(1);
    RunNews news;
    news.epochs = {epoch};
    run.append(news);
    QCOMPARE(run.line(CurveKind::Loss).meanOf(0), loss);
  }

  /// What is told twice counts once; an earlier run keeps its epochs alone.
  void keepsWhatIsNew() {
    Run run(1);
    RunNews news;
    news.batches = {{1, 0.5, 2.0F, 0.25F, 0.1F, 7}, {2, 1, 1.0F, 0.5F, 0.1F, 7}};
    news.epochs = {epochOf(1, 1, 2, 3)};
    run.append(news);
    run.append(news);
    QCOMPARE(run.size(), std::int64_t{3});
    QCOMPARE(run.version(), std::uint64_t{7});
    QCOMPARE(run.curve(CurveKind::Metric).batches().size(), std::size_t{2});
    QVERIFY(run.curve(CurveKind::Determination).batches().isEmpty());
    run.forgetBatches();
    QVERIFY(run.curve(CurveKind::Loss).batches().isEmpty());
    QCOMPARE(run.curve(CurveKind::Loss).train().size(), std::size_t{1});
  }

  /// What it had learned belongs to the run that is shown: only what an edit has led to is another one.
  void earlierRunsAreOtherRuns() {
    RunBook runs;
    const Experiment experiment = firstExperiment();
    RunNews news;
    news.experiment = std::make_shared<const Experiment>(experiment);
    const auto follow = [&](std::uint64_t run, const std::vector<double>& losses) {
      news.run = run;
      news.epochs.clear();
      for (const double loss : losses) {
        EpochPoint point;
        point.epoch = static_cast<int>(news.epochs.size()) + 1;
        point.valid.loss = loss;
        point.wallTime = 1e9 + loss;  // no two epochs end at the same time
        news.epochs.push_back(point);
      }
      const std::uint64_t before = runs.changes();
      runs.follow(news);
      return runs.changes() != before;
    };
    QVERIFY(!follow(1, {0.5, 0.25}));
    QVERIFY(!follow(2, {0.5, 0.25}));                              // an edit was undone at once
    QVERIFY(!follow(3, {0.5, 0.25, 0.2}));                         // and done again: another epoch had followed
    QVERIFY(follow(4, {0.5, 0.25}));                               // that epoch is of another run
    QVERIFY(follow(5, {}));                                        // rewound
    QCOMPARE(runs.comparable(experiment).size(), std::size_t{1});  // both had the same settings
  }

  /// A run is told apart by the experiment that it was trained with, whatever the document says by then.
  void earlierRunsAreTheirOwnExperiments() {
    RunBook runs;
    Experiment experiment = firstExperiment();
    for (std::uint64_t i = 1; i <= RunBook::kMost + 2; ++i) {
      RunNews news;
      news.run = i;
      experiment.seed = i;
      news.experiment = std::make_shared<const Experiment>(experiment);
      news.epochs = {epochOf(1, 1, 1, 1)};
      runs.follow(news);
      news.epochs.clear();
      experiment.seed = 100 + i;
      news.experiment = std::make_shared<const Experiment>(experiment);  // no epoch was trained with that one
      runs.follow(news);
    }
    const std::vector<EarlierRun> earlier = runs.comparable(experiment);
    QCOMPARE(earlier.size(), RunBook::kMost);
    QCOMPARE(earlier.front().run->experiment()->seed, std::uint64_t{RunBook::kMost + 1});
    QCOMPARE(earlier.back().run->experiment()->seed, std::uint64_t{2});
    runs.show(earlier.back().run, false);
    QVERIFY(!runs.comparable(experiment).back().isShown);
    runs.remove(earlier.front().run);
    QCOMPARE(runs.comparable(experiment).size(), RunBook::kMost - 1);
    experiment.data.dataset.name = "iris";
    QVERIFY(runs.comparable(experiment).empty());
  }
};

QTEST_GUILESS_MAIN(RunTest)
#include "run_test.moc"
