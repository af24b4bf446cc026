#include "ui/document/snapshot_feed.h"

#include <time.h>

#include <algorithm>
#include <utility>

#include "ui/theme/motion.h"
#include "ui/widgets/dimming.h"

namespace gradus::ui {
namespace {

constexpr int kFrame = 16;    // milliseconds: no display shows more
constexpr int kGlance = 100;  // likewise, where only a few numbers are shown
constexpr int kCalm = 500;    // likewise, where pictures are to move little
constexpr double kLongestPause = 600;
constexpr double kShare = 0.04;  // of one processor: what showing may take from the training
constexpr int kSettle = 250;     // after a change of state, one more look for what came a little later

/// Milliseconds that this thread has been on a processor.
double processorTime() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

SnapshotFeed::SnapshotFeed(TrainingSession& session, QObject* parent) : QObject(parent), session_(session) {
  pace_.setSingleShot(true);
  connect(&pace_, &QTimer::timeout, this, &SnapshotFeed::askWhenAffordable);
  firstStatistics_.setSingleShot(true);
  connect(&firstStatistics_, &QTimer::timeout, this, &SnapshotFeed::ask);
  connect(&session, &TrainingSession::snapshotReady, this, &SnapshotFeed::receive);
  connect(&session, &TrainingSession::predictionsReady, this, &SnapshotFeed::ask);
  connect(&session, &TrainingSession::stateChanged, this, &SnapshotFeed::onStateChanged);
  connect(&session, &TrainingSession::dataReady, this, [this] { dropping_ = false; });
  connect(&session, &TrainingSession::failed, this, [this] { onStateChanged(SessionState::Failed); });
}

void SnapshotFeed::watchSample(std::int64_t row) {
  if (sample_ == row && !input_) return;
  sample_ = row;
  input_.reset();
  ask();
}

void SnapshotFeed::showInput(std::shared_ptr<const std::vector<float>> input) {
  if (input == input_) return;
  input_ = std::move(input);
  ask();
}

void SnapshotFeed::wantPredictions(std::optional<DataPart> part) {
  if (predictions_ == part) return;
  predictions_ = part;
  ask();
}

void SnapshotFeed::watchNetwork(bool isShown, const FieldUnit& closer) {
  if (isNetworkShown_ == isShown && closer_ == closer) return;
  isNetworkShown_ = isShown;
  closer_ = closer;
  ask();
}

void SnapshotFeed::explain(const std::optional<UnitQuestion>& question) {
  if (question == question_) return;
  question_ = question;
  if (question) ask();
}

void SnapshotFeed::restart() {
  dropping_ = true;
  sample_ = -1;
  input_.reset();
}

void SnapshotFeed::expect(std::uint64_t revision) {
  expected_ = revision;
  dimOld();
}

void SnapshotFeed::follow(std::uint64_t revision) {
  if (isExpecting()) expected_ = revision;
}

void SnapshotFeed::dimWhenOld(QWidget& widget, std::function<std::uint64_t()> shown) {
  tellWhenOld(std::move(shown), [&widget](bool isOld) { setDimmed(widget, isOld); });
}

void SnapshotFeed::tellWhenOld(std::function<std::uint64_t()> shown, std::function<void(bool isOld)> tell) {
  dimmables_.push_back({std::move(shown), std::move(tell)});
}

void SnapshotFeed::dimOld() {
  if (last_ == nullptr) return;
  for (const Dimmable& each : dimmables_) {
    const std::uint64_t shown = each.shown();
    each.tell(shown != 0 && (expected_ != 0 || shown != last_->version));
  }
}

void SnapshotFeed::stop() {
  stopped_ = true;
  pace_.stop();
}

void SnapshotFeed::ask() {
  if (stopped_) return;
  if (inFlight_) {
    askAgain_ = true;
    return;
  }
  inFlight_ = true;
  processorAtAsk_ = processorTime();
  sinceAsk_.start();
  const bool isNeeded = std::ranges::any_of(statisticsNeeds_, [](const auto& need) { return need(); });
  const int epochs = last_ ? last_->epoch : 0;
  const bool statistics = isNeeded && statisticsPace_.isDue(state_ == SessionState::Running, epochs);
  if (statistics) statisticsPace_.noteAsked(epochs);
  session_.requestSnapshot({.run = run_,
                            .afterStep = afterStep_,
                            .afterEpoch = afterEpoch_,
                            .layers = isNetworkShown_,
                            .sample = isNetworkShown_ ? sample_ : -1,
                            .input = isNetworkShown_ ? input_ : nullptr,
                            .statistics = statistics,
                            .predictions = predictions_,
                            .fields = isNetworkShown_,
                            .closer = closer_,
                            .question = question_});
}

void SnapshotFeed::refresh() {
  statisticsPace_.noteChange();
  ask();
}

void SnapshotFeed::askSoon(int milliseconds) {
  if (!stopped_ && !(pace_.isActive() && pace_.remainingTime() <= milliseconds)) pace_.start(milliseconds);
}

void SnapshotFeed::askNext() {
  const int shortest = isNetworkShown_ ? kFrame : kGlance;
  askSoon(isMotionReduced() ? kCalm : shortest);
}

void SnapshotFeed::receive(const SnapshotPtr& snapshot) {
  inFlight_ = false;
  const bool again = std::exchange(askAgain_, false);
  if (stopped_) return;
  if (dropping_) {
    if (state_ == SessionState::Running) askNext();
    return;
  }
  if (snapshot->run != run_) {
    run_ = snapshot->run;
    afterStep_ = 0;
    afterEpoch_ = 0;
  }
  if (!snapshot->batches.empty()) afterStep_ = snapshot->batches.back().step;
  if (!snapshot->epochs.empty()) afterEpoch_ = snapshot->epochs.back().epoch;
  last_ = snapshot;
  runs_.follow(*snapshot);
  if (snapshot->statistics) statisticsPace_.noteAnswer(*snapshot->statistics);

  if (snapshot->revision == expected_ || snapshot->state == SessionState::Failed) expected_ = 0;
  emit arrived(snapshot);
  dimOld();
  if (again) {
    ask();
  } else if (state_ == SessionState::Running) {
    askNext();
  }
}

void SnapshotFeed::askWhenAffordable() {
  const double work = processorTime() - processorAtAsk_ + (last_ ? 1e3 * last_->seconds : 0);
  const double due = std::min(work / kShare, kLongestPause) - static_cast<double>(sinceAsk_.elapsed());
  if (due >= 1 && state_ == SessionState::Running) {
    askSoon(static_cast<int>(due));
  } else {
    ask();
  }
}

void SnapshotFeed::onStateChanged(SessionState state) {
  state_ = state;
  statisticsPace_.noteState(state == SessionState::Running);
  if (state == SessionState::Failed) dropping_ = false;
  ask();
  if (state != SessionState::Running) askSoon(kSettle);
  constexpr int kMargin = 100;  // a timer may be early
  if (!statisticsPace_.hasMeasured()) firstStatistics_.start(StatisticsPace::kFirst + kMargin);
}

}  // namespace gradus::ui
