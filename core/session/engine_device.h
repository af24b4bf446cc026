// The device of the engine's thread: opened when it is first asked for, changed when a person chooses another one,
// given up where it fails. Whoever has something on it brings that to the next one first, so that nothing is lost on
// the way.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/opencl/device_info.h"

namespace gradus {

class Device;

/// Why another device computes than was wanted.
enum class DeviceFall {
  NotOpened,   ///< the one that was wanted first
  NotChanged,  ///< it stays the one that it was
  Failed       ///< while it computed
};

/// Which devices there are, which one is wanted, and who is told what becomes of it.
struct DeviceSource {
  std::string request{};     ///< as in chooseDevice()
  std::string remembered{};  ///< DeviceInfo::key() of the one that a person once chose; counts where none is requested
  std::function<std::vector<DeviceInfo>()> list = listDevices;
  std::function<void(const std::vector<DeviceInfo>& devices)> listed{};
  std::function<void(const DeviceInfo& device)> opened{};  ///< also where it is said again that it stays this one
  std::function<void(DeviceFall fall, const std::string& message)> fell{};
};

class EngineDevice {
 public:
  /// What makes everything anew on another device, and gives what takes that into use. The first may throw, and all is
  /// then as it was; the second may not.
  using TakeOver = std::function<void()>;
  using Moving = std::function<TakeOver(Device& next)>;

  explicit EngineDevice(DeviceSource source);
  ~EngineDevice();

  /// Opened with the first call: the one that is wanted or, where that cannot be, the next best. Throws DeviceError
  /// where nothing fits the request and where none can be opened.
  Device& get();

  /// Goes over to `wanted`; where that cannot be, says so and stays. Throws DeviceError where there is none to stay at,
  /// and TrainingFailure of a run that turns out to have ended.
  void change(const DeviceInfo& wanted, const Moving& moving);

  /// Goes over to the next best, for the present one has failed: it is taken again only where somebody asks for it.
  /// Whether there was one.
  bool giveUp(const std::string& why, const Moving& moving);

  void close();

 private:
  std::vector<DeviceInfo> list() const;
  void take(const DeviceInfo& wanted, const Moving& moving);
  void tellOpened() const;
  void tellFall(DeviceFall fall, const std::string& message) const;

  DeviceSource source_;
  std::unique_ptr<Device> device_;
  std::set<std::size_t> failed_;  ///< by their index
};

}  // namespace gradus
