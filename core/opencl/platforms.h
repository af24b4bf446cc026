// The OpenCL identities behind DeviceInfo, for the engine only.
#pragma once

#include <vector>

#include "core/opencl/cl.h"

namespace gradus {

/// PoCL's own name for itself: OpenCL on the processor.
inline constexpr const char* kPoclPlatform = "Portable Computing Language";

struct PlatformDevice {
  cl_platform_id platform = nullptr;
  cl_device_id device = nullptr;
};

/// In the order of listDevices().
std::vector<PlatformDevice> platformDevices();

}  // namespace gradus
