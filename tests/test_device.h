// The device that tests compute on: PoCL, so that every machine runs the same. Fails loudly where there is none, and
// where a kernel writes outside its buffers.
#pragma once

#include <QTest>
#include <memory>

#include "core/opencl/device.h"

namespace gradus {

/// With GRADUS_TEST_AS=gpu the processor is treated as a GPU: it runs what a GPU would run.
inline std::unique_ptr<Device> openTestDevice() {
  const std::vector<DeviceInfo> devices = listDevices();
  DeviceInfo info = chooseDevice(devices, "cpu");
  if (qgetenv("GRADUS_TEST_AS") == "gpu") info.type = DeviceType::Gpu;
  return std::make_unique<Device>(info, Memory::Guarded);
}

/// Without guards, so that its times mean something; what is measured on it is kept in `folder`.
inline std::unique_ptr<Device> openMeasuringDevice(const QString& folder) {
  const std::vector<DeviceInfo> devices = listDevices();
  const QByteArray cache = qgetenv("GRADUS_CACHE_DIR");
  const QByteArray memory = qgetenv("GRADUS_MEMORY");
  qputenv("GRADUS_CACHE_DIR", folder.toUtf8());
  qunsetenv("GRADUS_MEMORY");
  auto device = std::make_unique<Device>(chooseDevice(devices, "cpu"));
  qputenv("GRADUS_CACHE_DIR", cache);
  qputenv("GRADUS_MEMORY", memory);
  return device;
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
