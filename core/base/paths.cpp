#include "core/base/paths.h"

#include <cstdlib>
#include <system_error>

namespace gradus {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::filesystem::path cacheFolder() {
  if (const std::string own = environment("GRADUS_CACHE_DIR"); !own.empty()) return own;
  if (const std::string xdg = environment("XDG_CACHE_HOME"); !xdg.empty()) {
    return std::filesystem::path(xdg) / "gradus";
  }
  if (const std::string home = environment("HOME"); !home.empty()) {
    return std::filesystem::path(home) / ".cache" / "gradus";
  }
  std::error_code error;
  return std::filesystem::temp_directory_path(error) / "gradus";
}

std::filesystem::path makeCacheFolder(std::string_view name) {
  const std::filesystem::path folder = cacheFolder() / name;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return error ? std::filesystem::path() : folder;
}

}  // namespace gradus
