// Compiled OpenCL programs, kept on disk by device, driver, options and source, so that a second start compiles
// nothing.
#pragma once

#include <filesystem>
#include <string>

#include "core/opencl/cl.h"

namespace gradus {

/// Builds programs for one device.
class ProgramCache {
 public:
  /// `identity` names device and driver. An empty `folder` keeps nothing.
  ProgramCache(cl_context context, cl_device_id device, std::string identity, std::filesystem::path folder);

  /// The program, from the folder or compiled and then stored. A stored file that does not fit is compiled anew.
  /// Throws DeviceError with the build log if the source does not compile.
  ProgramHandle build(const std::string& source, const std::string& options) const;

  /// The file that would hold this program.
  std::filesystem::path fileOf(const std::string& source, const std::string& options) const;

 private:
  ProgramHandle load(const std::string& key, const std::filesystem::path& file, const std::string& options) const;
  void store(cl_program program, const std::string& key, const std::filesystem::path& file) const;
  std::string keyOf(const std::string& source, const std::string& options) const;
  std::string buildLog(cl_program program) const;

  cl_context context_;
  cl_device_id device_;
  std::string identity_;
  std::filesystem::path folder_;
};

}  // namespace gradus
