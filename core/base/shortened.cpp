#include "core/base/shortened.h"

#include <algorithm>

namespace gradus {
namespace {

/// The bytes that continue a letter begin with 10.
bool beginsLetter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

}  // namespace

std::string shortened(std::string_view text, std::size_t most) {
  const auto letters = static_cast<std::size_t>(std::ranges::count_if(text, beginsLetter));
  if (letters <= most) return std::string(text);
  const std::size_t atBeginning = most * 2 / 3;
  const std::size_t atEnd = most - atBeginning;
  std::size_t head = 0;
  std::size_t tail = text.size();
  std::size_t letter = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!beginsLetter(text[i])) continue;
    if (letter == atBeginning) head = i;
    if (letter == letters - atEnd) tail = i;
    ++letter;
  }
  return std::string(text.substr(0, head)).append("…").append(text.substr(tail));
}

}  // namespace gradus
