#include "core/session/run_queue.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/experiment/experiment_json.h"
#include "core/opencl/device.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "core/train/training_failure.h"

namespace gradus {

RunQueue::RunQueue(EngineThread& engine, RunQueueListener& listener)
    : engine_(engine), listener_(listener), reading_(engine) {
  engine_.add(*this);
}

RunQueue::~RunQueue() {
  engine_.remove(*this);
}

void RunQueue::start(std::vector<Experiment> experiments) {
  clear();
  const DataSpec data = experiments.front().data;
  for (Experiment& each : experiments) runs_.push_back({std::move(each)});
  stage_ = Stage::Reading;
  const auto done = [this](const DatasetPtr& dataset, const std::exception_ptr& problem) {
    try {
      if (problem) std::rethrow_exception(problem);
      arrive(dataset);
    } catch (const std::exception& error) {
      refuse(error);
    }
  };
  reading_.begin(
      data.dataset, data.seed, [](double) {}, done);
}

void RunQueue::stop() {
  if (stage_ != Stage::Idle) finish(true);
}

std::optional<RunQueue::Clock::time_point> RunQueue::due() const {
  if (stage_ != Stage::Making && stage_ != Stage::Training) return {};
  return Clock::time_point::min();
}

void RunQueue::work() {
  try {
    stage_ == Stage::Making ? makeNext() : trainNext();
  } catch (const DeviceError& error) {
    if (!engine_.giveUpDevice(error.what())) refuse(error);
  } catch (const std::exception& error) {
    refuse(error);
  }
}

void RunQueue::letGo() {
  clear();
}

EngineDevice::TakeOver RunQueue::moveTo(Device& next, bool isLost) {
  if (!data_) return [] {};
  const PreparedDataPtr data = withMemory(data_, next.info().memory);
  auto moved = std::make_shared<std::vector<std::unique_ptr<Trainer>>>(runs_.size());
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (!runs_[i].trainer) continue;
    try {
      (*moved)[i] = runs_[i].trainer->movedTo(next, data, isLost);
    } catch (const TrainingFailure& failure) {
      fail(i, failure);
    }
  }
  return [this, data, moved] {
    data_ = data;
    for (std::size_t i = 0; i < runs_.size(); ++i) runs_[i].trainer = std::move((*moved)[i]);
  };
}

void RunQueue::arrive(const DatasetPtr& dataset) {
  for (const Run& run : runs_) check(run.experiment, run.experiment.name);
  data_ = prepareData(runs_.front().experiment, engine_.device().info().memory, dataset);
  stage_ = Stage::Making;
}

/// A network with its initial weights, and its kernels.
void RunQueue::makeNext() {
  Run& run = runs_[next_];
  demandPossible(run.experiment, groundOf(*data_));
  run.trainer = std::make_unique<Trainer>(engine_.device(), run.experiment, data_);
  run.trainer->warmUp();
  if (++next_ < runs_.size()) return;
  next_ = 0;
  stage_ = Stage::Training;
  listener_.runsBegun();
}

/// A slice of an epoch of the run whose turn it is. A loss that is no number any more ends this run alone.
void RunQueue::trainNext() {
  Run& run = runs_[next_];
  const bool isOn = run.trainer && run.trainer->epochs() < run.experiment.training.epochs;
  if (isOn) {
    try {
      run.slice.train(*run.trainer, epoch_ + 1);
      listener_.runTrained(next_, *run.trainer);
    } catch (const DeviceError&) {
      throw;
    } catch (const Error& error) {
      fail(next_, error);
    }
    if (run.trainer && run.trainer->epochs() <= epoch_) return;
  }
  if (++next_ < runs_.size()) return;
  next_ = 0;
  ++epoch_;
  const auto goesOn = [](const Run& each) {
    return each.trainer && each.trainer->epochs() < each.experiment.training.epochs;
  };
  if (std::ranges::none_of(runs_, goesOn)) finish(false);
}

void RunQueue::fail(std::size_t run, const std::exception& error) {
  runs_[run].trainer.reset();
  listener_.runFailed(run, shownMessage(error));
}

void RunQueue::refuse(const std::exception& error) {
  clear();
  listener_.runsRefused(shownMessage(error));
}

void RunQueue::finish(bool areStopped) {
  listener_.runsEnded(areStopped);
  clear();
}

void RunQueue::clear() {
  reading_.cancel();
  stage_ = Stage::Idle;
  runs_.clear();
  data_.reset();
  next_ = 0;
  epoch_ = 0;
}

}  // namespace gradus
