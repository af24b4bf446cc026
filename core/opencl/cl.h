// The one door to OpenCL: its header, owning handles, and a check that quotes the call that failed.
#pragma once

#ifdef GRADUS_INTERFACE
#error "The interface never touches OpenCL: talk to core/session/training_session.h"
#endif

#ifndef CL_TARGET_OPENCL_VERSION
#define CL_TARGET_OPENCL_VERSION 120
#endif
#include <CL/cl.h>

#include <memory>
#include <type_traits>

namespace gradus {

/// Owns one reference to an OpenCL object and releases it.
template <class Object, cl_int (*kRelease)(Object)>
struct ClRelease {
  using pointer = Object;
  void operator()(Object object) const noexcept { kRelease(object); }
};

template <class Object, cl_int (*kRelease)(Object)>
using ClHandle = std::unique_ptr<std::remove_pointer_t<Object>, ClRelease<Object, kRelease>>;

using ContextHandle = ClHandle<cl_context, clReleaseContext>;
using QueueHandle = ClHandle<cl_command_queue, clReleaseCommandQueue>;
using ProgramHandle = ClHandle<cl_program, clReleaseProgram>;
using KernelHandle = ClHandle<cl_kernel, clReleaseKernel>;
using MemoryHandle = ClHandle<cl_mem, clReleaseMemObject>;

/// The name of an OpenCL status, such as "CL_OUT_OF_RESOURCES".
const char* statusName(cl_int status);

/// Throws DeviceError that quotes `call` unless `status` is CL_SUCCESS.
void checkCl(cl_int status, const char* call);

}  // namespace gradus

/// Makes an OpenCL call that returns its status; a failure throws DeviceError with the text of the call.
#define GRADUS_CL(call) ::gradus::checkCl((call), #call)
