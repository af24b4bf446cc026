#include "core/opencl/device_info.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "core/base/cache_folder.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/opencl/platforms.h"

namespace gradus {
namespace {

std::string platformText(cl_platform_id platform, cl_platform_info what) {
  std::size_t size = 0;
  GRADUS_CL(clGetPlatformInfo(platform, what, 0, nullptr, &size));
  std::string text(size, '\0');
  GRADUS_CL(clGetPlatformInfo(platform, what, size, text.data(), nullptr));
  return text.c_str();
}

std::string deviceText(cl_device_id device, cl_device_info what) {
  std::size_t size = 0;
  GRADUS_CL(clGetDeviceInfo(device, what, 0, nullptr, &size));
  std::string text(size, '\0');
  GRADUS_CL(clGetDeviceInfo(device, what, size, text.data(), nullptr));
  return text.c_str();
}

template <class Number>
Number deviceNumber(cl_device_id device, cl_device_info what) {
  Number number{};
  GRADUS_CL(clGetDeviceInfo(device, what, sizeof number, &number, nullptr));
  return number;
}

/// PoCL keeps compiled kernels in a folder that it does not separate by version; ours is, and it must exist. PoCL asks
/// the environment once. What that said before counts for nothing: PoCL runs what lies in the folder, so that it is
/// ours alone, and we may empty it.
void givePoclACacheFolder(cl_platform_id platform) {
  [[maybe_unused]] static const bool isGiven = [platform] {
    std::string version = platformText(platform, CL_PLATFORM_VERSION);
    std::replace_if(
        version.begin(), version.end(), [](unsigned char c) { return std::isalnum(c) == 0 && c != '.'; }, '-');
    return setenv(kPoclFolder, makeWorkFolder("pocl/" + version.substr(0, 60)).c_str(), 1) == 0;
  }();
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

void removeAll(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
}

std::string listing(std::span<const DeviceInfo> devices) {
  std::string text;
  for (const DeviceInfo& device : devices) {
    text += (text.empty() ? "" : "; ") + std::to_string(device.index) + ": " + device.title();
  }
  return text;
}

const DeviceInfo* firstOf(std::span<const DeviceInfo> devices, DeviceType type) {
  const auto found =
      std::find_if(devices.begin(), devices.end(), [type](const DeviceInfo& d) { return d.type == type; });
  return found == devices.end() ? nullptr : &*found;
}

const DeviceInfo* findRequested(std::span<const DeviceInfo> devices, const std::string& request) {
  if (request == "gpu") return firstOf(devices, DeviceType::Gpu);
  if (request == "cpu") return firstOf(devices, DeviceType::Cpu);
  std::size_t index = 0;
  const auto parsed = std::from_chars(request.data(), request.data() + request.size(), index);
  if (parsed.ec == std::errc() && parsed.ptr == request.data() + request.size()) {
    return index < devices.size() ? &devices[index] : nullptr;
  }
  for (const DeviceInfo& device : devices) {
    if (lower(device.name + " " + device.platform).find(request) != std::string::npos) return &device;
  }
  return nullptr;
}

}  // namespace

std::vector<PlatformDevice> platformDevices() {
  cl_uint count = 0;
  // The loader reports "no platform" as an error of its own extension; both mean that there is none.
  if (clGetPlatformIDs(0, nullptr, &count) != CL_SUCCESS || count == 0) return {};
  std::vector<cl_platform_id> platforms(count);
  GRADUS_CL(clGetPlatformIDs(count, platforms.data(), nullptr));

  std::vector<PlatformDevice> found;
  for (cl_platform_id platform : platforms) {
    if (platformText(platform, CL_PLATFORM_NAME) == kPoclPlatform) givePoclACacheFolder(platform);
    cl_uint devices = 0;
    if (clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, nullptr, &devices) != CL_SUCCESS) continue;
    std::vector<cl_device_id> ids(devices);
    GRADUS_CL(clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, devices, ids.data(), nullptr));
    for (cl_device_id id : ids) found.push_back({platform, id});
  }
  return found;
}

std::vector<DeviceInfo> listDevices() {
  std::vector<DeviceInfo> devices;
  for (const PlatformDevice& found : platformDevices()) {
    DeviceInfo info;
    info.index = devices.size();
    info.platform = platformText(found.platform, CL_PLATFORM_NAME);
    info.name = deviceText(found.device, CL_DEVICE_NAME);
    info.driver = deviceText(found.device, CL_DRIVER_VERSION);
    const auto type = deviceNumber<cl_device_type>(found.device, CL_DEVICE_TYPE);
    if ((type & CL_DEVICE_TYPE_GPU) != 0) {
      info.type = DeviceType::Gpu;
    } else if ((type & CL_DEVICE_TYPE_CPU) != 0) {
      info.type = DeviceType::Cpu;
    }
    info.computeUnits = deviceNumber<cl_uint>(found.device, CL_DEVICE_MAX_COMPUTE_UNITS);
    info.memory = deviceNumber<cl_ulong>(found.device, CL_DEVICE_GLOBAL_MEM_SIZE);
    info.float64 = deviceNumber<cl_device_fp_config>(found.device, CL_DEVICE_DOUBLE_FP_CONFIG) != 0;
    devices.push_back(std::move(info));
  }
  return devices;
}

std::string DeviceInfo::title() const {
  std::string shortName = name;
  // PoCL prefixes the LLVM target: "pthread-skylake-avx512-Intel(R) Xeon(R) CPU".
  const auto isLed = [&](const char* target) { return shortName.rfind(target, 0) == 0; };
  if (isLed("pthread-") || isLed("cpu-") || isLed("basic-")) {
    for (const char* vendor : {"AMD", "Intel", "ARM", "Cortex", "Neoverse", "Virtual"}) {
      const std::size_t at = shortName.find(vendor);
      if (at != std::string::npos) {
        shortName.erase(0, at);
        break;
      }
    }
  }
  for (const char* noise : {"(R)", "(TM)", " CPU", " Processor"}) removeAll(shortName, noise);
  const std::string shortPlatform = platform == kPoclPlatform ? "PoCL" : platform;
  return shortPlatform + " · " + shortName + ", " + std::to_string(computeUnits) +
         (computeUnits == 1 ? " unit" : " units");
}

std::string DeviceInfo::key() const {
  return std::to_string(index) + ' ' + name + ' ' + platform;
}

const DeviceInfo& chooseDevice(std::span<const DeviceInfo> devices, std::string_view request) {
  if (devices.empty()) {
    throw DeviceError(
        "No OpenCL device was found. Install one: on Debian and Ubuntu, `sudo apt install pocl-opencl-icd` "
        "runs "
        "OpenCL on the processor; GPU vendors ship their own OpenCL driver.");
  }
  const std::string wanted = lower(request.empty() ? environment("GRADUS_DEVICE") : request);
  if (!wanted.empty()) {
    if (const DeviceInfo* found = findRequested(devices, wanted)) return *found;
    throw DeviceError("No OpenCL device fits '" + wanted + "'. There are: " + listing(devices) +
                      ". Ask for gpu, cpu, an index or a part of the name.");
  }
  if (const DeviceInfo* gpu = firstOf(devices, DeviceType::Gpu)) return *gpu;
  if (const DeviceInfo* cpu = firstOf(devices, DeviceType::Cpu)) return *cpu;
  return devices.front();
}

std::vector<DeviceInfo> devicesToTry(std::span<const DeviceInfo> devices, std::string_view request) {
  const DeviceInfo& first = chooseDevice(devices, request);
  std::vector<DeviceInfo> order(devices.begin(), devices.end());
  std::ranges::stable_sort(order, {}, [&](const DeviceInfo& each) {
    if (each.index == first.index) return 0;
    if (each.type == DeviceType::Gpu) return 1;
    return each.type == DeviceType::Cpu ? 2 : 3;
  });
  return order;
}

const DeviceInfo* findDevice(std::span<const DeviceInfo> devices, std::string_view key) {
  const auto nameIn = [](std::string_view text) { return text.substr(std::min(text.find(' '), text.size())); };
  auto found = std::ranges::find(devices, key, &DeviceInfo::key);
  if (found == devices.end()) {
    found = std::ranges::find_if(devices, [&](const DeviceInfo& each) { return nameIn(each.key()) == nameIn(key); });
  }
  return found == devices.end() ? nullptr : &*found;
}

}  // namespace gradus
