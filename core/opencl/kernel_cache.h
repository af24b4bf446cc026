// The folder of kernels that PoCL compiled. PoCL trusts what lies there: over a file that is cut short it ends the
// process, and LLVM inside it does so when the disk is full. So nothing is there that we have not looked at, and
// nothing is compiled where there is no room.
//
// A list beside the kernels has the name and the hash of each file. It is taken away while a program uses them and
// written anew when the last one is done. Whoever comes first and finds no list (a program was ended in the middle), or
// files that are not as the list says, or too many of them, empties the folder: compiling again takes a second.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/file_lock.h"

namespace gradus {

/// What a device holds while it lives.
class KernelCache {
 public:
  /// `folder` is PoCL's, in a private one of ours that holds nothing else but lists and folders of other versions.
  /// Throws DataError where it cannot be used, DeviceError for a GRADUS_CACHE_MB that is no limit.
  explicit KernelCache(std::filesystem::path folder);
  ~KernelCache();
  KernelCache(const KernelCache&) = delete;
  KernelCache& operator=(const KernelCache&) = delete;

  /// Call it before something may have to be compiled. Throws DeviceError that names the folder if it takes no more
  /// files. One that somebody has removed is made again.
  void demandRoom() const;

 private:
  std::filesystem::path folder_;
  std::filesystem::path all_;  ///< the private one around it
  std::uintmax_t most_;        ///< bytes
  FileLock lock_;
};

}  // namespace gradus
