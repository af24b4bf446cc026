#include "core/data/resources.h"

#include <cstdlib>
#include <system_error>
#include <vector>

#include "core/base/error.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

bool holdsDataSets(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "datasets", ignored);
}

}  // namespace

fs::path resourceFolder() {
  std::error_code ignored;
  return resourceFolder(fs::read_symlink("/proc/self/exe", ignored));
}

fs::path resourceFolder(const fs::path& executable) {
  if (const char* chosen = std::getenv("GRADUS_DATA_DIR"); chosen != nullptr && *chosen != '\0') {
    if (holdsDataSets(chosen)) return chosen;
    throw DataError("GRADUS_DATA_DIR is " + std::string(chosen) + ", expected a folder that holds 'datasets'");
  }
  fs::path installed = executable.parent_path().parent_path() / GRADUS_INSTALL_DATA_DIR;
  if (holdsDataSets(installed)) return installed;
  fs::path sources = GRADUS_BUILD_DATA_DIR;
  if (holdsDataSets(sources)) return sources;
  throw DataError("the data sets of the program are neither in " + installed.string() + " nor in " + sources.string() +
                  "; install it again, or set GRADUS_DATA_DIR to the folder that holds 'datasets'");
}

std::string resourcePath(const std::string& relative) {
  return (resourceFolder() / relative).string();
}

}  // namespace gradus
