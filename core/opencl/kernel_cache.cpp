#include "core/opencl/kernel_cache.h"

#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/cache_file.h"
#include "core/base/entries.h"
#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/base/private_folder.h"
#include "core/base/whole_file.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

/// All kernels of a training take half of one, all that there are take a few.
constexpr std::uintmax_t kMostMebibytes = 64;
/// What compiling one program or kernel may need, sources and drafts included.
constexpr std::uint64_t kRoom = 2U << 20U;

constexpr std::string_view kTitle = "gradus kernels 1\n";
constexpr const char* kLock = "lock";
constexpr const char* kList = "list";

/// What the cache may take: GRADUS_CACHE_MB, for those who keep many.
std::uintmax_t mostBytes() {
  const std::string text = environment("GRADUS_CACHE_MB");
  std::uint16_t mebibytes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mebibytes);
  const bool isNumber = error == std::errc() && end == text.data() + text.size() && mebibytes > 0;
  if (!text.empty() && !isNumber) {
    throw DeviceError("GRADUS_CACHE_MB is '" + text + "', expected a whole number from 1 to 65535");
  }
  return (isNumber ? mebibytes : kMostMebibytes) << 20U;
}

/// PoCL makes one of these whenever it looks around, and leaves it.
bool isLeftover(const fs::path& file) {
  return file.filename().string().starts_with("tempfile_");
}

bool isOurs(const fs::path& entry) {
  return entry.filename() == kLock || entry.filename() == kList;
}

void removeLeftovers(const fs::path& all) {
  std::error_code error;
  removeDrafts(all);
  for (const fs::path& version : entriesOf(all)) {
    for (const fs::path& entry : entriesOf(version)) {
      if (isLeftover(entry)) fs::remove(entry, error);
    }
  }
}

/// Every file by its name and what it holds; nothing where there is one that cannot be read, or there are too many.
std::optional<std::string> listOf(const fs::path& all, std::uintmax_t most) {
  std::error_code error;
  std::map<std::string, std::string> files;
  std::uintmax_t bytes = 0;
  for (const fs::path& entry : entriesOf(all, Depth::All)) {
    if (isOurs(entry) || fs::is_directory(fs::symlink_status(entry, error))) continue;
    const std::optional<std::string> content = contentOf(entry, most - bytes);
    if (!content || fs::is_symlink(entry, error)) return {};
    bytes += content->size();
    files[entry.lexically_relative(all).string()] = hashOf(*content);
  }
  std::string list(kTitle);
  for (const auto& [name, hash] : files) list.append(hash).append(" ").append(name).append("\n");
  return list;
}

bool isAsListed(const fs::path& all, std::uintmax_t most) {
  const std::optional<std::string> list = readCacheFile(all / kList, most);
  return list && list == listOf(all, most);
}

void empty(const fs::path& all) {
  std::error_code error;
  for (const fs::path& entry : entriesOf(all)) {
    if (!isOurs(entry)) fs::remove_all(entry, error);
  }
}

}  // namespace

KernelCache::KernelCache(fs::path folder)
    : folder_(std::move(folder)), all_(folder_.parent_path()), most_(mostBytes()), lock_(all_ / kLock) {
  if (lock_.tryToHoldAlone()) {
    removeLeftovers(all_);
    if (!isAsListed(all_, most_)) empty(all_);
    std::error_code error;
    fs::remove(all_ / kList, error);
  }
  lock_.holdTogether();
  demandRoom();
}

KernelCache::~KernelCache() {
  if (!lock_.tryToHoldAlone()) return;
  removeLeftovers(all_);
  if (const std::optional<std::string> list = listOf(all_, most_)) writeCacheFile(all_ / kList, *list);
}

void KernelCache::demandRoom() const {
  std::error_code error;
  fs::create_directories(folder_, error);
  try {
    gradus::demandRoom(folder_, kRoom);
  } catch (const DataError& reason) {
    throw DeviceError("A kernel cannot be compiled, which takes room on the disk. " + std::string(reason.what()) +
                      ". Make room and try again, or name another folder in GRADUS_CACHE_DIR");
  }
}

}  // namespace gradus
