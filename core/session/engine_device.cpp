#include "core/session/engine_device.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/paths.h"
#include "core/opencl/device.h"
#include "core/train/training_failure.h"

namespace gradus {

EngineDevice::EngineDevice(DeviceSource source) : source_(std::move(source)) {}

EngineDevice::~EngineDevice() = default;

Device& EngineDevice::get() {
  if (device_) return *device_;
  std::vector<DeviceInfo> order = devicesToTry(list(), source_.request);
  std::string problem;
  const bool isRequested = !source_.request.empty() || !environment("GRADUS_DEVICE").empty();
  if (!isRequested && !source_.remembered.empty()) {
    const DeviceInfo* chosen = findDevice(order, source_.remembered);
    if (chosen != nullptr) {
      const auto at = order.begin() + (chosen - order.data());
      std::rotate(order.begin(), at, at + 1);
    } else {
      problem = "The device that was chosen before is not there: " + source_.remembered;
    }
  }
  std::exception_ptr first;
  for (const DeviceInfo& each : order) {
    try {
      device_ = std::make_unique<Device>(each);
      break;
    } catch (const DeviceError& error) {
      if (!first) first = std::current_exception();
      problem += (problem.empty() ? "" : "; ") + each.title() + " could not be opened: " + error.what();
    }
  }
  if (!device_) std::rethrow_exception(first);
  tellOpened();
  if (!problem.empty()) {
    tellFall(DeviceFall::NotOpened, "Gradus computes on " + device_->info().title() + ". " + problem);
  }
  return *device_;
}

void EngineDevice::change(const DeviceInfo& wanted, const Moving& moving) {
  if (device_ && device_->info().index == wanted.index) return tellOpened();
  try {
    take(wanted, moving);
    failed_.erase(wanted.index);
    tellOpened();
  } catch (const TrainingFailure&) {
    if (device_) tellOpened();
    throw;
  } catch (const std::exception& error) {
    if (!device_) throw;
    tellOpened();
    tellFall(DeviceFall::NotChanged, "Gradus goes on on " + device_->info().title() + ". " + wanted.title() +
                                         " could not be used: " + error.what());
  }
}

bool EngineDevice::giveUp(const std::string& why, const Moving& moving) {
  if (!device_) return false;
  const DeviceInfo lost = device_->info();
  failed_.insert(lost.index);
  for (const DeviceInfo& next : devicesToTry(list(), "")) {
    if (failed_.contains(next.index)) continue;
    try {
      take(next, moving);
    } catch (const std::exception& error) {
      log(LogCategory::OpenCl, [&] { return next.title() + " cannot take over: " + error.what(); });
      continue;
    }
    tellOpened();
    tellFall(DeviceFall::Failed, "Gradus goes on on " + next.title() + ", from the last state that it knows. " +
                                     lost.title() + " has failed: " + why);
    return true;
  }
  return false;
}

void EngineDevice::close() {
  device_.reset();
}

std::vector<DeviceInfo> EngineDevice::list() const {
  std::vector<DeviceInfo> devices = source_.list();
  if (source_.listed) source_.listed(devices);
  return devices;
}

/// The present one is let go last, so that there is a way back until then.
void EngineDevice::take(const DeviceInfo& wanted, const Moving& moving) {
  auto next = std::make_unique<Device>(wanted);
  const TakeOver takeOver = moving(*next);
  takeOver();
  device_ = std::move(next);
}

void EngineDevice::tellOpened() const {
  if (source_.opened) source_.opened(device_->info());
}

void EngineDevice::tellFall(DeviceFall fall, const std::string& message) const {
  log(LogCategory::OpenCl, [&] { return message; });
  if (source_.fell) source_.fell(fall, message);
}

}  // namespace gradus
