// A device in use: its context, its one in-order queue, its memory and its kernels. It lives on the engine thread and
// everything that computes is reached through it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "core/opencl/buffer.h"
#include "core/opencl/cl.h"
#include "core/opencl/device_info.h"
#include "core/opencl/program_cache.h"

namespace gradus {

class KernelCache;
class MatrixProduct;
class MeasuredChoices;
class MemoryGuards;

/// The floating type that a program of kernels computes in: `real` of kernels/common.cl.
enum class Precision { Single, Double };

/// A kernel argument of type `real`.
struct RealArgument {
  double value = 0;
  Precision precision = Precision::Single;
};

/// How many work-items a launch has, and in groups of which size. Dimensions left out are 1. Groups of size 0 leave it
/// to the device: the kernel then finds some work-items beyond the end, and must not care about groups.
struct Range {
  std::size_t global[2] = {1, 1};
  std::size_t local[2] = {1, 1};
};

/// Where buffers come from.
enum class Memory {
  Pooled,  ///< what was freed is used again
  Guarded  ///< each lies between guards that every command checks: for tests, see memory_guards.h
};

class Device {
 public:
  /// Opens the device. Memory is guarded too where the environment has GRADUS_MEMORY=guarded. Throws DeviceError.
  explicit Device(const DeviceInfo& info, Memory memory = Memory::Pooled);
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  const DeviceInfo& info() const { return info_; }

  /// Uninitialised memory. Throws DeviceError when the device is full.
  Buffer allocate(std::size_t bytes);
  BufferPool& pool() { return *pool_; }

  /// Whether lend() can be used: a processor reads the program's own memory as fast as a copy.
  bool canLend() const;

  /// A buffer over `bytes` of the program's memory, only for reading and without a copy. The memory, and kSlackBytes
  /// behind it, must stay as they are until the buffer is gone and everything launched with it is done.
  Buffer lend(const void* memory, std::size_t bytes);

  /// Numbers that one work-item handles in kernels written with LOAD and STORE: 16 on CPUs, 1 on GPUs.
  int lanes() const { return lanes_; }

  /// The most work-items that a group may have.
  std::size_t largestGroup() const { return largestGroup_; }

  /// Work-items for `count` numbers, `lanes()` each.
  Range lanesOver(std::int64_t count) const;

  /// `count` work-items.
  Range itemsOver(std::int64_t count) const;

  /// Makes kernels that are written at run time known as "name:kernel". Their source may use common.cl and is
  /// compiled at the first launch. A name that is known already is left as it is.
  template <class MakeSource>
  void addProgram(std::string_view name, Precision precision, const MakeSource& makeSource) {
    if (programs_.find(name) == programs_.end()) addSource(name, precision, makeSource());
  }

  /// Runs a kernel of kernels/*.cl ("add", and "float64:add" where `real` is double), or "name:kernel" of addProgram,
  /// after everything that was launched before. Arguments are buffers and plain values, of exactly the kernel's types.
  /// Throws DeviceError, also if the memory is guarded and the kernel wrote outside a buffer.
  template <class... Arguments>
  void launch(std::string_view kernel, const Range& range, const Arguments&... arguments) {
    Kernel& found = find(kernel);
    cl_uint index = 0;
    (setArgument(found.handle.get(), index++, arguments), ...);
    enqueue(found, kernel, range);
    checkGuards(kernel, {bufferAmong(arguments)...});
  }

  /// Throws DeviceError if the memory is guarded and `command` wrote outside one of the buffers. For commands that do
  /// not go through this class.
  void checkGuards(std::string_view command, std::initializer_list<const Buffer*> buffers);

  /// Copies to the device, after what was launched before; `source` may be changed at once.
  void write(const Buffer& target, std::size_t byteOffset, const void* source, std::size_t bytes);

  /// Waits for what was launched before and copies from the device.
  void read(const Buffer& source, std::size_t byteOffset, void* target, std::size_t bytes);

  void copy(const Buffer& source, std::size_t sourceOffset, const Buffer& target, std::size_t targetOffset,
            std::size_t bytes);
  /// Repeats `pattern`, of 1 to 8 bytes (a power of two), over `bytes`.
  void fill(const Buffer& target, std::size_t byteOffset, const void* pattern, std::size_t patternBytes,
            std::size_t bytes);
  void fillZero(const Buffer& target, std::size_t byteOffset, std::size_t bytes);

  /// Call it before a driver may have to compile what does not go through this class. Throws DeviceError where there
  /// is no room for it on the disk.
  void demandRoomToCompile() const;

  /// Sends what was launched to the device without waiting.
  void flush();

  /// Waits until everything launched is done.
  void finish();

  /// The way matrix products are computed on this device.
  MatrixProduct& matrixProduct() { return *matrixProduct_; }
  void setMatrixProduct(std::unique_ptr<MatrixProduct> product);

  /// What was measured on this device, in this run or an earlier one.
  MeasuredChoices& choices() { return *choices_; }

  /// Kernels launched so far.
  std::int64_t launches() const { return launches_; }

  cl_context context() const { return context_.get(); }
  cl_command_queue queue() const { return queue_.get(); }

 private:
  /// What PoCL compiles a kernel for anew.
  struct Variant {
    std::size_t width;  ///< of groups
    std::size_t height;
    bool isWide;  ///< the range

    bool operator==(const Variant&) const = default;
  };

  /// A kernel, and the size of its groups where that is left to the device.
  struct Kernel {
    KernelHandle handle;
    std::size_t group = 1;
    std::vector<Variant> variants = {};  ///< that were launched before
  };

  void addSource(std::string_view name, Precision precision, const std::string& source);
  Kernel& find(std::string_view name);
  std::size_t groupFor(cl_kernel kernel) const;
  void releaseStaged();
  void enqueue(Kernel& kernel, std::string_view name, const Range& range);
  static void setArgument(cl_kernel kernel, cl_uint index, const Buffer& buffer);
  static void setArgument(cl_kernel kernel, cl_uint index, const RealArgument& number);

  static const Buffer* bufferAmong(const Buffer& buffer) { return &buffer; }
  template <class Value>
  static const Buffer* bufferAmong(const Value&) {
    return nullptr;
  }

  template <class Value>
  static void setArgument(cl_kernel kernel, cl_uint index, const Value& value) {
    static_assert(std::is_trivially_copyable_v<Value>, "kernel arguments are buffers or plain values");
    GRADUS_CL(clSetKernelArg(kernel, index, sizeof value, &value));
  }

  DeviceInfo info_;
  cl_device_id device_ = nullptr;
  int lanes_ = 1;
  std::size_t largestGroup_ = 1;
  std::unique_ptr<KernelCache> kernelCache_;  ///< of PoCL, null for others; goes last
  ContextHandle context_;
  QueueHandle queue_;
  std::shared_ptr<BufferPool> pool_;
  std::unique_ptr<MemoryGuards> guards_;  ///< null where memory is pooled
  std::unique_ptr<ProgramCache> cache_;

  struct Program {
    std::string source;
    Precision precision = Precision::Single;
    ProgramHandle handle;  ///< null until a kernel of it is launched
  };
  std::map<std::string, Program, std::less<>> programs_;  ///< the kernels of the tree are "" and "float64"
  std::map<std::string, Kernel, std::less<>> kernels_;
  std::unique_ptr<MeasuredChoices> choices_;
  std::unique_ptr<MatrixProduct> matrixProduct_;
  std::int64_t launches_ = 0;
  int unflushed_ = 0;
  std::deque<std::vector<std::byte>> staged_;  ///< what small writes still read
  std::size_t stagedBytes_ = 0;
};

}  // namespace gradus
