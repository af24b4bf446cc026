// What a field for a number accepts, and the words for what it does not.
#pragma once

#include <QString>
#include <cstdint>
#include <optional>

namespace gradus::ui {

struct NumberRange {
  double minimum = 0;
  double maximum = 1;
  bool integer = false;
};

/// The number that somebody has typed in the language of the program, see typedNumber(). Nothing where it is none, or
/// outside `range`.
std::optional<double> readNumber(const QString& text, const NumberRange& range);

/// Why `text` is refused: what was expected, and how it is written. Nothing where it is accepted.
QString problemWithNumber(const QString& text, const NumberRange& range);

/// The same of a seed: a whole number of 64 bits.
std::optional<std::uint64_t> readSeed(const QString& text);
QString problemWithSeed(const QString& text);

}  // namespace gradus::ui
