// What the fuzzers share. Each is a program of libFuzzer's (https://llvm.org/docs/LibFuzzer.html): it gives bytes to
// one reader of outside bytes, which may refuse them by an error of ours and by nothing else, and holds what the reader
// made of them against what its header promises.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace gradus::fuzz {

/// Ends the program with `promise`, as a fuzzer reports its findings.
inline void hold(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "Broken promise: %s\n", promise);
  std::abort();
}

/// Runs `action`, which may throw what is derived from Error; false if it did.
template <typename Action>
bool accepted(Action&& action) {
  try {
    action();
    return true;
  } catch (const Error&) {
    return false;
  }
}

inline std::string_view asText(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A file that lies in memory and has a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    hold(descriptor_ >= 0, "the system gives a file in memory");
    hold(write(descriptor_, content.data(), content.size()) == static_cast<ssize_t>(content.size()),
         "it can be written");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace gradus::fuzz
