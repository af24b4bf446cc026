#include "core/opencl/device.h"

#include <algorithm>
#include <optional>

#include "core/base/cache_file.h"
#include "core/base/cache_folder.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/paths.h"
#include "core/base/trace.h"
#include "core/opencl/kernel_cache.h"
#include "core/opencl/kernel_library.h"
#include "core/opencl/kernel_sources.h"
#include "core/opencl/matrix_product.h"
#include "core/opencl/measured_choices.h"
#include "core/opencl/memory_guards.h"
#include "core/opencl/platforms.h"

namespace gradus {
namespace {

/// Of processors; fixed, since PoCL compiles a kernel once for each size.
constexpr std::size_t kProcessorGroup = 64;
/// Of GPUs, where the device and the kernel allow it: enough to hide the time that memory takes.
constexpr std::size_t kGpuGroup = 256;
/// Copies of at most so many bytes are staged, and so many altogether.
constexpr std::size_t kStagedBytes = 1U << 20U;
constexpr std::size_t kMostStagedBytes = 1U << 24U;
constexpr int kLaunchesPerFlush = 32;
/// PoCL compiles a kernel of its own for ranges that are no wider.
constexpr std::size_t kSmallGrid = 65535;
/// Launches that may wait in the queue: each takes memory until it is done. So many take far longer than the device
/// then idles.
constexpr std::int64_t kMostWaiting = 1024;

std::size_t roundUp(std::size_t value, std::size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

/// All that the times of a device depend on.
std::string identityOf(const DeviceInfo& info) {
  std::string kernels;
  for (const KernelSource& source : kernelSources()) kernels += source.text;
  return info.platform + "/" + info.name + "/" + info.driver + "/" + std::to_string(info.computeUnits) +
         " units/kernels " + hashOf(kernels);
}

}  // namespace

Device::Device(const DeviceInfo& info, Memory memory) : info_(info), lanes_(info.type == DeviceType::Cpu ? 16 : 1) {
  const std::vector<PlatformDevice> found = platformDevices();
  if (info.index >= found.size()) throw DeviceError("The device " + info.title() + " is gone");
  device_ = found[info.index].device;
  const bool isPocl = info.platform == kPoclPlatform;
  log(LogCategory::OpenCl, [&] { return "opens " + info.title() + ", driver " + info.driver; });
  if (isPocl) kernelCache_ = std::make_unique<KernelCache>(environment(kPoclFolder));
  GRADUS_CL(clGetDeviceInfo(device_, CL_DEVICE_MAX_WORK_GROUP_SIZE, sizeof largestGroup_, &largestGroup_, nullptr));
  const cl_context_properties properties[] = {CL_CONTEXT_PLATFORM,
                                              reinterpret_cast<cl_context_properties>(found[info.index].platform), 0};
  cl_int status = CL_SUCCESS;
  context_.reset(clCreateContext(properties, 1, &device_, nullptr, nullptr, &status));
  GRADUS_CL(status);
  queue_.reset(clCreateCommandQueue(context_.get(), device_, 0, &status));
  GRADUS_CL(status);
  pool_ = std::make_shared<BufferPool>(context_.get());
  if (memory == Memory::Guarded || environment("GRADUS_MEMORY") == "guarded") {
    guards_ = std::make_unique<MemoryGuards>(context_.get(), device_, queue_.get());
  }

  // PoCL keeps its own disk cache in our folder, by kernel; asking it for a binary would compile every kernel at
  // once.
  cache_ = std::make_unique<ProgramCache>(context_.get(), device_, info.platform + "/" + info.name + "/" + info.driver,
                                          isPocl ? std::filesystem::path() : makeCacheFolder("programs"));
  programs_[""].source = kernelLibrary();
  if (info.float64) programs_["float64"] = {kernelLibrary(), Precision::Double, nullptr};
  // Where every command is checked, times mean nothing.
  choices_ = std::make_unique<MeasuredChoices>(identityOf(info),
                                               guards_ ? std::filesystem::path() : makeCacheFolder("choices"));
  matrixProduct_ = makeMatrixProduct(*this);
}

Device::~Device() {
  if (queue_) clFinish(queue_.get());
  matrixProduct_.reset();
  pool_->trim();
}

Buffer Device::allocate(std::size_t bytes) {
  return guards_ ? guards_->allocate(bytes) : pool_->allocate(bytes);
}

void Device::checkGuards(std::string_view command, std::initializer_list<const Buffer*> buffers) {
  if (guards_) guards_->check(command, buffers);
}

bool Device::canLend() const {
  return lanes_ > 1 && !guards_;
}

Buffer Device::lend(const void* memory, std::size_t bytes) {
  return Buffer::over(context_.get(), memory, bytes);
}

Range Device::lanesOver(std::int64_t count) const {
  return itemsOver((count + lanes_ - 1) / lanes_);
}

Range Device::itemsOver(std::int64_t count) const {
  return {{static_cast<std::size_t>(count), 1}, {0, 1}};
}

void Device::addSource(std::string_view name, Precision precision, const std::string& source) {
  programs_[std::string(name)] = {commonKernelSource() + source, precision, nullptr};
}

std::size_t Device::groupFor(cl_kernel kernel) const {
  if (lanes_ > 1) return std::min(kProcessorGroup, largestGroup_);
  std::size_t most = 1;
  std::size_t multiple = 1;
  GRADUS_CL(clGetKernelWorkGroupInfo(kernel, device_, CL_KERNEL_WORK_GROUP_SIZE, sizeof most, &most, nullptr));
  GRADUS_CL(clGetKernelWorkGroupInfo(kernel, device_, CL_KERNEL_PREFERRED_WORK_GROUP_SIZE_MULTIPLE, sizeof multiple,
                                     &multiple, nullptr));
  most = std::min(most, kGpuGroup);
  return most > multiple ? most / multiple * multiple : most;
}

Device::Kernel& Device::find(std::string_view name) {
  const auto known = kernels_.find(name);
  if (known != kernels_.end()) return known->second;

  const std::size_t colon = name.find(':');
  const std::string_view programName = colon == std::string_view::npos ? "" : name.substr(0, colon);
  const std::string kernelName(colon == std::string_view::npos ? name : name.substr(colon + 1));
  const auto found = programs_.find(programName);
  if (found == programs_.end()) throw DeviceError("There is no program of kernels '" + std::string(programName) + "'");
  Program& program = found->second;
  if (!program.handle) {
    std::string options = "-DLANES=" + std::to_string(lanes_);
    options += program.precision == Precision::Double ? " -DREAL_IS_DOUBLE" : " -cl-single-precision-constant";
    demandRoomToCompile();
    const TraceSpan span("opencl", "build program", std::string(programName));
    log(LogCategory::OpenCl, [&] { return "builds the program '" + std::string(programName) + "' " + options; });
    program.handle = cache_->build(program.source, options);
  }
  cl_int status = CL_SUCCESS;
  KernelHandle kernel(clCreateKernel(program.handle.get(), kernelName.c_str(), &status));
  if (status != CL_SUCCESS) throw DeviceError("There is no kernel '" + std::string(name) + "': " + statusName(status));
  const std::size_t group = groupFor(kernel.get());
  return kernels_.emplace(name, Kernel{std::move(kernel), group}).first->second;
}

void Device::demandRoomToCompile() const {
  if (kernelCache_) kernelCache_->demandRoom();
}

void Device::enqueue(Kernel& kernel, std::string_view name, const Range& range) {
  Range chosen = range;
  if (range.local[0] == 0) chosen = {{roundUp(range.global[0], kernel.group), 1}, {kernel.group, 1}};
  const Variant variant{chosen.local[0], chosen.local[1], std::max(chosen.global[0], chosen.global[1]) > kSmallGrid};
  std::optional<TraceSpan> compiles;
  if (std::ranges::find(kernel.variants, variant) == kernel.variants.end()) {
    demandRoomToCompile();
    kernel.variants.push_back(variant);
    compiles.emplace("opencl", "compile kernel", std::string(name));
    log(LogCategory::OpenCl, [&] {
      return "first launch of " + std::string(name) + " in groups of " + std::to_string(chosen.local[0]) + " × " +
             std::to_string(chosen.local[1]);
    });
  }
  const cl_int status = clEnqueueNDRangeKernel(queue_.get(), kernel.handle.get(), 2, nullptr, chosen.global,
                                               chosen.local, 0, nullptr, nullptr);
  if (status != CL_SUCCESS) {
    throw DeviceError("The kernel " + std::string(name) + " could not be launched: " + statusName(status));
  }
  ++launches_;
  if (++unflushed_ >= kLaunchesPerFlush) flush();
  if (launches_ % kMostWaiting == 0) finish();
}

void Device::setArgument(cl_kernel kernel, cl_uint index, const Buffer& buffer) {
  cl_mem memory = buffer.handle();
  GRADUS_CL(clSetKernelArg(kernel, index, sizeof memory, &memory));
}

void Device::setArgument(cl_kernel kernel, cl_uint index, const RealArgument& number) {
  if (number.precision == Precision::Double) return setArgument(kernel, index, number.value);
  setArgument(kernel, index, static_cast<float>(number.value));
}

void Device::write(const Buffer& target, std::size_t byteOffset, const void* source, std::size_t bytes) {
  if (bytes == 0) return;
  const bool waits = bytes > kStagedBytes;
  if (!waits) {
    // A copy waits for its turn in the queue, so that the caller need not.
    const auto* first = static_cast<const std::byte*>(source);
    source = staged_.emplace_back(first, first + bytes).data();
    stagedBytes_ += bytes;
  }
  GRADUS_CL(clEnqueueWriteBuffer(queue_.get(), target.handle(), waits ? CL_TRUE : CL_FALSE, byteOffset, bytes, source,
                                 0, nullptr, nullptr));
  checkGuards("write", {&target});
  if (stagedBytes_ > kMostStagedBytes) finish();
}

void Device::releaseStaged() {
  unflushed_ = 0;
  stagedBytes_ = 0;
  staged_.clear();
}

void Device::read(const Buffer& source, std::size_t byteOffset, void* target, std::size_t bytes) {
  if (bytes == 0) return;
  GRADUS_CL(
      clEnqueueReadBuffer(queue_.get(), source.handle(), CL_TRUE, byteOffset, bytes, target, 0, nullptr, nullptr));
  releaseStaged();
}

void Device::copy(const Buffer& source, std::size_t sourceOffset, const Buffer& target, std::size_t targetOffset,
                  std::size_t bytes) {
  if (bytes == 0) return;
  GRADUS_CL(clEnqueueCopyBuffer(queue_.get(), source.handle(), target.handle(), sourceOffset, targetOffset, bytes, 0,
                                nullptr, nullptr));
  checkGuards("copy", {&target});
}

void Device::fill(const Buffer& target, std::size_t byteOffset, const void* pattern, std::size_t patternBytes,
                  std::size_t bytes) {
  if (bytes == 0) return;
  GRADUS_CL(clEnqueueFillBuffer(queue_.get(), target.handle(), pattern, patternBytes, byteOffset, bytes, 0, nullptr,
                                nullptr));
  checkGuards("fill", {&target});
}

void Device::fillZero(const Buffer& target, std::size_t byteOffset, std::size_t bytes) {
  const cl_uchar zero = 0;
  fill(target, byteOffset, &zero, sizeof zero, bytes);
}

void Device::flush() {
  unflushed_ = 0;
  GRADUS_CL(clFlush(queue_.get()));
}

void Device::finish() {
  GRADUS_CL(clFinish(queue_.get()));
  releaseStaged();
}

void Device::setMatrixProduct(std::unique_ptr<MatrixProduct> product) {
  matrixProduct_ = std::move(product);
}

}  // namespace gradus
