// The device that tests compute on: PoCL, so that every machine runs the same. Fails loudly where there is none, and
// where a kernel writes outside its buffers.
#pragma once

#include <QTest>
#include <memory>

#include "core/opencl/device.h"

namespace gradus {

inline std::unique_ptr<Device> openTestDevice() {
  const std::vector<DeviceInfo> devices = listDevices();
  return std::make_unique<Device>(chooseDevice(devices, "cpu"), Memory::Guarded);
}

/// Numbers that look random but are the same on every machine, between −1 and 1.
inline std::vector<float> someNumbers(std::int64_t count, double seed = 0) {
  std::vector<float> numbers;
  for (std::int64_t i = 0; i < count; ++i) {
    numbers.push_back(static_cast<float>(std::sin(12.9898 * static_cast<double>(i) + 78.233 * (seed + 1))));
  }
  return numbers;
}

}  // namespace gradus
