#include "core/opencl/kernel_library.h"

#include <string_view>

#include "core/opencl/kernel_sources.h"

namespace gradus {
namespace {

constexpr std::string_view kCommon = "common.cl";

void append(std::string& library, const KernelSource& source) {
  library += "#line 1 \"";
  library += source.file;
  library += "\"\n";
  library += source.text;
  library += "\n";
}

}  // namespace

std::string commonKernelSource() {
  std::string text;
  for (const KernelSource& source : kernelSources()) {
    if (source.file == kCommon) append(text, source);
  }
  return text;
}

std::string kernelLibrary() {
  std::string text = commonKernelSource();
  for (const KernelSource& source : kernelSources()) {
    if (source.file != kCommon) append(text, source);
  }
  return text;
}

}  // namespace gradus
