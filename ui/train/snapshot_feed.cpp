#include "ui/train/snapshot_feed.h"

#include <algorithm>
#include <utility>

namespace gradus::ui {
namespace {

constexpr int kFrame = 16;  // milliseconds: no display shows more
constexpr int kLongestPause = 200;
constexpr double kPausePerWork = 8;  // showing takes at most a ninth of one processor from the training
constexpr int kSettle = 250;         // after a change of state, one more look for what came a little later

}  // namespace

SnapshotFeed::SnapshotFeed(TrainingSession& session, QObject* parent) : QObject(parent), session_(session) {
  pace_.setSingleShot(true);
  connect(&pace_, &QTimer::timeout, this, &SnapshotFeed::ask);
  connect(&session, &TrainingSession::snapshotReady, this, &SnapshotFeed::receive);
  connect(&session, &TrainingSession::stateChanged, this, &SnapshotFeed::onStateChanged);
  connect(&session, &TrainingSession::dataReady, this, [this] { dropping_ = false; });
  connect(&session, &TrainingSession::failed, this, [this] { onStateChanged(SessionState::Failed); });
}

void SnapshotFeed::watchSample(std::int64_t row) {
  if (sample_ == row) return;
  sample_ = row;
  ask();
}

void SnapshotFeed::restart() {
  dropping_ = true;
  sample_ = -1;
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
  session_.requestSnapshot(
      {.run = run_, .afterStep = afterStep_, .afterEpoch = afterEpoch_, .layers = true, .sample = sample_});
}

void SnapshotFeed::askSoon(int milliseconds) {
  if (!stopped_ && !(pace_.isActive() && pace_.remainingTime() <= milliseconds)) pace_.start(milliseconds);
}

void SnapshotFeed::receive(const SnapshotPtr& snapshot) {
  inFlight_ = false;
  const bool again = std::exchange(askAgain_, false);
  if (stopped_) return;
  if (dropping_) {
    if (state_ == SessionState::Running) askSoon(kFrame);
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

  work_.start();
  emit arrived(snapshot);
  if (again) ask();
  // What the views draw later counts as well: a timer without delay fires after it.
  QTimer::singleShot(0, this, [this] { onShown(); });
}

void SnapshotFeed::onShown() {
  if (state_ != SessionState::Running) return;
  const double work = 1e3 * last_->seconds + static_cast<double>(work_.nsecsElapsed()) / 1e6;
  askSoon(std::clamp(static_cast<int>(kPausePerWork * work), kFrame, kLongestPause));
}

void SnapshotFeed::onStateChanged(SessionState state) {
  state_ = state;
  if (state == SessionState::Failed) dropping_ = false;
  ask();
  if (state != SessionState::Running) askSoon(kSettle);
}

}  // namespace gradus::ui
