#include "core/session/run_driver.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/trace.h"
#include "core/train/trainer.h"
#include "core/train/training_failure.h"

namespace gradus {
namespace {

const char* nameOf(SessionState state) {
  switch (state) {
    case SessionState::Empty:
      return "empty";
    case SessionState::Preparing:
      return "preparing";
    case SessionState::Ready:
      return "ready";
    case SessionState::Running:
      return "running";
    case SessionState::Paused:
      return "paused";
    case SessionState::Finished:
      return "finished";
    case SessionState::Failed:
      break;
  }
  return "failed";
}

}  // namespace
RunDriver::RunDriver(EngineThread& engine, RunListener& listener)
    : engine_(engine), listener_(listener), reading_(engine) {}

RunDriver::~RunDriver() = default;

void RunDriver::letGo() {
  stopReading();
  waiting_.clear();
  trainer_.reset();
}

std::optional<RunDriver::Clock::time_point> RunDriver::due() const {
  if (isPredicting()) return Clock::time_point::min();
  if (state_ != SessionState::Running) return {};
  return pace_.isLimited() ? pace_.next() : Clock::time_point::min();
}

void RunDriver::work() {
  const TraceSpan span("run", isPredicting() ? "predict" : "train");
  carryOut([](RunDriver& driver) { driver.isPredicting() ? driver.predict() : driver.train(); });
}

void RunDriver::carryOut(const Command& command) {
  for (bool isDone = false; !isDone;) {
    isDone = true;
    try {
      command(*this);
    } catch (const DeviceError& error) {
      isDone = !engine_.giveUpDevice(error.what());
      if (isDone) fail(shownMessage(error));
    } catch (const std::exception& error) {
      fail(shownMessage(error));
    }
  }
  if (!waiting_.empty() && !reading_.isBusy()) goOnAfterReading();
}

void RunDriver::enter(SessionState state) {
  state_ = state;
  if (state != SessionState::Failed) message_.clear();
  log(LogCategory::Run, [&] { return std::string("is ") + nameOf(state); });
  listener_.stateChanged(state);
}

void RunDriver::fail(const std::string& message) {
  message_ = message;
  enter(SessionState::Failed);
  log(LogCategory::Run, [&] { return "fails: " + message; });
  listener_.failed(message);
}

/// Ready for the first step of a run.
void RunDriver::prepare() {
  beginRun();
  enter(SessionState::Ready);
}

/// Nothing is known yet of the run that is there now.
void RunDriver::beginRun() {
  epochGoal_ = experiment_.training.epochs;
  test_ = {};
  stopReason_.clear();
  focus_.reset();
  throughput_.clear();
  isRefused_ = false;
  setPace();
  slice_ = {};
}

void RunDriver::setSpeed(const Speed& speed) {
  speed_ = speed;
  setPace();
}

void RunDriver::setPace() {
  double stepsPerSecond = speed_.perSecond;
  if (speed_.unit == Speed::Unit::Epochs && trainer_) {
    stepsPerSecond *= static_cast<double>(trainer_->batchesPerEpoch());
  }
  pace_.setRate(stepsPerSecond);
}

SessionState RunDriver::pausedState() const {
  return trainer_->step() > 0 ? SessionState::Paused : SessionState::Ready;
}

bool RunDriver::canTrain() const {
  return trainer_ && state_ != SessionState::Failed && state_ != SessionState::Preparing;
}

void RunDriver::start() {
  if (!canTrain()) return enter(state_);
  focus_.reset();
  if (trainer_->epochs() >= epochGoal_ || state_ == SessionState::Finished) {
    epochGoal_ = trainer_->epochs() + experiment_.training.epochs;
    trainer_->renewPatience();
  }
  stopReason_.clear();
  goal_ = Goal::AllEpochs;
  pace_.start(Clock::now());
  enter(SessionState::Running);
}

void RunDriver::pause() {
  if (state_ != SessionState::Running) return enter(state_);
  trainer_->collect();
  enter(SessionState::Paused);
}

void RunDriver::stepBatch() {
  if (!canTrain()) return enter(state_);
  focus_.reset();
  while (trainer_->advance() != Trainer::Progress::Step) {
  }
  while (trainer_->evaluating()) trainer_->advance();
  trainer_->collect();
  epochGoal_ = std::max(epochGoal_, trainer_->epochs());
  enter(SessionState::Paused);
}

void RunDriver::stepPhase() {
  stepInside(&Trainer::stepPhase);
}

void RunDriver::stepSample() {
  stepInside(&Trainer::stepSample);
}

/// A step inside a batch. With the last batch of an epoch the epoch's evaluation follows at once.
void RunDriver::stepInside(std::optional<StepFocus> (Trainer::*go)()) {
  if (!canTrain()) return enter(state_);
  while (trainer_->evaluating()) trainer_->advance();
  std::optional<StepFocus> focus = (trainer_.get()->*go)();
  while (trainer_->evaluating()) trainer_->advance();
  trainer_->collect();
  epochGoal_ = std::max(epochGoal_, trainer_->epochs() + (trainer_->batch() > 0 ? 1 : 0));
  focus_ = std::move(focus);
  enter(SessionState::Paused);
}

void RunDriver::stepEpoch() {
  if (!canTrain()) return enter(state_);
  focus_.reset();
  if (trainer_->hasStalled()) trainer_->renewPatience();
  stopReason_.clear();
  goal_ = Goal::OneEpoch;
  epochsBefore_ = trainer_->epochs();
  pace_.start(Clock::now());
  epochGoal_ = std::max(epochGoal_, epochsBefore_ + 1);
  enter(SessionState::Running);
}

void RunDriver::stop() {
  if (state_ != SessionState::Running && state_ != SessionState::Paused) return enter(state_);
  finish();
}

void RunDriver::finish() {
  trainer_->collect();
  test_ = trainer_->evaluateTest();
  enter(SessionState::Finished);
}

void RunDriver::rewind() {
  if (!trainer_) return enter(state_);
  ++run_;
  ++origin_;
  events_.reset();
  trainer_->rewind();
  prepare();
}

/// A slice of training, and what follows from where it got to.
void RunDriver::train() {
  const std::int64_t due = pace_.isLimited() ? pace_.due(Clock::now()) : Slice::kMost;
  if (due == 0) return;
  trainSlice(due);
  if (trainer_->hasStalled()) {
    stopReason_ = "The validation loss was not better for " + std::to_string(experiment_.training.patience) +
                  " epochs; the best one was epoch " + std::to_string(trainer_->bestEpoch());
    finish();
  } else if (trainer_->epochs() >= epochGoal_) {
    finish();
  } else if (goal_ == Goal::OneEpoch && trainer_->epochs() > epochsBefore_) {
    trainer_->collect();
    enter(SessionState::Paused);
  }
}

/// At most so many steps, and whatever evaluation they lead to.
void RunDriver::trainSlice(std::int64_t atMost) {
  const std::int64_t stepsBefore = trainer_->step();
  slice_.train(*trainer_, goal_ == Goal::OneEpoch ? epochsBefore_ + 1 : epochGoal_, atMost);
  pace_.note(trainer_->step() - stepsBefore);
  throughput_.note(trainer_->seconds(), trainer_->samples());
}

void RunDriver::setParameter(std::uint64_t origin, const UnitQuestion& at, float value) {
  if (!trainer_ || origin != origin_) return;
  trainer_->setParameter(at, value);
  if (!std::isnan(test_.loss)) test_ = trainer_->evaluateTest();
}

}  // namespace gradus
