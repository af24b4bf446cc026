// Which OpenCL devices there are, and which one to take.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradus {

enum class DeviceType { Cpu, Gpu, Other };

/// An OpenCL device as the person sees it.
struct DeviceInfo {
  std::size_t index = 0;  ///< in listDevices()
  std::string platform;
  std::string name;
  std::string driver;
  DeviceType type = DeviceType::Other;
  unsigned computeUnits = 0;
  std::uint64_t memory = 0;  ///< bytes
  bool float64 = false;

  /// Short, for the window: "PoCL · AMD EPYC, 2 units".
  std::string title() const;

  /// Names this one from one start to the next: "1 AMD EPYC Portable Computing Language".
  std::string key() const;
};

/// All devices of all platforms, in the drivers' order; empty if there are none.
/// The first call gives PoCL a cache folder of ours, so make it before other threads read the environment. Throws
/// DeviceError where there is none for it.
std::vector<DeviceInfo> listDevices();

/// The device that `request` asks for: "gpu", "cpu", an index, or a part of its name or platform in any case. Empty
/// asks for GRADUS_DEVICE, and if that is empty too for the best: a GPU first, else a CPU, else any. Throws
/// DeviceError that lists the devices if none fits, or says what to install if there are none at all.
const DeviceInfo& chooseDevice(std::span<const DeviceInfo> devices, std::string_view request);

/// All of them in the order in which they are to be tried: the one of chooseDevice(), then the best of the others.
/// Throws DeviceError as that does.
std::vector<DeviceInfo> devicesToTry(std::span<const DeviceInfo> devices, std::string_view request);

/// The one with that key, or one of that name where others have come or gone before it; null where there is none.
const DeviceInfo* findDevice(std::span<const DeviceInfo> devices, std::string_view key);

}  // namespace gradus
