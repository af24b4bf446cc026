// Files in the cache folder: what they hold can be made again, so a file that cannot be read or written is no failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace gradus {

/// FNV-1a (Fowler, Noll, Vo) of the text in 16 hexadecimal digits. It only names files: they hold the whole key.
std::string hashOf(std::string_view text);

/// The whole file; nothing if it cannot be read or holds more than `atMost` bytes.
std::optional<std::string> readCacheFile(const std::filesystem::path& file, std::size_t atMost);

/// Writes beside the file and renames, so that another process never reads half of it. False if that failed.
bool writeCacheFile(const std::filesystem::path& file, std::string_view content);

}  // namespace gradus
