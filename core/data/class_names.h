// A file that names the classes of a set of images, class i in line i + 1, as a person may have edited it.
#pragma once

#include <string>
#include <vector>

namespace gradus {

/// UTF-8 with or without a byte-order mark; lines end with LF, CR LF or CR, and blank ones at the end do not count.
/// Throws DataError as path:line:column for a file without names, text that is not UTF-8, a blank line before others
/// and a name that was used before.
std::vector<std::string> readClassNames(const std::string& path);

}  // namespace gradus
