#include "core/opencl/buffer.h"

#include <bit>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace gradus {
namespace {

/// The next of four sizes per power of two: reuse is likely, and at most a quarter is wasted.
std::size_t sizeClass(std::size_t bytes) {
  constexpr std::size_t kSmallest = 256;
  if (bytes <= kSmallest) return kSmallest;
  const std::size_t quarter = std::bit_floor(bytes - 1) / 4;
  return (bytes + quarter - 1) / quarter * quarter;
}

}  // namespace

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  if (this != &other) {
    giveBack();
    pool_ = std::move(other.pool_);
    surroundings_ = std::move(other.surroundings_);
    memory_ = std::move(other.memory_);
    bytes_ = std::exchange(other.bytes_, 0);
  }
  return *this;
}

Buffer Buffer::over(cl_context context, const void* memory, std::size_t bytes) {
  cl_int status = CL_SUCCESS;
  Buffer buffer;
  buffer.bytes_ = bytes;
  // OpenCL takes a pointer that it may write through; of a buffer that is only read it does not.
  buffer.memory_.reset(clCreateBuffer(context, CL_MEM_READ_ONLY | CL_MEM_USE_HOST_PTR, bytes + kSlackBytes,
                                      const_cast<void*>(memory), &status));
  GRADUS_CL(status);
  return buffer;
}

void Buffer::giveBack() noexcept {
  if (memory_ && pool_) pool_->take(std::move(memory_), bytes_);
}

Buffer BufferPool::allocate(std::size_t bytes) {
  Buffer buffer;
  buffer.bytes_ = sizeClass(bytes);
  std::vector<MemoryHandle>& waiting = free_[buffer.bytes_];
  if (waiting.empty()) {
    cl_int status = CL_SUCCESS;
    const std::size_t size = buffer.bytes_ + Buffer::kSlackBytes;
    buffer.memory_.reset(clCreateBuffer(context_, CL_MEM_READ_WRITE, size, nullptr, &status));
    if (status != CL_SUCCESS) {
      throw DeviceError("The device has no " + std::to_string(size) + " bytes of memory left (" + statusName(status) +
                        "): use a smaller batch or network");
    }
    reserved_ += buffer.bytes_;
  } else {
    buffer.memory_ = std::move(waiting.back());
    waiting.pop_back();
  }
  buffer.pool_ = shared_from_this();
  return buffer;
}

void BufferPool::take(MemoryHandle memory, std::size_t bytes) noexcept {
  try {
    free_[bytes].push_back(std::move(memory));
  } catch (...) {
    reserved_ -= bytes;  // No memory for the list: the handle is released instead of kept.
  }
}

void BufferPool::trim() noexcept {
  for (auto& [bytes, waiting] : free_) {
    reserved_ -= bytes * waiting.size();
    waiting.clear();
  }
}

}  // namespace gradus
