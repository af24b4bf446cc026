// Data are read beside the engine's thread: it tells how far that is, commands wait for them, and whoever wants other
// data meanwhile waits for none that nobody wants.
#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <future>

#include "core/base/error.h"
#include "core/data/data_reading.h"
#include "core/data/prepared_data.h"
#include "core/session/training_session.h"

using namespace gradus;

namespace {

constexpr int kPatience = 60'000;

/// 70,000 images: nothing else here takes half a second to read.
const Choice kLong{"fashion-mnist", {}};
const Choice kShort{"iris", {}};

Experiment experimentOn(const Choice& dataset) {
  Experiment experiment;
  experiment.data.dataset = dataset;
  experiment.network.hidden = {{{"linear", {{"units", 8}}}, {"tanh", {}}}};
  experiment.training.epochs = 2;
  return experiment;
}

}  // namespace

class SessionReadingTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    session_ = std::make_unique<TrainingSession>(QStringLiteral("cpu"));
    data_.clear();
    states_.clear();
    connect(session_.get(), &TrainingSession::dataReady, this,
            [this](const PreparedDataPtr& data) { data_.push_back(data->dataset->name); });
    connect(session_.get(), &TrainingSession::stateChanged, this,
            [this](SessionState state) { states_.push_back(state); });
  }
  void cleanup() { session_.reset(); }

  void tellsHowFarItIs() {
    std::vector<double> shares;
    std::promise<DatasetPtr> done;
    DataReading reading;
    reading.begin(
        kLong, 0, [&](double share) { shares.push_back(share); },
        [&](const DatasetPtr& dataset, const std::exception_ptr&) { done.set_value(dataset); });
    const DatasetPtr dataset = done.get_future().get();
    QCOMPARE(dataset->rows, std::int64_t{70'000});
    QVERIFY(shares.size() > 20 && shares.size() <= 101);
    QVERIFY(std::ranges::is_sorted(shares));
    QVERIFY(std::ranges::adjacent_find(shares) == shares.end());
    QCOMPARE(shares.front(), 0.0);
    QCOMPARE(shares.back(), 1.0);
  }

  void whatIsCancelledIsNeverDone() {
    std::atomic<int> calls = 0;
    DataReading reading;
    for (int i = 0; i < 20; ++i) {
      reading.begin(
          kLong, 0, [](double) {}, [&](const DatasetPtr&, const std::exception_ptr&) { ++calls; });
    }
    reading.cancel();
    QCOMPARE(calls.load(), 0);  // and the test takes no twenty times as long as one reading
  }

  void saysWhyThereIsNone() {
    std::promise<std::exception_ptr> done;
    DataReading reading;
    reading.begin(
        {"irises", {}}, 0, [](double) {},
        [&](const DatasetPtr& dataset, const std::exception_ptr& problem) {
          done.set_value(dataset ? nullptr : problem);
        });
    const std::exception_ptr problem = done.get_future().get();
    QVERIFY(problem != nullptr);
    QVERIFY_THROWS_EXCEPTION(FormatError, std::rethrow_exception(problem));
  }

  void theLastDataAreWanted() {
    session_->load(experimentOn(kLong));
    session_->load(experimentOn({"wine", {}}));
    session_->load(experimentOn(kLong));
    session_->load(experimentOn(kShort));
    QTRY_VERIFY_WITH_TIMEOUT(isIn(SessionState::Ready), kPatience);
    QCOMPARE(data_, std::vector<std::string>{"iris"});
  }

  /// Training that was asked for begins when there is something to train on; settings are those of the last change.
  void commandsWait() {
    session_->load(experimentOn(kLong), 1);
    Experiment changed = experimentOn(kLong);
    changed.training.batchSize = 5000;
    changed.training.epochs = 1;
    session_->apply(changed, 2);
    session_->start();
    QTRY_VERIFY_WITH_TIMEOUT(isIn(SessionState::Finished), kPatience);
    QCOMPARE(data_, std::vector<std::string>{"fashion-mnist"});
    const SnapshotPtr end = look();
    QCOMPARE(end->batchesPerEpoch, std::int64_t{(60'000 * 9 / 10 + 4999) / 5000});
    QCOMPARE(end->revision, std::uint64_t{2});
  }

  /// What was to be done with data that nobody wants any more is not done with others.
  void commandsGoWithTheirData() {
    session_->load(experimentOn(kLong), 1);
    session_->start();
    session_->apply(experimentOn(kShort), 2);
    const SnapshotPtr snapshot = look();
    QCOMPARE(snapshot->state, SessionState::Ready);
    QCOMPARE(snapshot->step, std::int64_t{0});
    QCOMPARE(data_, std::vector<std::string>{"iris"});
  }

  /// Who has asked waits for an answer, whatever becomes of the data.
  void questionsAreAnswered() {
    QSignalSpy snapshots(session_.get(), &TrainingSession::snapshotReady);
    session_->load(experimentOn(kLong));
    session_->requestSnapshot({});
    session_->load(experimentOn(kLong));
    session_->requestSnapshot({});
    session_->load(experimentOn(kShort));
    QTRY_COMPARE_WITH_TIMEOUT(snapshots.size(), 2, kPatience);
    QVERIFY(isIn(SessionState::Ready));
  }

  /// Undo of a change of data that are still being read brings the trained network back.
  void goingBackKeepsWhatWasLearned() {
    session_->load(experimentOn(kShort), 1);
    session_->start();
    QTRY_VERIFY_WITH_TIMEOUT(isIn(SessionState::Finished), kPatience);
    const SnapshotPtr before = look();
    QSignalSpy snapshots(session_.get(), &TrainingSession::snapshotReady);
    session_->apply(experimentOn(kLong), 2);
    session_->requestSnapshot({});
    session_->apply(experimentOn(kShort), 1);
    QTRY_COMPARE_WITH_TIMEOUT(snapshots.size(), 1, kPatience);  // whoever asked meanwhile is answered
    const SnapshotPtr after = look();
    QCOMPARE(after->state, SessionState::Finished);
    QCOMPARE(after->step, before->step);
    QCOMPARE(after->origin, before->origin);
    QCOMPARE(after->epochs.back().valid.loss, before->epochs.back().valid.loss);
    QCOMPARE(data_.back(), std::string("iris"));
    QVERIFY(std::ranges::find(data_, "fashion-mnist") == data_.end());
  }

  void endsInTheMiddle() {
    session_->load(experimentOn(kLong));
    QTRY_VERIFY_WITH_TIMEOUT(isIn(SessionState::Preparing), kPatience);
    session_.reset();
    QVERIFY(data_.empty());
  }

 private:
  bool isIn(SessionState state) const { return !states_.empty() && states_.back() == state; }

  SnapshotPtr look() {
    QSignalSpy snapshots(session_.get(), &TrainingSession::snapshotReady);
    session_->requestSnapshot({});
    return snapshots.wait(kPatience) ? snapshots.first().first().value<SnapshotPtr>() : nullptr;
  }

  std::unique_ptr<TrainingSession> session_;
  std::vector<std::string> data_;  ///< the sets that were ready, in turn
  std::vector<SessionState> states_;
};

QTEST_GUILESS_MAIN(SessionReadingTest)
#include "session_reading_test.moc"
