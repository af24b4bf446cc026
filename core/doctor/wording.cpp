#include "core/doctor/wording.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>

namespace gradus {

namespace {

/// C writes exponents with two digits at least.
std::string withShortExponent(std::string text) {
  const std::size_t exponent = text.find('e');
  if (exponent != std::string::npos && text[exponent + 2] == '0') text.erase(exponent + 2, 1);
  return text;
}

}  // namespace

std::string numberText(double number, int figures) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*g", figures, number);
  return withShortExponent(buffer);
}

std::string briefNumber(double number) {
  constexpr std::size_t kRoom = 6;
  const std::string text = numberText(number, 2);
  if (text.size() <= kRoom) return text;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.0e", number);
  return withShortExponent(buffer);
}

std::string counted(std::int64_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string percentText(double share) {
  const double percent = 100 * share;
  const bool isSmall = percent != 0 && std::abs(percent) < 1;
  char text[32];
  std::snprintf(text, sizeof text, isSmall ? "%.2g %%" : "%.0f %%", isSmall ? percent : std::round(percent));
  return text;
}

std::string lowered(std::string title) {
  const std::size_t end = std::min(title.find(' '), title.size());
  const auto isCapital = [](unsigned char letter) { return std::isupper(letter) != 0 || std::isdigit(letter) != 0; };
  if (end == 0 || std::any_of(title.begin() + 1, title.begin() + static_cast<std::ptrdiff_t>(end), isCapital)) {
    return title;
  }
  title.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(title.front())));
  return title;
}

}  // namespace gradus
