// All kernels of the engine as one OpenCL program: one build costs PoCL as much as one small kernel does.
#pragma once

#include <string>

namespace gradus {

/// kernels/*.cl, the common part first. Lines are numbered by file, so that a build log names file and line.
std::string kernelLibrary();

/// kernels/common.cl alone: types and macros for kernels that are written at run time.
std::string commonKernelSource();

}  // namespace gradus
