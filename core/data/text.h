// What readers of text need: is it UTF-8, which number does it spell, at which line and column is an error?
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gradus {

/// Where something is in a text, both counted from 1; a column is one code point.
struct TextPosition {
  std::int64_t line = 1;
  std::int64_t column = 1;
};

/// The position of the byte at `offset`. Lines end with LF, CR LF or CR.
TextPosition positionAt(std::string_view text, std::size_t offset);

/// How many bytes the letter has that begins at `at`; 0 where no well-formed UTF-8 begins.
std::size_t letterLength(std::string_view text, std::size_t at);

/// The offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7), or nothing.
std::optional<std::size_t> findInvalidUtf8(std::string_view text);

/// The number that the whole of `text` spells, with a point whatever the locale, a leading plus allowed; infinite
/// where it is too large for a double, 0 where it is too small. Nothing if it spells no number. "nan" and "inf" are
/// numbers here, for the caller to refuse.
std::optional<double> numberIn(std::string_view text);

/// `text` without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace gradus
