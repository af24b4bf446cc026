// A mode for tests in which every buffer lies between two guards: a kernel that writes outside a buffer is found and
// named at once, and what a kernel reads outside of it, or before anything was written to it, is NaN and shows in its
// result. Nothing is pooled, and every launch waits for the device.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/opencl/buffer.h"
#include "core/opencl/cl.h"

namespace gradus {

class MemoryGuards {
 public:
  /// Of one device, whose commands all go to `queue`.
  MemoryGuards(cl_context context, cl_device_id device, cl_command_queue queue);

  /// Memory of exactly `bytes`, full of NaN. Throws DeviceError if the device has none left.
  Buffer allocate(std::size_t bytes);

  /// Waits for the device. Throws DeviceError that names `command`, the buffer and the place if something was written
  /// outside of one of `buffers`. Null ones are passed over.
  void check(std::string_view command, std::span<const Buffer* const> buffers);

 private:
  cl_context context_;
  cl_command_queue queue_;
  std::size_t front_;  ///< bytes before a buffer, a multiple of what the device aligns memory to
};

}  // namespace gradus
