#include "core/io/python.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "core/base/error.h"
#include "core/data/text.h"

namespace gradus::python {
namespace {

constexpr std::size_t kLineLength = 100;

/// Characters that are not seen, or that change how those around them are seen.
bool isHidden(std::uint32_t character) {
  return character < 0x20 || (character >= 0x7F && character < 0xA0) || (character >= 0x200B && character <= 0x200F) ||
         (character >= 0x2028 && character <= 0x202E) || (character >= 0x2060 && character <= 0x206F) ||
         character == 0xFEFF;
}

/// The code point whose sequence begins at `first` of well-formed UTF-8.
std::uint32_t codePoint(std::string_view sequence) {
  constexpr std::uint32_t kFirstBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t value = static_cast<unsigned char>(sequence[0]) & kFirstBits[sequence.size()];
  for (const char byte : sequence.substr(1)) value = (value << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  return value;
}

std::size_t lengthOf(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::string escapedCharacter(std::string_view sequence) {
  const std::uint32_t character = codePoint(sequence);
  if (character == '\n') return "\\n";
  if (character == '"' || character == '\\') return {'\\', sequence[0]};
  if (!isHidden(character)) return std::string(sequence);
  char text[16];
  std::snprintf(text, sizeof text, "\\u%04x", static_cast<unsigned>(character));
  return text;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t valid = findInvalidUtf8(text).value_or(text.size());
    for (std::size_t at = 0; at < valid;) {
      const std::size_t length = lengthOf(text[at]);
      result += escapedCharacter(text.substr(at, length));
      at += length;
    }
    if (valid < text.size()) result += "\\ufffd";
    text.remove_prefix(std::min(valid + 1, text.size()));
  }
  return result;
}

std::string literal(std::string_view text) {
  std::string result = "\"";
  result += escaped(text);
  result += '"';
  return result;
}

std::string number(double number) {
  // As Python's own repr: powers of ten only where there would be many zeros.
  const double size = std::abs(number);
  const bool plainly = number == 0 || (size >= 1e-4 && size < 1e16);
  char text[32];
  const auto format = plainly ? std::chars_format::fixed : std::chars_format::scientific;
  const auto [end, error] = std::to_chars(text, text + sizeof text, number, format);
  return {text, end};
}

std::string shortest(float number) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return {text, end};
}

std::string shortest(double number) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return {text, end};
}

std::string real(double value) {
  std::string text = number(value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string literalList(std::span<const std::string> texts, int indent) {
  std::string result = "[";
  std::size_t column = 20;  // about where the list begins
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::string item = literal(texts[i]);
    item += i + 1 < texts.size() ? "," : "]";
    if (column + item.size() + 1 > kLineLength) {
      result += '\n';
      result.append(static_cast<std::size_t>(indent), ' ');
      column = static_cast<std::size_t>(indent);
    } else if (i > 0) {
      result += ' ';
    }
    result += item;
    column += item.size() + 1;
  }
  return texts.empty() ? "[]" : result;
}

std::string fill(std::string_view source, std::initializer_list<Gap> gaps) {
  constexpr std::string_view kOpen = "«";
  constexpr std::string_view kClose = "»";
  std::string result;
  while (true) {
    const std::size_t open = source.find(kOpen);
    result += source.substr(0, open);
    if (open == std::string_view::npos) return result;
    source.remove_prefix(open + kOpen.size());
    const std::size_t end = source.find(kClose);
    const std::string_view name = source.substr(0, end);
    const Gap* found = nullptr;
    for (const Gap& gap : gaps) {
      if (gap.first == name) found = &gap;
    }
    if (found == nullptr) throw Error("the source has a gap '" + std::string(name) + "' that nothing fills");
    result += found->second;
    source.remove_prefix(end + kClose.size());
  }
}

}  // namespace gradus::python
