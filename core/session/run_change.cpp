// What RunDriver does when the document says something else.
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/trace.h"
#include "core/experiment/experiment_json.h"
#include "core/opencl/device.h"
#include "core/session/run_driver.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"

namespace gradus {

void RunDriver::load(const Experiment& experiment, std::uint64_t revision) {
  revision_ = revisionLeft_ = revision;
  begin(experiment);
}

/// A run with initial weights; `then` is called when it is ready.
void RunDriver::begin(const Experiment& experiment, const std::function<void()>& then) {
  stopReading();
  trainer_.reset();
  become(experiment);
  engine_.device();
  check(experiment, experiment.name);
  enter(SessionState::Preparing);
  ++run_;
  ++origin_;
  events_.reset();
  read(experiment, [this, experiment, then](const DatasetPtr& dataset) {
    makeTrainer(experiment, prepareData(experiment, engine_.device().info().memory, dataset));
    prepare();
    if (then) then();
  });
}

void RunDriver::makeTrainer(const Experiment& experiment, PreparedDataPtr data) {
  listener_.dataReady(data);
  demandPossible(experiment, groundOf(*data));
  trainer_ = std::make_unique<Trainer>(engine_.device(), experiment, std::move(data));
  trainer_->warmUp();
}

/// Whether there is a run that can become another one: none that has failed, unless by settings that did not fit.
bool RunDriver::canGoOn() const {
  return trainer_ && (state_ != SessionState::Failed || isRefused_);
}

void RunDriver::apply(const Experiment& experiment, std::uint64_t revision) {
  if (isReadingFor(experiment)) {
    return whenRead(Kind::Command, [=](RunDriver& driver) { driver.apply(experiment, revision); });
  }
  stopReading();
  Change cost = trainer_ ? changeOf(experiment_, experiment) : Change::All;
  const bool isSameMovement = trainer_ && revision != 0 && revision == revision_;
  if (isSameMovement && cost == Change::Network) {
    const auto before = leftRuns_.find(revisionLeft_);
    if (before && before->state.progress.step == trainer_->step()) {
      const std::uint64_t run = run_;
      comeBack(*before);
      run_ = run;  // its history is the one that is known
      cost = changeOf(experiment_, experiment);
    }
  } else if (!isSameMovement && replacesNumbers(cost)) {
    const auto left = leftRuns_.find(revision);  // before what is left now takes its room
    if (canGoOn()) leave(revision_);
    if (left && left->experiment == experiment) {
      comeBack(*left);
      cost = Change::Nothing;
    }
  }
  change(cost, experiment);
  if (!isSameMovement) revisionLeft_ = std::exchange(revision_, revision);
}

/// Keeps the run as it is, to come back to it.
void RunDriver::leave(std::uint64_t revision) {
  if (!LeftRuns::hasRoomFor(trainer_->network().parameterCount())) {
    if (trainer_->step() > 0) listener_.runLeft(revision, false);
    return;
  }
  try {
    TrainerState state = trainer_->state();
    const std::vector<std::uint64_t> gone = leftRuns_.keep(revision, {.experiment = experiment_,
                                                                      .data = trainer_->dataPtr(),
                                                                      .state = std::move(state),
                                                                      .points = trainer_->points(),
                                                                      .events = events_,
                                                                      .origin = origin_,
                                                                      .epochGoal = epochGoal_,
                                                                      .test = test_,
                                                                      .stopReason = stopReason_,
                                                                      .isFinished = isFinished()});
    listener_.runLeft(revision, true);
    for (const std::uint64_t each : gone) listener_.runLeft(each, false);
  } catch (const Error&) {
    listener_.runLeft(revision, false);  // its last steps have failed
    throw;
  }
}

void RunDriver::comeBack(const LeftRun& left) {
  if (trainer_ && trainer_->dataPtr() == left.data) {
    trainer_->setNetwork(left.experiment.network);
    trainer_->setTraining(left.experiment.training);
  } else {
    enter(SessionState::Preparing);
    trainer_.reset();
    makeTrainer(left.experiment, left.data);
  }
  trainer_->restore(left.state, left.points);
  become(left.experiment);
  events_ = left.events;
  ++run_;
  origin_ = left.origin;
  beginRun();
  epochGoal_ = left.epochGoal;
  test_ = left.test;
  stopReason_ = left.stopReason;
  enter(left.isFinished ? SessionState::Finished : pausedState());
}

void RunDriver::change(Change change, const Experiment& experiment) {
  const TraceSpan span("run", "change");
  switch (change) {
    case Change::Nothing:
      become(experiment);
      return mendRefusal();
    case Change::Training:
      return setTraining(experiment);
    case Change::Network:
      return setNetwork(experiment);
    case Change::Samples:
      return canGoOn() ? setSamples(experiment) : begin(experiment);
    case Change::All:
      return begin(experiment);
  }
}

/// Makes of the run what `changed` says of its network or training; where that cannot be, the run fails until another
/// change mends it. `change` does it in the trainer.
void RunDriver::adopt(const Experiment& changed, const std::function<void()>& change) {
  if (state_ != SessionState::Failed) {
    isRefused_ = true;
    wasFinished_ = state_ == SessionState::Finished;
  }
  check(changed, changed.name);
  demandPossible(changed, groundOf(trainer_->data()));
  const std::int64_t step = trainer_->step();
  const double epochs = trainer_->position();
  change();
  const RunSettings before{experiment_.network, experiment_.training};
  if (step > 0) events_ = withEvent(events_, {step, epochs, before, {changed.network, changed.training}});
  become(changed);
  mendRefusal();
}

void RunDriver::become(const Experiment& experiment) {
  experiment_ = experiment;
  told_.reset();
}

/// What was refused does not stand in the way any more.
void RunDriver::mendRefusal() {
  const bool wasRefused = state_ == SessionState::Failed && isRefused_;
  if (wasRefused) enter(isFinished() ? SessionState::Finished : pausedState());
  isRefused_ = false;
}

/// Whether the run has come to its end, which a change that was refused does not undo.
bool RunDriver::isFinished() const {
  return state_ == SessionState::Finished || (state_ == SessionState::Failed && isRefused_ && wasFinished_);
}

void RunDriver::setTraining(const Experiment& experiment) {
  const TrainingSpec& training = experiment.training;
  const bool otherGoal = training.epochs != experiment_.training.epochs;
  const bool wasTested = !std::isnan(test_.loss) && !haveSameLoss(training, experiment_.training);
  adopt(experiment, [&] { trainer_->setTraining(training); });
  if (wasTested) test_ = trainer_->evaluateTest();
  setPace();
  if (otherGoal) epochGoal_ = std::max(training.epochs, trainer_->epochs());
  if (state_ == SessionState::Finished && trainer_->epochs() < epochGoal_) enter(SessionState::Paused);
}

void RunDriver::setNetwork(const Experiment& experiment) {
  // What a device fails at is done before anything is replaced, so that the run stays what it was where it does.
  adopt(experiment, [&] {
    trainer_->warmUp(experiment.network);
    trainer_->setNetwork(experiment.network);
  });
  if (trainer_->step() == 0) {
    // Nothing was learned that could be kept: the weights of the seed, as for a network that was always like this.
    ++run_;
    ++origin_;
    trainer_->rewind();
    return prepare();
  }
  if (trainer_->hasStalled()) trainer_->renewPatience();  // with another network it is worth another try
  if (state_ != SessionState::Failed) enter(SessionState::Paused);
}

/// Whatever samples a person has put, moved, taken away, excluded or relabelled: what was learned is worth keeping.
void RunDriver::setSamples(const Experiment& experiment) {
  const bool goesOn = state_ == SessionState::Running;
  const TrainerState before = trainer_->state();  // by the time the data are read another device may compute
  begin(experiment, [this, before, goesOn] {
    trainer_->takeNumbers(before);
    if (goesOn) start();
  });
}

}  // namespace gradus
