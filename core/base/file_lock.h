// A lock between processes: of those that write the same files, or one that tidies up while others use them. It ends
// with its holder, however that ends.
#pragma once

#include <filesystem>

namespace gradus {

/// A lock on a file that is there for nothing else. Two of one process shut each other out as those of two processes
/// do.
class FileLock {
 public:
  /// Makes the file where there is none, for its owner alone, and locks nothing yet. Throws DataError naming it.
  explicit FileLock(const std::filesystem::path& file);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  /// Waits until nobody else holds it. Throws DataError where the file system knows no locks.
  void holdAlone();

  /// False if somebody holds it. What this one held before is then lost, too.
  bool tryToHoldAlone();

  /// Waits until nobody holds it alone. Gives up the one for holding it together in two steps: another may come
  /// between.
  void holdTogether();

 private:
  std::filesystem::path file_;
  int fd_;
};

}  // namespace gradus
