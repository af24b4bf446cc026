#include "core/opencl/program_cache.h"

#include <optional>
#include <utility>

#include "core/base/cache_file.h"
#include "core/base/error.h"

namespace gradus {
namespace {

/// More than any program of ours: a larger file is none.
constexpr std::size_t kMostBytes = std::size_t{1} << 28U;

}  // namespace

ProgramCache::ProgramCache(cl_context context, cl_device_id device, std::string identity, std::filesystem::path folder)
    : context_(context), device_(device), identity_(std::move(identity)), folder_(std::move(folder)) {}

std::string ProgramCache::keyOf(const std::string& source, const std::string& options) const {
  return identity_ + "\n" + options + "\n" + source + "\n";
}

std::filesystem::path ProgramCache::fileOf(const std::string& source, const std::string& options) const {
  return folder_ / (hashOf(keyOf(source, options)) + ".bin");
}

ProgramHandle ProgramCache::build(const std::string& source, const std::string& options) const {
  const std::string key = keyOf(source, options);
  const std::filesystem::path file = fileOf(source, options);
  if (!folder_.empty()) {
    if (ProgramHandle program = load(key, file, options)) return program;
  }
  const char* text = source.c_str();
  cl_int status = CL_SUCCESS;
  ProgramHandle program(clCreateProgramWithSource(context_, 1, &text, nullptr, &status));
  GRADUS_CL(status);
  if (clBuildProgram(program.get(), 1, &device_, options.c_str(), nullptr, nullptr) != CL_SUCCESS) {
    throw DeviceError("A kernel did not build on " + identity_ + " with options '" + options + "':\n" +
                      buildLog(program.get()));
  }
  if (!folder_.empty()) store(program.get(), key, file);
  return program;
}

ProgramHandle ProgramCache::load(const std::string& key, const std::filesystem::path& file,
                                 const std::string& options) const {
  const std::optional<std::string> content = readCacheFile(file, kMostBytes);
  if (!content || content->size() <= key.size() || !content->starts_with(key)) return nullptr;
  const std::size_t length = content->size() - key.size();
  const auto* binary = reinterpret_cast<const unsigned char*>(content->data()) + key.size();
  cl_int status = CL_SUCCESS;
  ProgramHandle program(clCreateProgramWithBinary(context_, 1, &device_, &length, &binary, nullptr, &status));
  if (status != CL_SUCCESS) return nullptr;
  if (clBuildProgram(program.get(), 1, &device_, options.c_str(), nullptr, nullptr) != CL_SUCCESS) return nullptr;
  return program;
}

void ProgramCache::store(cl_program program, const std::string& key, const std::filesystem::path& file) const {
  // A cache that cannot be written is no failure: the next start compiles again.
  std::size_t length = 0;
  if (clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, sizeof length, &length, nullptr) != CL_SUCCESS) return;
  if (length == 0) return;
  std::string content = key + std::string(length, '\0');
  auto* binary = reinterpret_cast<unsigned char*>(content.data()) + key.size();
  if (clGetProgramInfo(program, CL_PROGRAM_BINARIES, sizeof binary, &binary, nullptr) != CL_SUCCESS) return;
  writeCacheFile(file, content);
}

std::string ProgramCache::buildLog(cl_program program) const {
  std::size_t size = 0;
  if (clGetProgramBuildInfo(program, device_, CL_PROGRAM_BUILD_LOG, 0, nullptr, &size) != CL_SUCCESS) return {};
  std::string log(size, '\0');
  if (clGetProgramBuildInfo(program, device_, CL_PROGRAM_BUILD_LOG, size, log.data(), nullptr) != CL_SUCCESS) {
    return {};
  }
  return log.c_str();
}

}  // namespace gradus
