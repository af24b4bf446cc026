// All kernels of the engine as one OpenCL program: one build costs PoCL as much as one small kernel does.
#pragma once

#include <string>
#include <string_view>

namespace gradus {

/// kernels/*.cl, the common part first. Lines are numbered by file, so that a build log names file and line.
std::string kernelLibrary();

/// kernels/on_demand/`name`.cl alone: kernels that training does not use, each file a program of its own so that the
/// first training does not wait for them. Throws DeviceError if there is no such file.
std::string onDemandKernels(std::string_view name);

/// kernels/common.cl alone: types and macros for kernels that are written at run time.
std::string commonKernelSource();

}  // namespace gradus
