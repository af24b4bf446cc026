#include "core/opencl/memory_guards.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace gradus {
namespace {

/// Guards are so long on each side; the one behind includes the slack.
constexpr std::size_t kGuardBytes = 1024;

/// NaN as float32 and, twice, as float64; as an integer nothing that a kernel makes.
constexpr std::uint32_t kPattern = 0x7FFDA5C3;

/// The byte at this place of memory that was filled with the pattern.
std::uint8_t patternAt(std::size_t place) {
  return static_cast<std::uint8_t>(kPattern >> (8 * (place % sizeof kPattern)));
}

/// A row of bytes before or behind a buffer, as the device has it now.
struct Guard {
  const Buffer* buffer;
  std::size_t start;  ///< from the beginning of the memory, of which the buffer is the middle
  std::array<std::uint8_t, kGuardBytes> bytes;
};

}  // namespace

MemoryGuards::MemoryGuards(cl_context context, cl_device_id device, cl_command_queue queue)
    : context_(context), queue_(queue) {
  cl_uint alignmentBits = 0;
  GRADUS_CL(clGetDeviceInfo(device, CL_DEVICE_MEM_BASE_ADDR_ALIGN, sizeof alignmentBits, &alignmentBits, nullptr));
  const std::size_t alignment = alignmentBits / 8;
  front_ = (kGuardBytes + alignment - 1) / alignment * alignment;
}

Buffer MemoryGuards::allocate(std::size_t bytes) {
  const std::size_t whole = (front_ + bytes + kGuardBytes + sizeof kPattern - 1) / sizeof kPattern * sizeof kPattern;
  cl_int status = CL_SUCCESS;
  Buffer buffer;
  buffer.bytes_ = bytes;
  buffer.surroundings_.reset(clCreateBuffer(context_, CL_MEM_READ_WRITE, whole, nullptr, &status));
  GRADUS_CL(status);
  GRADUS_CL(clEnqueueFillBuffer(queue_, buffer.surroundings_.get(), &kPattern, sizeof kPattern, 0, whole, 0, nullptr,
                                nullptr));
  const cl_buffer_region region = {front_, bytes + Buffer::kSlackBytes};
  buffer.memory_.reset(
      clCreateSubBuffer(buffer.surroundings_.get(), CL_MEM_READ_WRITE, CL_BUFFER_CREATE_TYPE_REGION, &region, &status));
  GRADUS_CL(status);
  return buffer;
}

void MemoryGuards::check(std::string_view command, std::span<const Buffer* const> buffers) {
  std::vector<Guard> guards;
  guards.reserve(2 * buffers.size());
  for (const Buffer* buffer : buffers) {
    if (buffer == nullptr) continue;
    for (const std::size_t start : {front_ - kGuardBytes, front_ + buffer->bytes()}) {
      Guard& guard = guards.emplace_back(Guard{buffer, start, {}});
      GRADUS_CL(clEnqueueReadBuffer(queue_, buffer->surroundings_.get(), CL_FALSE, start, kGuardBytes,
                                    guard.bytes.data(), 0, nullptr, nullptr));
    }
  }
  GRADUS_CL(clFinish(queue_));
  for (const Guard& guard : guards) {
    for (std::size_t i = 0; i < kGuardBytes; ++i) {
      if (guard.bytes.at(i) == patternAt(guard.start + i)) continue;
      const auto place = static_cast<std::int64_t>(guard.start + i) - static_cast<std::int64_t>(front_);
      throw DeviceError(std::string(command) + " wrote to byte " + std::to_string(place) + " of a buffer of " +
                        std::to_string(guard.buffer->bytes()) + " bytes");
    }
  }
}

}  // namespace gradus
