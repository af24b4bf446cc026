// Device memory. Training allocates the same sizes at every step, so freed memory goes to a pool and comes back from
// it; that is safe without waiting because every command of a device runs in order on one queue.
#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/opencl/cl.h"

namespace gradus {

class BufferPool;

/// Memory on a device; destroying it returns the memory to the pool it came from, if there is one.
///
/// Kernels may read (never write) kSlackBytes beyond the end, so that they load whole vectors at the edges.
class Buffer {
 public:
  static constexpr std::size_t kSlackBytes = 256;

  Buffer() = default;
  Buffer(Buffer&& other) noexcept = default;
  Buffer& operator=(Buffer&& other) noexcept;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { giveBack(); }

  /// Device::lend().
  static Buffer over(cl_context context, const void* memory, std::size_t bytes);

  cl_mem handle() const { return memory_.get(); }
  std::size_t bytes() const { return bytes_; }

 private:
  friend class BufferPool;
  friend class MemoryGuards;
  void giveBack() noexcept;

  std::shared_ptr<BufferPool> pool_;
  MemoryHandle surroundings_;  ///< what `memory_` is the middle of, where there are guards
  MemoryHandle memory_;
  std::size_t bytes_ = 0;
};

/// Free memory of one device, by size.
class BufferPool : public std::enable_shared_from_this<BufferPool> {
 public:
  explicit BufferPool(cl_context context) : context_(context) {}

  /// Uninitialised memory of at least `bytes`. Throws DeviceError if the device has none left.
  Buffer allocate(std::size_t bytes);

  /// Releases what is free to the driver.
  void trim() noexcept;

  /// Bytes in buffers now in use and in the pool.
  std::size_t reservedBytes() const { return reserved_; }

 private:
  friend class Buffer;
  void take(MemoryHandle memory, std::size_t bytes) noexcept;

  cl_context context_;
  std::unordered_map<std::size_t, std::vector<MemoryHandle>> free_;
  std::size_t reserved_ = 0;
};

}  // namespace gradus
