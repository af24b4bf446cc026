// The one way of writing a file that a person keeps: whole, or not at all.
#pragma once

#include <filesystem>
#include <string_view>

namespace gradus {

/// Whether writing waits until the disk has the content: what can be made again need not.
enum class Waiting { ForDisk, None };

/// Writes beside the file, waits until the disk has it, and renames: whoever reads sees the old content or the new, and
/// a full disk or a lost power supply leaves the old. A link stays one, and so do owner and permissions. What is no
/// plain file (/dev/null, a pipe) is written through to. Throws DataError naming the file.
void writeWholeFile(const std::filesystem::path& file, std::string_view content, Waiting waiting = Waiting::ForDisk);

/// Removes what writers that were ended in the middle have left in `folder`. Call it where no other can be writing.
void removeDrafts(const std::filesystem::path& folder);

}  // namespace gradus
