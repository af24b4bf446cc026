// Cells of the tables that we write, as RFC 4180 has them.
#pragma once

#include <string>

namespace gradus {

std::string csvCell(const std::string& text);

/// A name from outside as a cell. Spreadsheets take what begins like a formula for one and run it; an apostrophe makes
/// it text. Numbers are harmless.
std::string csvName(const std::string& name);

}  // namespace gradus
