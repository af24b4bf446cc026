// What undo brings back of a run: the session keeps what an edit has left behind, under the revision that the document
// had, and goes on from there as if nothing had happened.
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/session/left_runs.h"
#include "core/session/training_session.h"

using namespace gradus;

namespace {

Experiment irisExperiment() {
  Experiment experiment;
  experiment.data.dataset.name = "iris";
  experiment.network.hidden = {{{"linear", {{"units", 8}}}, {"tanh", {}}}, {{"linear", {{"units", 6}}}, {"relu", {}}}};
  experiment.training.optimizer = {"adam", {{"lr", 0.01}}};
  experiment.training.epochs = 3;
  return experiment;
}

/// One over data without a row.
LeftRun emptyRun() {
  static const auto data = [] {
    PreparedData prepared;
    prepared.dataset = std::make_shared<Dataset>();
    return std::make_shared<const PreparedData>(std::move(prepared));
  }();
  LeftRun run;
  run.data = data;
  return run;
}

/// What a person would call the same network.
bool haveSameNumbers(const Snapshot& a, const Snapshot& b) {
  return std::ranges::equal(a.layers, b.layers, [](const LayerSnapshot& x, const LayerSnapshot& y) {
    return x.weight == y.weight && x.bias == y.bias;
  });
}

RunEvents eventsOf(const Snapshot& snapshot) {
  return snapshot.events ? *snapshot.events : RunEvents();
}

}  // namespace

class SessionUndoTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    session_ = std::make_unique<TrainingSession>(QStringLiteral("cpu"));
    states_ = std::make_unique<QSignalSpy>(session_.get(), &TrainingSession::stateChanged);
    snapshots_ = std::make_unique<QSignalSpy>(session_.get(), &TrainingSession::snapshotReady);
  }
  void cleanup() { session_.reset(); }

  void everyEditIsTakenBackToTheBit_data() {
    QTest::addColumn<Experiment>("edited");
    const auto row = [](const char* name, const std::function<void(Experiment&)>& edit) {
      Experiment experiment = irisExperiment();
      edit(experiment);
      QTest::newRow(name) << experiment;
    };
    row("wider", [](Experiment& e) { e.network.hidden[0].layer.values["units"] = 20; });
    row("narrower", [](Experiment& e) { e.network.hidden[1].layer.values["units"] = 2; });
    row("a layer more", [](Experiment& e) { e.network.hidden.insert(e.network.hidden.begin(), e.network.hidden[0]); });
    row("a layer less", [](Experiment& e) { e.network.hidden.pop_back(); });
    row("layers moved", [](Experiment& e) { std::swap(e.network.hidden[0], e.network.hidden[1]); });
    row("another activation", [](Experiment& e) { e.network.hidden[0].activation.name = "sigmoid"; });
    row("other first weights", [](Experiment& e) { e.network.outputInitialization.name = "kaiming_normal"; });
    row("an excluded row", [](Experiment& e) { e.data.excluded = {3}; });
    row("another split", [](Experiment& e) { e.data.testShare = 0.4; });
    row("another data set", [](Experiment& e) { e.data.dataset.name = "moons"; });
    row("another seed", [](Experiment& e) { e.seed = 7; });
    row("a preset", [](Experiment& e) {
      e.network.hidden.pop_back();
      e.training.optimizer = {"sgd", {{"lr", 0.1}}};
    });
    row("no row to train on", [](Experiment& e) {
      for (std::int64_t i = 0; i < 150; ++i) e.data.excluded.push_back(i);
    });
    row("a preset that cannot be", [](Experiment& e) {
      e.network.hidden.pop_back();
      e.training.loss.name = "mse";
    });
    row("no network at all", [](Experiment& e) { e.network.hidden[0].activation.name = "rellu"; });
  }
  void everyEditIsTakenBackToTheBit() {
    QFETCH(Experiment, edited);
    const Experiment experiment = irisExperiment();
    const auto isAtEnd = [](const Snapshot& s) { return s.epoch == 2 && s.state == SessionState::Paused; };
    // As it would have gone on.
    session_->load(experiment, 1);
    for (int i = 0; i < 7; ++i) session_->stepBatch();
    const SnapshotPtr learned = look();
    session_->stepEpoch();
    const SnapshotPtr straight = look(isAtEnd);
    // With an edit, training and undo between.
    session_->load(experiment, 1);
    for (int i = 0; i < 7; ++i) session_->stepBatch();
    session_->apply(edited, 2);
    session_->stepBatch();
    session_->stepBatch();
    const SnapshotPtr other = look();
    session_->apply(experiment, 1);
    const SnapshotPtr back = look();
    QCOMPARE(back->revision, std::uint64_t{1});
    QVERIFY(back->run != other->run || other->state == SessionState::Failed);
    QCOMPARE(back->step, std::int64_t{7});
    QCOMPARE(back->state, SessionState::Paused);
    QCOMPARE(back->batches.size(), std::size_t{7});
    QVERIFY(haveSameNumbers(*back, *learned));
    session_->stepEpoch();
    const SnapshotPtr detour = look(isAtEnd);
    QVERIFY(haveSameNumbers(*detour, *straight));
    QCOMPARE(detour->epochs.back().valid.loss, straight->epochs.back().valid.loss);
    if (other->state == SessionState::Failed) return;
    // And redo brings back what was trained of the other one.
    session_->apply(edited, 2);
    const SnapshotPtr again = look();
    QCOMPARE(again->step, other->step);
    QVERIFY(haveSameNumbers(*again, *other));
    QCOMPARE(again->state, other->state);
  }

  /// What changed in the middle of a run belongs to it, and comes and goes with it.
  void changesInTheMiddleComeBack() {
    Experiment slower = irisExperiment();
    slower.training.optimizer.values["lr"] = 0.002;
    Experiment wider = slower;
    wider.network.hidden[0].layer.values["units"] = 20;
    session_->load(irisExperiment(), 1);
    session_->apply(slower, 2);  // before the first step: as if it had always been so
    QVERIFY(eventsOf(*look()).empty());
    session_->apply(irisExperiment(), 1);
    session_->stepBatch();
    session_->stepBatch();
    session_->apply(slower, 2);
    const SnapshotPtr changed = look();
    QCOMPARE(eventsOf(*changed).size(), std::size_t{1});
    const RunEvent event = eventsOf(*changed).front();
    QCOMPARE(event.step, std::int64_t{2});
    QCOMPARE(event.epochs, changed->batches.back().epochs);
    QVERIFY(event.before.training == irisExperiment().training && event.after.training == slower.training);
    QVERIFY(*changed->experiment == slower);
    session_->stepBatch();
    session_->apply(wider, 3);
    const SnapshotPtr other = look();
    QCOMPARE(eventsOf(*other).size(), std::size_t{2});
    QCOMPARE(eventsOf(*other).back().step, std::int64_t{3});
    QVERIFY(eventsOf(*other).back().after.network == wider.network);
    session_->apply(slower, 2);
    QCOMPARE(look()->events, changed->events);
    session_->apply(wider, 3);
    QCOMPARE(look()->events, other->events);
    session_->rewind();
    QVERIFY(eventsOf(*look()).empty());
  }

  /// The wheel goes from 8 units down to 3 and up to 8 again in one movement: nothing was lost on the way.
  void oneMovementIsOneEdit() {
    Experiment experiment = irisExperiment();
    session_->load(experiment, 1);
    session_->stepEpoch();
    const SnapshotPtr learned = look([](const Snapshot& s) { return s.epoch == 1; });
    for (const int units : {7, 5, 3, 6, 9}) {
      experiment.network.hidden[0].layer.values["units"] = units;
      session_->apply(experiment, 2);
    }
    const SnapshotPtr wider = look();
    for (std::size_t unit = 0; unit < 8; ++unit) {
      QCOMPARE(wider->layers[0].bias[unit], learned->layers[0].bias[unit]);
    }
    session_->apply(irisExperiment(), 1);
    QVERIFY(haveSameNumbers(*look(), *learned));
  }

  void aFinishedRunComesBackFinished() {
    Experiment experiment = irisExperiment();
    session_->load(experiment, 1);
    session_->start();
    const SnapshotPtr finished = look([](const Snapshot& s) { return s.state == SessionState::Finished; });
    experiment.network.hidden.pop_back();
    session_->apply(experiment, 2);
    QCOMPARE(look()->state, SessionState::Paused);
    session_->apply(irisExperiment(), 1);
    const SnapshotPtr back = look();
    QCOMPARE(back->state, SessionState::Finished);
    QCOMPARE(back->test.loss, finished->test.loss);
    QCOMPARE(back->epochGoal, finished->epochGoal);
    QCOMPARE(back->epochs.size(), finished->epochs.size());
  }

  void whatIsRefusedTakesNothingFromAFinishedRun() {
    session_->load(irisExperiment(), 1);
    session_->start();
    const SnapshotPtr finished = look([](const Snapshot& s) { return s.state == SessionState::Finished; });
    Experiment refused = irisExperiment();
    refused.network.hidden[0].activation.name = "rellu";
    session_->apply(refused, 2);
    QCOMPARE(look()->state, SessionState::Failed);
    Experiment good = irisExperiment();
    good.network.hidden.pop_back();
    session_->apply(good, 3);
    QCOMPARE(look()->state, SessionState::Paused);
    session_->apply(refused, 2);
    QCOMPARE(look()->state, SessionState::Failed);
    session_->apply(irisExperiment(), 1);
    QCOMPARE(look()->state, SessionState::Finished);
    QCOMPARE(look()->test.loss, finished->test.loss);
    session_->apply(refused, 4);
    session_->apply(irisExperiment(), 1);
    QCOMPARE(look()->state, SessionState::Finished);
  }

  void numbersBearTheVersionTheyAreOf() {
    const SnapshotRequest request{.layers = true, .statistics = true, .predictions = DataPart::Test};
    const auto isPredicted = [](const Snapshot& s) {
      return s.epoch == 1 && s.predictions && s.predictions->version == s.version && s.predictions->step == s.step;
    };
    session_->load(irisExperiment(), 1);
    session_->stepEpoch();
    const SnapshotPtr learned = look(isPredicted, request);
    QVERIFY(learned->version != 0);
    QCOMPARE(learned->statistics->version, learned->version);
    QCOMPARE(learned->epochs.back().version, learned->version);
    QCOMPARE(learned->batches.back().version, learned->version);
    Experiment experiment = irisExperiment();
    experiment.network.hidden[0].layer.values["units"] = 9;
    session_->apply(experiment, 2);
    const SnapshotPtr edited = look(isPredicted, request);
    QVERIFY(edited->version != learned->version);
    QCOMPARE(edited->epochs.back().version, learned->version);
    session_->apply(irisExperiment(), 1);
    QCOMPARE(look()->version, learned->version);
    session_->setParameter(learned->origin, {.layer = 0, .unit = 0, .input = 1}, 0.25F);
    QVERIFY(look()->version != learned->version);
    experiment = irisExperiment();
    experiment.training.optimizer.values["lr"] = 0.1;
    const std::uint64_t before = look()->version;
    session_->apply(experiment, 3);
    QCOMPARE(look()->version, before);  // another rate makes no number untrue
    experiment.training.loss.values["label_smoothing"] = 0.1;
    session_->apply(experiment, 4);
    QVERIFY(look()->version != before);
  }

  /// A change of settings is undone without the training that came after it.
  void settingsTakeNoTrainingBack() {
    Experiment experiment = irisExperiment();
    session_->load(experiment, 1);
    session_->stepBatch();
    experiment.training.optimizer.values["lr"] = 0.1;
    session_->apply(experiment, 2);
    session_->stepBatch();
    session_->apply(irisExperiment(), 1);
    QCOMPARE(look()->step, std::int64_t{2});
  }

  void weightsOfTheSameOriginCanBeWritten() {
    Experiment experiment = irisExperiment();
    session_->load(experiment, 1);
    session_->stepBatch();
    const SnapshotPtr before = look();
    experiment.network.hidden.pop_back();
    session_->apply(experiment, 2);
    session_->apply(irisExperiment(), 1);
    QCOMPARE(look()->origin, before->origin);
    session_->setParameter(before->origin, {.layer = 0, .unit = 0, .input = 1}, 0.25F);
    QCOMPARE(look()->layers[0].weight[1], 0.25F);
    session_->rewind();
    QVERIFY(look()->origin != before->origin);
  }

  void saysWhatIsKept() {
    QSignalSpy left(session_.get(), &TrainingSession::runLeft);
    Experiment experiment = irisExperiment();
    session_->load(experiment, 1);
    experiment.network.hidden.pop_back();
    session_->apply(experiment, 2);
    // Too large to be kept, which matters once it has learned something.
    experiment.network.hidden = {{{"linear", {{"units", 16000}}}, {"tanh", {}}},
                                 {{"linear", {{"units", 200}}}, {"relu", {}}}};
    session_->apply(experiment, 3);
    session_->stepBatch();
    session_->apply(irisExperiment(), 4);
    QTRY_COMPARE_WITH_TIMEOUT(left.size(), 3, 60'000);
    const QList<QVariantList> expected = {{1ULL, true}, {2ULL, true}, {3ULL, false}};
    for (qsizetype i = 0; i < 3; ++i) QCOMPARE(left.at(i), expected.at(i));
  }

  void keepsOnlySoMany() {
    LeftRuns runs;
    for (std::uint64_t i = 1; i <= LeftRuns::kMost; ++i) QVERIFY(runs.keep(i, emptyRun()).empty());
    for (std::uint64_t i = 1; i <= 5; ++i) {
      QCOMPARE(runs.keep(LeftRuns::kMost + i, emptyRun()), std::vector<std::uint64_t>{i});
    }
    QCOMPARE(runs.revisions().size(), LeftRuns::kMost);
    QVERIFY(runs.find(5) == nullptr && runs.find(6) != nullptr);
    LeftRun other = emptyRun();
    other.origin = 4;
    runs.keep(6, std::move(other));
    QCOMPARE(runs.find(6)->origin, std::uint64_t{4});
    QCOMPARE(runs.revisions().size(), LeftRuns::kMost);
  }

  void keepsOnlySoLargeOnes() {
    constexpr std::size_t kThird = LeftRuns::kMostBytes / sizeof(float) / 3;
    LeftRuns runs;
    for (std::uint64_t i = 1; i <= 4; ++i) {
      LeftRun run = emptyRun();
      run.state.parameters.resize(kThird);
      runs.keep(i, std::move(run));
    }
    QCOMPARE(runs.revisions(), (std::vector<std::uint64_t>{4, 3, 2}));
    QVERIFY(LeftRuns::hasRoomFor(1'000'000) && !LeftRuns::hasRoomFor(100'000'000));
  }

  /// Data that the run that goes on has in memory anyway take no room; what somebody has found stays with him.
  void ownDataTakeNoRoom() {
    const auto large = [] {
      auto dataset = std::make_shared<Dataset>();
      dataset->pixels.resize(LeftRuns::kMostBytes + 1);
      PreparedData prepared;
      prepared.dataset = std::move(dataset);
      LeftRun run;
      run.data = std::make_shared<const PreparedData>(std::move(prepared));
      return run;
    };
    LeftRuns runs;
    const LeftRun first = large();
    QVERIFY(runs.keep(1, first).empty());
    QVERIFY(runs.keep(2, first).empty());
    const auto found = runs.find(1);
    QCOMPARE(runs.keep(3, large()), (std::vector<std::uint64_t>{1, 2}));
    QVERIFY(found->data == first.data);
  }

 private:
  /// The first snapshot for which that is so.
  SnapshotPtr look(
      const std::function<bool(const Snapshot&)>& isWanted = [](const Snapshot&) { return true; },
      const SnapshotRequest& request = {.layers = true}) {
    for (;;) {
      snapshots_->clear();
      session_->requestSnapshot(request);
      if (!snapshots_->wait(60'000)) return std::make_shared<Snapshot>();
      const auto snapshot = snapshots_->takeLast().first().value<SnapshotPtr>();
      if (isWanted(*snapshot)) return snapshot;
    }
  }

  std::unique_ptr<TrainingSession> session_;
  std::unique_ptr<QSignalSpy> states_;
  std::unique_ptr<QSignalSpy> snapshots_;
};

QTEST_GUILESS_MAIN(SessionUndoTest)
#include "session_undo_test.moc"
