#include "core/base/paths.h"

#include <cstdlib>
#include <system_error>

namespace gradus {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

fs::path userFolder(const char* variable, const char* belowHome) {
  const fs::path named = environment(variable);
  if (named.is_absolute()) return named / "gradus";
  const fs::path home = environment("HOME");
  std::error_code error;
  if (home.is_absolute() && fs::is_directory(home, error)) return home / belowHome / "gradus";
  return {};
}

}  // namespace gradus
