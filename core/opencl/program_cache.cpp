#include "core/opencl/program_cache.h"

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace gradus {
namespace {

/// FNV-1a (Fowler, Noll, Vo), 64 bits. It only names the file: the file holds the whole key.
std::uint64_t hashOf(const std::string& text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

}  // namespace

ProgramCache::ProgramCache(cl_context context, cl_device_id device, std::string identity, std::filesystem::path folder)
    : context_(context), device_(device), identity_(std::move(identity)), folder_(std::move(folder)) {}

std::string ProgramCache::keyOf(const std::string& source, const std::string& options) const {
  return identity_ + "\n" + options + "\n" + source + "\n";
}

std::filesystem::path ProgramCache::fileOf(const std::string& source, const std::string& options) const {
  char name[32];
  std::snprintf(name, sizeof name, "%016llx.bin", static_cast<unsigned long long>(hashOf(keyOf(source, options))));
  return folder_ / name;
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
  std::ifstream in(file, std::ios::binary);
  if (!in) return nullptr;
  const std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (content.size() <= key.size() || content.compare(0, key.size(), key) != 0) return nullptr;
  const std::size_t length = content.size() - key.size();
  const auto* binary = reinterpret_cast<const unsigned char*>(content.data()) + key.size();
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
  std::vector<unsigned char> binary(length);
  unsigned char* pointer = binary.data();
  if (clGetProgramInfo(program, CL_PROGRAM_BINARIES, sizeof pointer, &pointer, nullptr) != CL_SUCCESS) return;

  // Written beside and renamed, so that another process never reads half a file.
  std::filesystem::path temporary = file;
  temporary += ".new";
  std::error_code error;
  {
    std::ofstream out(temporary, std::ios::binary);
    out.write(key.data(), static_cast<std::streamsize>(key.size()));
    out.write(reinterpret_cast<const char*>(binary.data()), static_cast<std::streamsize>(length));
    if (!out.flush()) {
      std::filesystem::remove(temporary, error);
      return;
    }
  }
  std::filesystem::rename(temporary, file, error);
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
