// The OpenCL identities behind DeviceInfo, for the engine only.
#pragma once

#include <vector>

#include "core/opencl/cl.h"

namespace gradus {

/// PoCL's own name for itself: OpenCL on the processor.
inline constexpr const char* kPoclPlatform = "Portable Computing Language";

/// The environment variable that names the folder of its compiled kernels, once platformDevices() was called.
inline constexpr const char* kPoclFolder = "POCL_CACHE_DIR";

struct PlatformDevice {
  cl_platform_id platform = nullptr;
  cl_device_id device = nullptr;
};

/// In the order of listDevices(). Throws DeviceError where PoCL is there, and no folder for its kernels.
std::vector<PlatformDevice> platformDevices();

}  // namespace gradus
