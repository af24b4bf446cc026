// How RunDriver goes over to another device, because a person wants it to or because the present one has failed.
#include <utility>

#include "core/experiment/network_problems.h"
#include "core/opencl/device.h"
#include "core/session/run_driver.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"

namespace gradus {

/// The run goes on there as it was; one that could not begin, for want of a device that works, does now.
void RunDriver::changeDevice(const DeviceInfo& wanted) {
  engine_.changeDevice(wanted);
  if (!trainer_ && state_ == SessionState::Failed) begin(experiment_);
}

EngineDevice::TakeOver RunDriver::moveTo(Device& next, bool isLost) {
  if (!trainer_) return [] {};
  const std::int64_t before = trainer_->step();
  const PreparedDataPtr data = withMemory(trainer_->dataPtr(), next.info().memory);
  if (!isRefused_) demandPossible(experiment_, groundOf(*data));
  auto moved = std::make_shared<std::unique_ptr<Trainer>>(trainer_->movedTo(next, data, isLost));
  return [this, moved, before] { takeOver(std::move(*moved), before); };
}

/// `before` is the step that the run was at.
void RunDriver::takeOver(std::unique_ptr<Trainer> moved, std::int64_t before) {
  if (moved->dataPtr() != trainer_->dataPtr()) listener_.dataReady(moved->dataPtr());
  trainer_ = std::move(moved);
  throughput_.clear();
  slice_ = {};
  setPace();
  if (trainer_->step() != before) focus_.reset();  // a batch in slow motion was finished
  if (trainer_->step() >= before) return;
  ++run_;  // what was told of the last steps is not so any more
  test_ = {};
  stopReason_.clear();
  if (state_ == SessionState::Finished) enter(pausedState());
}

}  // namespace gradus
