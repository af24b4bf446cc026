// Where the engine keeps what it can make again: compiled kernels and measured choices.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gradus {

/// GRADUS_CACHE_DIR, else $XDG_CACHE_HOME/gradus, else ~/.cache/gradus, else a folder in the system's temporary one.
std::filesystem::path cacheFolder();

/// `cacheFolder()/name`, created. Empty if it cannot be: the caller then does without a cache.
std::filesystem::path makeCacheFolder(std::string_view name);

/// An environment variable, or "" if it is not set.
std::string environment(const char* name);

}  // namespace gradus
