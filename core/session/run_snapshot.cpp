// What RunDriver tells a view that asks.
#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/error.h"
#include "core/base/trace.h"
#include "core/explain/answers.h"
#include "core/session/run_driver.h"
#include "core/train/trainer.h"
#include "core/train/training_failure.h"

namespace gradus {
namespace {

/// The points of `history` whose `number` is above `last`, oldest first.
template <typename Point, typename Number>
std::vector<Point> pointsAfter(const Recent<Point>& history, Number Point::*number, Number last) {
  const auto first = std::upper_bound(history.begin(), history.end(), last,
                                      [number](Number value, const Point& point) { return value < point.*number; });
  return {first, history.end()};
}

}  // namespace

bool RunDriver::isPredicting() const {
  return trainer_ && trainer_->isPredicting();
}

void RunDriver::predict() {
  if (trainer_->predict()) listener_.predictionsReady();
}

/// What a view asks for; makes new ones when it is time.
PredictionsPtr RunDriver::predictionsFor(const SnapshotRequest& request) {
  PredictionWatch& watch = trainer_->predictionWatch();
  if (!request.predictions) {
    watch.cancel();
    return nullptr;
  }
  const bool isTraining = state_ == SessionState::Running;
  if (canTrain() && watch.isDue(*request.predictions, trainer_->step(), trainer_->epochs(), isTraining, Clock::now())) {
    trainer_->beginPredictions(*request.predictions);
  }
  return watch.latest(*request.predictions);
}

SnapshotPtr RunDriver::snapshot(const SnapshotRequest& request) {
  const TraceSpan span("run", "snapshot");
  const Clock::time_point began = Clock::now();
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->state = state_;
  snapshot->message = message_;
  snapshot->run = run_;
  if (!told_) told_ = std::make_shared<const Experiment>(experiment_);
  snapshot->experiment = told_;
  snapshot->events = events_;
  snapshot->origin = origin_;
  snapshot->revision = revision_;
  snapshot->epochGoal = epochGoal_;
  snapshot->test = test_;
  snapshot->stopReason = stopReason_;
  snapshot->focus = focus_;
  try {
    if (trainer_) {
      if (state_ == SessionState::Running) trainer_->collect();
      tellProgress(*snapshot);
      tellHistory(request, *snapshot);
      tellNetwork(request, *snapshot);
    }
    snapshot->seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (trainer_ && request.statistics) snapshot->statistics = trainer_->measure();
    if (trainer_) snapshot->predictions = predictionsFor(request);
  } catch (const DeviceError& error) {
    if (engine_.giveUpDevice(error.what())) return this->snapshot(request);
    tellFailure(*snapshot, error);
  } catch (const std::exception& error) {
    tellFailure(*snapshot, error);
  }
  snapshot->isDiverged = state_ == SessionState::Failed && trainer_ && trainer_->hasDiverged();
  return snapshot;
}

/// Whoever has asked waits for an answer, and asks for nothing more before it has come.
void RunDriver::tellFailure(Snapshot& snapshot, const std::exception& error) {
  if (state_ != SessionState::Failed) fail(shownMessage(error));
  snapshot.state = state_;
  snapshot.message = message_;
}

void RunDriver::tellProgress(Snapshot& snapshot) const {
  snapshot.epoch = trainer_->epochs();
  snapshot.batch = trainer_->batch();
  snapshot.batchesPerEpoch = trainer_->batchesPerEpoch();
  snapshot.step = trainer_->step();
  snapshot.version = trainer_->version();
  snapshot.parameterCount = trainer_->network().parameterCount();
  snapshot.samplesPerSecond = throughput_.samplesPerSecond();
  if (pace_.isLimited()) {
    const double wanted = pace_.stepsPerSecond() * experiment_.training.batchSize;
    snapshot.samplesPerSecond = std::min(snapshot.samplesPerSecond, wanted);
  }
  const auto trainRows = static_cast<double>(trainer_->data().train.size());
  const double samplesLeft = trainRows * epochGoal_ - static_cast<double>(trainer_->samples());
  if (snapshot.samplesPerSecond > 0) snapshot.secondsLeft = std::max(samplesLeft, 0.0) / snapshot.samplesPerSecond;
}

void RunDriver::tellHistory(const SnapshotRequest& request, Snapshot& snapshot) const {
  const bool sameRun = request.run == run_;
  snapshot.batches = pointsAfter(trainer_->batchHistory(), &BatchPoint::step, sameRun ? request.afterStep : 0);
  snapshot.epochs = pointsAfter(trainer_->epochHistory(), &EpochPoint::epoch, sameRun ? request.afterEpoch : 0);
}

void RunDriver::tellNetwork(const SnapshotRequest& request, Snapshot& snapshot) {
  const Dataset& dataset = *trainer_->data().dataset;
  const bool isOwn = request.input && std::ssize(*request.input) == dataset.features;
  const bool known = !isOwn && request.sample >= 0 && request.sample < dataset.rows;
  if (request.layers || known || isOwn) {
    Trainer::Look look = isOwn ? trainer_->look(*request.input) : trainer_->look(known ? request.sample : -1);
    snapshot.layers = std::move(look.layers);
    if (known || isOwn) {
      snapshot.sample = SampleSnapshot{isOwn ? -1 : request.sample, std::move(look.input),
                                       readAs(trainer_->outputKind(), snapshot.layers.back().values)};
    }
  }
  if (request.fields) snapshot.fields = trainer_->lookAtPlane(request.closer);
  if (request.question && known) snapshot.detail = trainer_->explain(*request.question, request.sample);
}

}  // namespace gradus
