#include "core/data/csv_cell.h"

#include <string_view>

#include "core/data/text.h"

namespace gradus {

std::string csvCell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quotes = "\"";
  for (const char letter : text) {
    if (letter == '"') quotes += '"';
    quotes += letter;
  }
  return quotes + '"';
}

std::string csvName(const std::string& name) {
  const bool isFormula = !name.empty() && std::string_view("=+-@\t\r").find(name.front()) != std::string_view::npos;
  return csvCell(isFormula && !numberIn(name) ? "'" + name : name);
}

}  // namespace gradus
