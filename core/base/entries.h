// What lies in a folder, for those who tidy it up while others may be changing it.
#pragma once

#include <filesystem>
#include <vector>

namespace gradus {

enum class Depth { One, All };

/// The paths of what lies in `folder`, and with Depth::All in the folders below; links are not followed. What cannot be
/// read is left out, and nothing is thrown for it.
std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder, Depth depth = Depth::One);

}  // namespace gradus
