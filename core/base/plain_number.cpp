#include "core/base/plain_number.h"

#include <charconv>
#include <cmath>

namespace gradus {

std::string plainNumber(double number) {
  const double size = std::abs(number);
  const bool plainly = size == 0 || (size >= 1e-5 && size < 1e16);
  char text[32];
  const auto format = plainly ? std::chars_format::fixed : std::chars_format::scientific;
  const auto [end, error] = std::to_chars(text, text + sizeof text, number, format);
  std::string words(text, end);
  // The library writes exponents with two digits at least, and with a plus.
  if (const std::size_t sign = words.find('e'); sign != std::string::npos) {
    if (words[sign + 2] == '0') words.erase(sign + 2, 1);
    if (words[sign + 1] == '+') words.erase(sign + 1, 1);
  }
  return words;
}

}  // namespace gradus
