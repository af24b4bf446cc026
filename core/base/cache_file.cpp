#include "core/base/cache_file.h"

#include <cstdio>
#include <fstream>
#include <system_error>

#include "core/base/error.h"
#include "core/base/whole_file.h"

namespace gradus {

std::string hashOf(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

std::optional<std::string> contentOf(const std::filesystem::path& file, std::size_t atMost) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error || size > atMost) return {};
  std::ifstream in(file, std::ios::binary);
  std::string content(static_cast<std::size_t>(size), '\0');
  if (!in.read(content.data(), static_cast<std::streamsize>(content.size()))) return {};
  return content;
}

std::optional<std::string> readCacheFile(const std::filesystem::path& file, std::size_t atMost) {
  std::optional<std::string> content = contentOf(file, atMost);
  if (!content || content->size() < hashOf({}).size()) return {};
  const std::size_t length = content->size() - hashOf({}).size();
  const std::string hash = content->substr(length);
  content->resize(length);
  return hash == hashOf(*content) ? content : std::nullopt;
}

bool writeCacheFile(const std::filesystem::path& file, std::string_view content) {
  try {
    writeWholeFile(file, std::string(content) + hashOf(content), Waiting::None);
    return true;
  } catch (const DataError&) {
    return false;
  }
}

}  // namespace gradus
