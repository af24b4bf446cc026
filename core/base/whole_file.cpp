#include "core/base/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <system_error>

#include "core/base/entries.h"
#include "core/base/error.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDraft = ".gradus-";  ///< six letters follow

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

/// Writing to a pipe that nobody reads any more ends a program by a signal. For as long as this lives it only fails, as
/// every other writing does.
class PipeSignal {
 public:
  PipeSignal() {
    ::sigemptyset(&pipe_);
    ::sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~PipeSignal() {
    const timespec now{};
    while (::sigtimedwait(&pipe_, nullptr, &now) < 0 && errno == EINTR) continue;
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  PipeSignal(const PipeSignal&) = delete;
  PipeSignal& operator=(const PipeSignal&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

void writeThrough(const fs::path& file, std::string_view content) {
  const PipeSignal held;
  Handle out(::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (out.fd < 0 || !writeAll(out.fd, content) || !out.close()) fail(file, errno);
}

/// Why it could not be done, or 0.
int writeDraft(int fd, mode_t mode, std::string_view content, Waiting waiting) {
  Handle out(fd);
  const bool done = ::fchmod(out.fd, mode) == 0 && writeAll(out.fd, content) &&
                    (waiting == Waiting::None || sync(out.fd)) && out.close();
  return done ? 0 : errno;
}

/// Of two users' files each stays its owner's where that may be said (root may).
void keepOwner(int fd, const struct stat& old) {
  if (old.st_uid == ::geteuid() && old.st_gid == ::getegid()) return;
  if (::fchown(fd, old.st_uid, old.st_gid) != 0) errno = 0;  // then it is the writer's
}

/// What a new file may be used for. The only way of asking for the mask is to set it.
mode_t newMode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

constexpr int kMostLinks = 40;  // as the system follows

/// Where a link leads in the end, also where nothing is there yet.
fs::path targetOf(fs::path file) {
  std::error_code error;
  for (int i = 0; i < kMostLinks && fs::is_symlink(file, error); ++i) {
    file = file.parent_path() / fs::read_symlink(file, error);
    if (error) fail(file, error.value());
  }
  return file;
}

/// Whether it is a name of what somebody has opened already, as /dev/stdout is: that goes on behind what is in it.
bool isOpenFile(fs::path file) {
  std::error_code error;
  for (int i = 0; i < kMostLinks; ++i) {
    const fs::path folder = fs::weakly_canonical(fs::absolute(file, error).parent_path(), error);
    if (folder.string().starts_with("/proc/")) return true;
    if (!fs::is_symlink(file, error)) return false;
    file = folder / fs::read_symlink(file, error);
  }
  return false;
}

}  // namespace

void writeWholeFile(const fs::path& file, std::string_view content, Waiting waiting) {
  struct stat old {};
  const bool exists = ::stat(file.c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) fail(file, EISDIR);
  if (exists && (!S_ISREG(old.st_mode) || isOpenFile(file))) return writeThrough(file, content);
  // Renaming asks for nothing but the folder: a file that may not be written is left alone all the same.
  if (exists && ::access(file.c_str(), W_OK) != 0) fail(file, errno);

  const fs::path target = targetOf(file);
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  std::string draft = (folder / (std::string(kDraft) + "XXXXXX")).string();
  const int fd = ::mkostemp(draft.data(), O_CLOEXEC);
  if (fd < 0) fail(file, errno);
  if (exists) keepOwner(fd, old);
  int reason = writeDraft(fd, exists ? old.st_mode & 07777U : newMode(), content, waiting);
  if (reason == 0 && ::rename(draft.c_str(), target.c_str()) != 0) reason = errno;
  if (reason != 0) {
    ::unlink(draft.c_str());
    fail(file, reason);
  }
  if (waiting == Waiting::None) return;
  const Handle at(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (at.fd >= 0) ::fsync(at.fd);
}

void removeDrafts(const fs::path& folder) {
  std::error_code error;
  for (const fs::path& entry : entriesOf(folder)) {
    if (entry.filename().string().starts_with(kDraft)) fs::remove(entry, error);
  }
}

}  // namespace gradus
