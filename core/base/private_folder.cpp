#include "core/base/private_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "core/base/entries.h"
#include "core/base/error.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

/// Who owns files of users that are not known in this container.
constexpr uid_t kNobody = 65534;

[[noreturn]] void fail(const fs::path& folder, const std::string& what) {
  throw DataError(folder.string() + ": " + what);
}

[[noreturn]] void fail(const fs::path& folder, int reason) {
  fail(folder, "cannot be used: " + std::system_category().message(reason));
}

struct stat statusOf(const fs::path& folder) {
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0) fail(folder, errno);
  return status;
}

/// Whoever may write to a folder above, or owns it, may put another in the place of ours. A sticky one (/tmp) forbids
/// it.
void demandSafeWay(const fs::path& folder, Place place) {
  for (fs::path above = folder; place != Place::Inside; above = above.parent_path()) {
    const struct stat status = statusOf(above);
    if (place == Place::Usual && status.st_uid != 0 && status.st_uid != ::geteuid() && status.st_uid != kNobody) {
      fail(above, "belongs to another user");
    }
    if ((status.st_mode & S_IWOTH) != 0 && (status.st_mode & S_ISVTX) == 0) {
      fail(above, "everybody may write to it; `chmod o-w` forbids it");
    }
    if (above == above.root_path()) return;
  }
}

void makeWay(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(folder, error))) return;
  if (folder.has_parent_path() && folder != folder.root_path()) makeWay(folder.parent_path());
  if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) fail(folder, errno);
}

fs::path nearestThatExists(fs::path folder) {
  std::error_code error;
  while (!fs::exists(folder, error) && folder != folder.root_path()) folder = folder.parent_path();
  return fs::canonical(folder, error);
}

}  // namespace

void makePrivateFolder(const fs::path& folder, Place place) {
  std::error_code error;
  const fs::path whole = fs::absolute(folder, error).lexically_normal();
  if (error) fail(folder, error.value());
  const fs::path path = whole.has_filename() ? whole : whole.parent_path();
  demandSafeWay(nearestThatExists(path.parent_path()), place);
  makeWay(path);
  const struct stat status = statusOf(path);
  if (S_ISLNK(status.st_mode)) fail(path, "is a link, expected a folder; name the folder that it leads to");
  if (!S_ISDIR(status.st_mode)) fail(path, "is a file, expected a folder");
  if (status.st_uid != ::geteuid()) fail(path, "belongs to another user");
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0) return;
  if (place == Place::Named) fail(path, "others may write to it; `chmod go-w` forbids it");
  if (::chmod(path.c_str(), S_IRWXU) != 0) fail(path, errno);
  for (const fs::path& entry : entriesOf(path)) fs::remove_all(entry, error);
}

void demandRoom(const fs::path& folder, std::uint64_t bytes) {
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0) fail(folder, errno);
  if ((disk.f_flag & ST_NOEXEC) != 0) fail(folder, "nothing may be run from this disk (noexec)");
  std::string file = (folder / ".room-XXXXXX").string();
  const int fd = ::mkostemp(file.data(), O_CLOEXEC);
  if (fd < 0) fail(folder, errno);
  int reason = ::fallocate(fd, 0, 0, static_cast<off_t>(bytes)) == 0 ? 0 : errno;
  if (reason == EOPNOTSUPP || reason == ENOSYS) {
    reason = std::uint64_t{disk.f_bavail} * disk.f_frsize < bytes ? ENOSPC : 0;
  }
  ::close(fd);
  ::unlink(file.c_str());
  if (reason != 0) fail(folder, reason);
}

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "gradus-XXXXXX").string();
  if (error) throw DataError("There is no folder for temporary files; TMPDIR may name one: " + error.message());
  if (::mkdtemp(name.data()) == nullptr) fail(name, errno);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

}  // namespace gradus
