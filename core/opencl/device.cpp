#include "core/opencl/device.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/opencl/kernel_library.h"
#include "core/opencl/matrix_product.h"
#include "core/opencl/memory_guards.h"
#include "core/opencl/platforms.h"

namespace gradus {
namespace {

constexpr std::size_t kGroupSize = 64;
/// Copies of at most so many bytes are staged, and so many altogether.
constexpr std::size_t kStagedBytes = 1U << 20U;
constexpr std::size_t kMostStagedBytes = 1U << 24U;
constexpr int kLaunchesPerFlush = 32;

std::size_t roundUp(std::size_t value, std::size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

}  // namespace

Device::Device(const DeviceInfo& info, Memory memory) : info_(info), lanes_(info.type == DeviceType::Cpu ? 16 : 1) {
  const std::vector<PlatformDevice> found = platformDevices();
  if (info.index >= found.size()) throw DeviceError("The device " + info.title() + " is gone");
  cl_device_id device = found[info.index].device;
  const cl_context_properties properties[] = {CL_CONTEXT_PLATFORM,
                                              reinterpret_cast<cl_context_properties>(found[info.index].platform), 0};
  cl_int status = CL_SUCCESS;
  context_.reset(clCreateContext(properties, 1, &device, nullptr, nullptr, &status));
  GRADUS_CL(status);
  queue_.reset(clCreateCommandQueue(context_.get(), device, 0, &status));
  GRADUS_CL(status);
  pool_ = std::make_shared<BufferPool>(context_.get());
  if (memory == Memory::Guarded || environment("GRADUS_MEMORY") == "guarded") {
    guards_ = std::make_unique<MemoryGuards>(context_.get(), device, queue_.get());
  }

  // PoCL keeps its own disk cache in our folder, by kernel; asking it for a binary would compile every kernel at
  // once.
  const bool driverCaches = info.platform == kPoclPlatform;
  cache_ = std::make_unique<ProgramCache>(context_.get(), device, info.platform + "/" + info.name + "/" + info.driver,
                                          driverCaches ? std::filesystem::path() : makeCacheFolder("programs"));
  programs_[""].source = kernelLibrary();
  if (info.float64) programs_["float64"] = {kernelLibrary(), Precision::Double, nullptr};
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
  return {{roundUp(static_cast<std::size_t>(count), kGroupSize), 1}, {kGroupSize, 1}};
}

void Device::addSource(std::string_view name, Precision precision, const std::string& source) {
  programs_[std::string(name)] = {commonKernelSource() + source, precision, nullptr};
}

cl_kernel Device::find(std::string_view name) {
  const auto known = kernels_.find(name);
  if (known != kernels_.end()) return known->second.get();

  const std::size_t colon = name.find(':');
  const std::string_view programName = colon == std::string_view::npos ? "" : name.substr(0, colon);
  const std::string kernelName(colon == std::string_view::npos ? name : name.substr(colon + 1));
  const auto found = programs_.find(programName);
  if (found == programs_.end()) throw DeviceError("There is no program of kernels '" + std::string(programName) + "'");
  Program& program = found->second;
  if (!program.handle) {
    std::string options = "-DLANES=" + std::to_string(lanes_);
    options += program.precision == Precision::Double ? " -DREAL_IS_DOUBLE" : " -cl-single-precision-constant";
    program.handle = cache_->build(program.source, options);
  }
  cl_int status = CL_SUCCESS;
  KernelHandle kernel(clCreateKernel(program.handle.get(), kernelName.c_str(), &status));
  if (status != CL_SUCCESS) throw DeviceError("There is no kernel '" + std::string(name) + "': " + statusName(status));
  return kernels_.emplace(name, std::move(kernel)).first->second.get();
}

void Device::enqueue(cl_kernel kernel, std::string_view name, const Range& range) {
  const cl_int status =
      clEnqueueNDRangeKernel(queue_.get(), kernel, 2, nullptr, range.global, range.local, 0, nullptr, nullptr);
  if (status != CL_SUCCESS) {
    throw DeviceError("The kernel " + std::string(name) + " could not be launched: " + statusName(status));
  }
  ++launches_;
  if (++unflushed_ >= kLaunchesPerFlush) flush();
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
