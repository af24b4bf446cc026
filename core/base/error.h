// What can go wrong, by kind. A message names what was expected, what came and where, and says what to do. Errors are
// caught at three borders: the engine thread, the window's open and import actions, and main.
#pragma once

#include <stdexcept>
#include <string>

namespace gradus {

/// Any failure the program foresees.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Tensors whose shapes or dtypes do not fit an operation. The message holds both shapes.
class ShapeError : public Error {
 public:
  using Error::Error;
};

/// A data set that cannot be read or used as asked. The message holds file and position.
class DataError : public Error {
 public:
  using Error::Error;
};

/// No device, a failed OpenCL call, or a kernel that did not build (the message then carries the build log).
class DeviceError : public Error {
 public:
  using Error::Error;
};

/// An experiment or checkpoint whose content is not what its format demands.
class FormatError : public Error {
 public:
  using Error::Error;
};

}  // namespace gradus
