// JSON from outside (files, the clipboard) is measured in one pass, without recursion and without memory for what it
// holds, before anything is built of it.
#pragma once

#include <string>

namespace gradus {

/// Throws FormatError with line and column where the text goes beyond a limit of limits.h. Text that is no JSON passes:
/// the parser knows better what is wrong with it.
void checkJsonBounds(const std::string& text, const std::string& origin);

}  // namespace gradus
