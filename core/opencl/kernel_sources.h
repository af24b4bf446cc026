// The OpenCL C sources, embedded at build time from kernels/.
#pragma once

#include <span>
#include <string_view>

namespace gradus {

struct KernelSource {
  std::string_view file;  ///< below kernels/, such as "matrix.cl"
  std::string_view text;
};

/// In the order of their names.
std::span<const KernelSource> kernelSources();

}  // namespace gradus
