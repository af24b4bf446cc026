#include "core/train/session_engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/base/cache_folder.h"
#include "core/base/error.h"
#include "core/opencl/device.h"
#include "core/train/trainer.h"
#include "core/train/training_failure.h"
#include "core/train/training_session.h"

namespace gradus {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

SessionEngine::SessionEngine(TrainingSession& session, std::string deviceRequest)
    : session_(session), deviceRequest_(std::move(deviceRequest)), thread_([this] { run(); }) {}

SessionEngine::~SessionEngine() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void SessionEngine::post(Command command) {
  {
    const std::lock_guard lock(mutex_);
    commands_.push_back(std::move(command));
  }
  wake_.notify_one();
}

void SessionEngine::run() {
  while (waitForWork()) {
    if (isPredicting()) {
      guarded([this] { predict(); });
    } else if (state_ == SessionState::Running) {
      guarded([this] { train(); });
    }
  }
  trainer_.reset();
  device_.reset();
}

void SessionEngine::openDevice() {
  const std::vector<DeviceInfo> devices = listDevices();
  const DeviceInfo& chosen = chooseDevice(devices, deviceRequest_);
  device_ = std::make_unique<Device>(chosen);
  tell([title = QString::fromStdString(chosen.title()), note = QString::fromStdString(cacheNote())](
           TrainingSession& session) { emit session.deviceReady(title, note); });
}

/// Carries out the commands that wait; blocks while there is nothing to do. False when the session ends.
bool SessionEngine::waitForWork() {
  std::unique_lock lock(mutex_);
  const auto isWanted = [this] { return ending_ || !commands_.empty(); };
  if (!isPredicting()) {
    if (state_ != SessionState::Running) {
      wake_.wait(lock, isWanted);
    } else if (pace_.isLimited()) {
      wake_.wait_until(lock, pace_.next(), isWanted);
    }
  }
  while (!ending_ && !commands_.empty()) {
    const Command command = std::move(commands_.front());
    commands_.pop_front();
    lock.unlock();
    guarded([&] { command(*this); });
    lock.lock();
  }
  return !ending_;
}

void SessionEngine::guarded(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& error) {
    fail(shownMessage(error));
  }
}

/// Signals are emitted in the session's own thread, so that every kind of receiver may listen.
void SessionEngine::tell(const std::function<void(TrainingSession&)>& say) {
  mailbox_.post([say, &session = session_] { say(session); });
}

void SessionEngine::enter(SessionState state) {
  state_ = state;
  if (state != SessionState::Failed) message_.clear();
  tell([state](TrainingSession& session) { emit session.stateChanged(state); });
}

void SessionEngine::fail(const std::string& message) {
  message_ = message;
  enter(SessionState::Failed);
  tell([text = QString::fromStdString(message)](TrainingSession& session) { emit session.failed(text); });
}

/// Ready for the first step of a run.
void SessionEngine::prepare() {
  beginRun();
  enter(SessionState::Ready);
}

/// Nothing is known yet of the run that is there now.
void SessionEngine::beginRun() {
  epochGoal_ = experiment_.training.epochs;
  test_ = {};
  stopReason_.clear();
  focus_.reset();
  throughput_.clear();
  isRefused_ = false;
  setPace();
  slice_ = {};
}

void SessionEngine::setSpeed(const Speed& speed) {
  speed_ = speed;
  setPace();
}

void SessionEngine::setPace() {
  double stepsPerSecond = speed_.perSecond;
  if (speed_.unit == Speed::Unit::Epochs && trainer_) {
    stepsPerSecond *= static_cast<double>(trainer_->batchesPerEpoch());
  }
  pace_.setRate(stepsPerSecond);
}

SessionState SessionEngine::pausedState() const {
  return trainer_->step() > 0 ? SessionState::Paused : SessionState::Ready;
}

bool SessionEngine::canTrain() const {
  return trainer_ && state_ != SessionState::Failed && state_ != SessionState::Preparing;
}

void SessionEngine::start() {
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

void SessionEngine::pause() {
  if (state_ != SessionState::Running) return enter(state_);
  trainer_->collect();
  enter(SessionState::Paused);
}

void SessionEngine::stepBatch() {
  if (!canTrain()) return enter(state_);
  focus_.reset();
  while (trainer_->advance() != Trainer::Progress::Step) {
  }
  while (trainer_->evaluating()) trainer_->advance();
  trainer_->collect();
  epochGoal_ = std::max(epochGoal_, trainer_->epochs());
  enter(SessionState::Paused);
}

void SessionEngine::stepPhase() {
  stepInside(&Trainer::stepPhase);
}

void SessionEngine::stepSample() {
  stepInside(&Trainer::stepSample);
}

/// A step inside a batch. With the last batch of an epoch the epoch's evaluation follows at once.
void SessionEngine::stepInside(std::optional<StepFocus> (Trainer::*go)()) {
  if (!canTrain()) return enter(state_);
  while (trainer_->evaluating()) trainer_->advance();
  std::optional<StepFocus> focus = (trainer_.get()->*go)();
  while (trainer_->evaluating()) trainer_->advance();
  trainer_->collect();
  epochGoal_ = std::max(epochGoal_, trainer_->epochs() + (trainer_->batch() > 0 ? 1 : 0));
  focus_ = std::move(focus);
  enter(SessionState::Paused);
}

void SessionEngine::stepEpoch() {
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

void SessionEngine::stop() {
  if (state_ != SessionState::Running && state_ != SessionState::Paused) return enter(state_);
  finish();
}

void SessionEngine::finish() {
  trainer_->collect();
  test_ = trainer_->evaluateTest();
  enter(SessionState::Finished);
}

void SessionEngine::rewind() {
  if (!trainer_) return enter(state_);
  ++run_;
  ++origin_;
  trainer_->rewind();
  prepare();
}

/// A slice of training, and what follows from where it got to.
void SessionEngine::train() {
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
void SessionEngine::trainSlice(std::int64_t atMost) {
  const Clock::time_point began = Clock::now();
  const int goal = goal_ == Goal::OneEpoch ? epochsBefore_ + 1 : epochGoal_;
  const std::int64_t pieces = std::min(slice_.batches(), atMost);
  const std::int64_t stepsBefore = trainer_->step();
  for (std::int64_t done = 0; done < pieces && trainer_->epochs() < goal && !trainer_->hasStalled();) {
    const std::int64_t before = trainer_->step();
    trainer_->advance(pieces - done);
    done += std::max<std::int64_t>(trainer_->step() - before, 1);
  }
  pace_.note(trainer_->step() - stepsBefore);
  trainer_->collect();
  throughput_.note(trainer_->seconds(), trainer_->samples());

  if (pieces == slice_.batches()) slice_.note(began);
}

void SessionEngine::setParameter(std::uint64_t origin, const UnitQuestion& at, float value) {
  if (!trainer_ || origin != origin_) return;
  trainer_->setParameter(at, value);
  if (!std::isnan(test_.loss)) test_ = trainer_->evaluateTest();
}

}  // namespace gradus
