// Numbers as people type them: with the decimal sign of their language or a point, to the last letter, and never
// guessed at. What parts groups of digits in one language begins the decimals in another, so nothing may part them.
#pragma once

#include <cstdint>
#include <string_view>

namespace gradus {

/// What keeps a text from being a number.
enum class NumberFault {
  None,
  Empty,
  NotANumber,   ///< words, "nan", "inf", "0x10", "12 px"
  PartedDigits  ///< "1,000", "1 000", "1'000", "1.000,5": nobody can tell what is meant
};

/// A number, or why there is none.
struct TypedNumber {
  double value = 0;  ///< infinite where no double can hold it
  NumberFault fault = NumberFault::None;
  bool isWhole = false;  ///< and written as such: not "3.0"
};

/// Reads the whole of `text`, which is UTF-8; blanks at both ends are left out. Decimals follow `decimalSign` or a
/// point; a minus may be the hyphen of the keyboard or the true one.
TypedNumber typedNumber(std::string_view text, std::string_view decimalSign);

/// A whole number from 0 on, written in digits alone; exact up to 2⁶⁴ − 1 where a double would round it.
struct TypedWhole {
  std::uint64_t value = 0;
  NumberFault fault = NumberFault::None;
  bool fits = true;  ///< into 64 bits, and not below 0
};

TypedWhole typedWhole(std::string_view text);

}  // namespace gradus
