#include "core/base/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "core/base/error.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

/// A descriptor, closed with its scope.
struct Handle {
  explicit Handle(int number) : fd(number) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (fd >= 0) ::close(fd);
  }

  /// Some file systems find out only here that there is no room.
  bool close() {
    const int number = fd;
    fd = -1;
    return ::close(number) == 0;
  }

  int fd;
};

bool writeAll(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Waits for the disk. A file system that cannot (EINVAL) is no failure.
bool sync(int fd) {
  return ::fsync(fd) == 0 || errno == EINVAL || errno == EROFS;
}

[[noreturn]] void fail(const fs::path& file, int reason) {
  throw DataError(file.string() + ": cannot be written: " + std::system_category().message(reason));
}

void writeThrough(const fs::path& file, std::string_view content) {
  Handle out(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (out.fd < 0 || !writeAll(out.fd, content) || !out.close()) fail(file, errno);
}

/// Why it could not be done, or 0.
int writeDraft(int fd, mode_t mode, std::string_view content) {
  Handle out(fd);
  const bool done = ::fchmod(out.fd, mode) == 0 && writeAll(out.fd, content) && sync(out.fd) && out.close();
  return done ? 0 : errno;
}

/// What a new file may be used for. The only way of asking for the mask is to set it.
mode_t newMode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

void writeWholeFile(const fs::path& file, std::string_view content) {
  struct stat old {};
  const bool exists = ::stat(file.c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) fail(file, EISDIR);
  if (exists && !S_ISREG(old.st_mode)) return writeThrough(file, content);
  // Renaming asks for nothing but the folder: a file that may not be written is left alone all the same.
  if (exists && ::access(file.c_str(), W_OK) != 0) fail(file, errno);

  std::error_code error;
  fs::path target = fs::is_symlink(file, error) ? fs::weakly_canonical(file, error) : file;
  if (error) target = file;
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  std::string draft = (folder / ".gradus-XXXXXX").string();
  const int fd = ::mkostemp(draft.data(), O_CLOEXEC);
  if (fd < 0) fail(file, errno);
  int reason = writeDraft(fd, exists ? old.st_mode & 07777U : newMode(), content);
  if (reason == 0 && ::rename(draft.c_str(), target.c_str()) != 0) reason = errno;
  if (reason != 0) {
    ::unlink(draft.c_str());
    fail(file, reason);
  }
  const Handle at(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (at.fd >= 0) ::fsync(at.fd);
}

}  // namespace gradus
