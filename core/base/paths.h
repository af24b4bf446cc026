// What the environment says about places.
#pragma once

#include <filesystem>
#include <string>

namespace gradus {

/// An environment variable, or "" if it is not set.
std::string environment(const char* name);

/// The folder "gradus" in the one that `variable` (XDG_CACHE_HOME, say) names, else in `belowHome` of the home folder.
/// Empty where neither is there: a path that is not absolute counts for nothing, nor does a home that does not exist.
std::filesystem::path userFolder(const char* variable, const char* belowHome);

}  // namespace gradus
