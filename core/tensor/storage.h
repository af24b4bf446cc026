// The numbers that tensors share, and when they were last changed. Backward uses numbers of before: it must not find
// them changed since. PyTorch counts versions of each saved tensor; here every change and every recorded operation is
// stamped with one clock, so that no operation has to declare what it saves: whatever its backward reads, and that
// existed when it was recorded, must not be younger than it.
#pragma once

#include <cstdint>
#include <string>

#include "core/opencl/buffer.h"

namespace gradus {

class Tensor;

struct Storage {
  Buffer buffer;
  std::uint64_t created = 0;         ///< the time of it
  std::uint64_t modified = 0;        ///< the time of the last change in place, 0 if there was none
  const char* modifiedBy = nullptr;  ///< the operation that did it
};

/// A new time of the one clock, later than all before.
std::uint64_t advanceGraphTime();

/// While it lives, the backward function of one operation runs on this thread: Tensor::buffer() looks at the stamps.
class BackwardScope {
 public:
  /// `function` was recorded at `recorded` and is given `gradient`, which may have been changed since.
  BackwardScope(const std::string& function, std::uint64_t recorded, const Storage* gradient);
  ~BackwardScope();
  BackwardScope(const BackwardScope&) = delete;
  BackwardScope& operator=(const BackwardScope&) = delete;

  /// The innermost one of this thread, or null.
  static const BackwardScope* current();

  /// Throws Error that names both operations if the numbers were changed after the operation was recorded.
  void demandUnchanged(const Storage& storage) const {
    if (storage.modified > recorded_ && storage.created <= recorded_ && &storage != gradient_) refuse(storage);
  }

 private:
  [[noreturn]] void refuse(const Storage& storage) const;

  const std::string& function_;
  std::uint64_t recorded_;
  const Storage* gradient_;
  const BackwardScope* outer_;
};

}  // namespace gradus
