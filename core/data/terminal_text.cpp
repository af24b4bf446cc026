#include "core/data/terminal_text.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "core/base/shortened.h"
#include "core/data/text.h"

namespace gradus {
namespace {

constexpr std::size_t kMostLetters = 2000;

struct Range {
  char32_t first;
  char32_t last;
};

/// Letters that move, hide or turn around what stands beside them (Unicode 15: Cc, Cf, Zl, Zp).
constexpr std::array kUnprintable = {Range{0x00, 0x1F},     Range{0x7F, 0x9F},      Range{0xAD, 0xAD},
                                     Range{0x61C, 0x61C},   Range{0x180E, 0x180E},  Range{0x200B, 0x200F},
                                     Range{0x2028, 0x202E}, Range{0x2060, 0x206F},  Range{0xFEFF, 0xFEFF},
                                     Range{0xFFF9, 0xFFFB}, Range{0xE0000, 0xE0FFF}};

bool isPrintable(char32_t letter) {
  for (const Range& range : kUnprintable) {
    if (letter >= range.first && letter <= range.last) return false;
  }
  return true;
}

/// The number of the letter that these bytes, which are well-formed UTF-8, spell.
char32_t letterOf(std::string_view bytes) {
  constexpr std::array<unsigned, 5> kMasks = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t letter = static_cast<unsigned char>(bytes.front()) & kMasks.at(bytes.size());
  for (const char byte : bytes.substr(1)) letter = letter << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
  return letter;
}

std::string escaped(char32_t letter) {
  if (letter == '\n') return "\\n";
  if (letter == '\r') return "\\r";
  if (letter == '\t') return "\\t";
  char text[12];
  const char* pattern = letter < 0x80 ? "\\x%02x" : letter < 0x10000 ? "\\u%04x" : "\\U%08x";
  std::snprintf(text, sizeof text, pattern, static_cast<unsigned>(letter));
  return text;
}

}  // namespace

std::string forTerminal(std::string_view text) {
  const std::string shown = shortened(text, kMostLetters);
  const std::string_view all = shown;
  std::string words;
  for (std::size_t i = 0; i < all.size();) {
    const std::size_t length = letterLength(all, i);
    if (length == 0) {
      char byte[8];
      std::snprintf(byte, sizeof byte, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(all[i])));
      words += byte;
      ++i;
      continue;
    }
    const std::string_view bytes = all.substr(i, length);
    const char32_t letter = letterOf(bytes);
    if (isPrintable(letter)) {
      words += bytes;
    } else {
      words += escaped(letter);
    }
    i += length;
  }
  return words;
}

std::string linesForTerminal(std::string_view text) {
  std::string lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines += forTerminal(text.substr(0, end));
    if (end == std::string_view::npos || end + 1 == text.size()) return lines;
    lines += "\n  ";
    text.remove_prefix(end + 1);
  }
}

}  // namespace gradus
