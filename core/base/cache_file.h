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

/// What a file holds; nothing if it cannot be read or holds more than `atMost` bytes.
std::optional<std::string> contentOf(const std::filesystem::path& file, std::size_t atMost);

/// What writeCacheFile() wrote; nothing if the file is not as it was written, or cannot be read, or holds more than
/// `atMost` bytes.
std::optional<std::string> readCacheFile(const std::filesystem::path& file, std::size_t atMost);

/// Writes the content and a line with its hash, so that another process never reads half of it. False if that failed.
bool writeCacheFile(const std::filesystem::path& file, std::string_view content);

}  // namespace gradus
