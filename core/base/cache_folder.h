// Where the engine keeps what it can make again: compiled kernels and measured choices. What lies there is run, so the
// folder is this user's alone.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gradus {

/// GRADUS_CACHE_DIR, else $XDG_CACHE_HOME/gradus, else ~/.cache/gradus.
struct CacheFolder {
  std::filesystem::path path;  ///< there, private and with room; else empty
  std::string problem;         ///< then why, and what to do
};

CacheFolder cacheFolder();

/// A sentence for people where nothing is kept from one start to the next, else "".
std::string cacheNote();

/// `cacheFolder()/name`, made. Empty if it cannot be: the caller then does without a cache.
std::filesystem::path makeCacheFolder(std::string_view name);

/// The same, but where it cannot be a folder among the temporary ones, which goes with the program. Throws DeviceError
/// that names both where neither can be had.
std::filesystem::path makeWorkFolder(std::string_view name);

}  // namespace gradus
