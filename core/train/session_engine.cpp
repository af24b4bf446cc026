#include "core/train/session_engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/base/cache_folder.h"
#include "core/base/error.h"
#include "core/experiment/experiment_json.h"
#include "core/opencl/device.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
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
    fail(error.what());
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

void SessionEngine::load(const Experiment& experiment) {
  if (!device_) openDevice();
  check(experiment, experiment.name);
  const bool goesOn = trainer_ && state_ == SessionState::Running;
  const std::unique_ptr<Trainer> before = hasOtherSamplesOnly(experiment) ? std::move(trainer_) : nullptr;
  enter(SessionState::Preparing);
  trainer_.reset();
  experiment_ = experiment;
  ++run_;
  PreparedDataPtr data = prepareData(experiment, device_->info().memory);
  tell([data](TrainingSession& session) { emit session.dataReady(data); });
  demandPossible(experiment, groundOf(*data));
  trainer_ = std::make_unique<Trainer>(*device_, experiment, std::move(data));
  trainer_->warmUp();
  if (before) trainer_->network().copyFrom(before->network());
  prepare();
  if (before && goesOn) start();
}

/// Whether a person has only put, moved or taken away points, or excluded or relabelled samples: what was learned is
/// then worth keeping.
bool SessionEngine::hasOtherSamplesOnly(const Experiment& experiment) const {
  if (!trainer_ || state_ == SessionState::Failed) return false;
  Experiment known = experiment_;
  known.data.points = experiment.data.points;
  known.data.excluded = experiment.data.excluded;
  known.data.relabeled = experiment.data.relabeled;
  return known == experiment && experiment_.data != experiment.data;
}

/// Ready for the first step of a run.
void SessionEngine::prepare() {
  epochGoal_ = experiment_.training.epochs;
  test_ = {};
  stopReason_.clear();
  focus_.reset();
  throughput_.clear();
  isRefused_ = false;
  setPace();
  slice_ = {};
  enter(SessionState::Ready);
}

/// Makes of the run what `changed` says of its network or training; where that cannot be, the run fails until another
/// change mends it. `change` does it in the trainer.
void SessionEngine::adopt(const Experiment& changed, const std::function<void()>& change) {
  check(changed, changed.name);
  isRefused_ = isRefused_ || state_ != SessionState::Failed;
  demandPossible(changed, groundOf(trainer_->data()));
  change();
  experiment_ = changed;
  if (state_ == SessionState::Failed && isRefused_) enter(pausedState());
  isRefused_ = false;
}

void SessionEngine::setTraining(const TrainingSpec& training) {
  if (!trainer_) {
    experiment_.training = training;
    return;
  }
  const bool otherGoal = training.epochs != experiment_.training.epochs;
  const bool wasTested = !std::isnan(test_.loss) && !haveSameLoss(training, experiment_.training);
  Experiment changed = experiment_;
  changed.training = training;
  adopt(changed, [&] { trainer_->setTraining(training); });
  if (wasTested) test_ = trainer_->evaluateTest();
  setPace();
  if (otherGoal) epochGoal_ = std::max(training.epochs, trainer_->epochs());
  if (state_ == SessionState::Finished && trainer_->epochs() < epochGoal_) enter(SessionState::Paused);
}

void SessionEngine::setNetwork(const Experiment& experiment) {
  Experiment known = experiment_;
  known.network = experiment.network;
  known.name = experiment.name;
  if (!trainer_ || known != experiment) return load(experiment);
  adopt(experiment, [&] {
    trainer_->setNetwork(experiment.network);
    if (trainer_->step() == 0) {
      // Nothing was learned that could be kept: the weights of the seed, as for a network that was always like this.
      ++run_;
      trainer_->rewind();
    }
    trainer_->warmUp();
  });
  if (trainer_->step() == 0) return prepare();
  if (state_ != SessionState::Failed) enter(SessionState::Paused);
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

void SessionEngine::setParameter(std::uint64_t run, const UnitQuestion& at, float value) {
  if (trainer_ && run == run_) trainer_->setParameter(at, value);
}

}  // namespace gradus
