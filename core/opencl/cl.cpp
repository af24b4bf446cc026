#include "core/opencl/cl.h"

#include <string>

#include "core/base/error.h"

namespace gradus {

const char* statusName(cl_int status) {
#define GRADUS_STATUS(name) \
  case name:                \
    return #name
  switch (status) {
    GRADUS_STATUS(CL_SUCCESS);
    GRADUS_STATUS(CL_DEVICE_NOT_FOUND);
    GRADUS_STATUS(CL_DEVICE_NOT_AVAILABLE);
    GRADUS_STATUS(CL_COMPILER_NOT_AVAILABLE);
    GRADUS_STATUS(CL_MEM_OBJECT_ALLOCATION_FAILURE);
    GRADUS_STATUS(CL_OUT_OF_RESOURCES);
    GRADUS_STATUS(CL_OUT_OF_HOST_MEMORY);
    GRADUS_STATUS(CL_BUILD_PROGRAM_FAILURE);
    GRADUS_STATUS(CL_INVALID_VALUE);
    GRADUS_STATUS(CL_INVALID_DEVICE);
    GRADUS_STATUS(CL_INVALID_CONTEXT);
    GRADUS_STATUS(CL_INVALID_COMMAND_QUEUE);
    GRADUS_STATUS(CL_INVALID_MEM_OBJECT);
    GRADUS_STATUS(CL_INVALID_BINARY);
    GRADUS_STATUS(CL_INVALID_BUILD_OPTIONS);
    GRADUS_STATUS(CL_INVALID_PROGRAM);
    GRADUS_STATUS(CL_INVALID_PROGRAM_EXECUTABLE);
    GRADUS_STATUS(CL_INVALID_KERNEL_NAME);
    GRADUS_STATUS(CL_INVALID_KERNEL);
    GRADUS_STATUS(CL_INVALID_ARG_INDEX);
    GRADUS_STATUS(CL_INVALID_ARG_VALUE);
    GRADUS_STATUS(CL_INVALID_ARG_SIZE);
    GRADUS_STATUS(CL_INVALID_KERNEL_ARGS);
    GRADUS_STATUS(CL_INVALID_WORK_GROUP_SIZE);
    GRADUS_STATUS(CL_INVALID_BUFFER_SIZE);
    default:
      return "an OpenCL error";
  }
#undef GRADUS_STATUS
}

void checkCl(cl_int status, const char* call) {
  if (status == CL_SUCCESS) return;
  throw DeviceError(std::string(call) + " failed: " + statusName(status) + " (" + std::to_string(status) +
                    ")");
}

}  // namespace gradus
