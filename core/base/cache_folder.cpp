#include "core/base/cache_folder.h"

#include <system_error>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/base/private_folder.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

/// More than all kernels of a training take.
constexpr std::uint64_t kRoom = 4U << 20U;
constexpr const char* kRemedy = "; name a folder of your own in GRADUS_CACHE_DIR";

/// Makes `folder/name`, which is ours.
fs::path makeInside(const fs::path& folder, std::string_view name) {
  fs::path path = folder;
  for (const fs::path& part : fs::path(name)) makePrivateFolder(path /= part, Place::Inside);
  return path;
}

}  // namespace

CacheFolder cacheFolder() {
  std::error_code error;
  const fs::path named = environment("GRADUS_CACHE_DIR");
  const fs::path folder = named.empty() ? userFolder("XDG_CACHE_HOME", ".cache") : fs::absolute(named, error);
  if (folder.empty()) return {{}, std::string("HOME names no folder") + kRemedy};
  try {
    makePrivateFolder(folder, named.empty() ? Place::Usual : Place::Named);
    demandRoom(folder, kRoom);
    return {folder, {}};
  } catch (const DataError& problem) {
    return {{}, problem.what() + std::string(kRemedy)};
  }
}

std::string cacheNote() {
  const std::string problem = cacheFolder().problem;
  return problem.empty() ? "" : "Compiled kernels are not kept for the next start. " + problem;
}

fs::path makeCacheFolder(std::string_view name) {
  const CacheFolder folder = cacheFolder();
  try {
    return folder.path.empty() ? fs::path() : makeInside(folder.path, name);
  } catch (const DataError&) {
    return {};
  }
}

fs::path makeWorkFolder(std::string_view name) {
  const CacheFolder usual = cacheFolder();
  std::string problem = usual.problem;
  try {
    if (!usual.path.empty()) return makeInside(usual.path, name);
  } catch (const DataError& error) {
    problem = error.what();
  }
  try {
    static const TemporaryFolder temporary;  // one for the program
    demandRoom(temporary.path(), kRoom);
    return makeInside(temporary.path(), name);
  } catch (const DataError& error) {
    throw DeviceError("There is no place for compiled kernels: " + problem +
                      ". Nor among the temporary files: " + error.what());
  }
}

}  // namespace gradus
