#include "core/base/entries.h"

#include <system_error>

namespace gradus {
namespace {

template <class Iterator>
std::vector<std::filesystem::path> collect(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> entries;
  for (Iterator each(folder, error); !error && each != Iterator(); each.increment(error)) {
    entries.push_back(each->path());
  }
  return entries;
}

}  // namespace

std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder, Depth depth) {
  if (depth == Depth::One) return collect<std::filesystem::directory_iterator>(folder);
  return collect<std::filesystem::recursive_directory_iterator>(folder);
}

}  // namespace gradus
