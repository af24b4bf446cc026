#include "core/base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "core/base/error.h"

namespace gradus {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw DataError(file.string() + ": cannot be locked: " + std::system_category().message(errno));
}

bool lock(int fd, int how) {
  while (::flock(fd, how) != 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& file)
    : file_(file), fd_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
  if (fd_ < 0) fail(file);
}

FileLock::~FileLock() {
  ::close(fd_);
}

void FileLock::holdAlone() {
  if (!lock(fd_, LOCK_EX)) fail(file_);
}

bool FileLock::tryToHoldAlone() {
  return lock(fd_, LOCK_EX | LOCK_NB);
}

void FileLock::holdTogether() {
  if (!lock(fd_, LOCK_SH)) fail(file_);
}

}  // namespace gradus
