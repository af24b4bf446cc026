#include "core/opencl/kernel_library.h"

#include <string_view>

#include "core/base/error.h"
#include "core/opencl/kernel_sources.h"

namespace gradus {
namespace {

constexpr std::string_view kCommon = "common.cl";
constexpr std::string_view kOnDemand = "on_demand/";

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
    if (source.file != kCommon && !source.file.starts_with(kOnDemand)) append(text, source);
  }
  return text;
}

std::string onDemandKernels(std::string_view name) {
  const std::string file = std::string(kOnDemand) + std::string(name) + ".cl";
  for (const KernelSource& source : kernelSources()) {
    if (source.file != file) continue;
    std::string text;
    append(text, source);
    return text;
  }
  throw DeviceError("There are no kernels " + file);
}

}  // namespace gradus
