#include "core/base/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace gradus {
namespace {

constexpr int kGroup = 3;
constexpr int kSmallestPlain = -4;  ///< powers of ten
constexpr int kLargestPlain = 5;

/// std::to_chars, which knows no locale. Room for any number with a few decimals.
template <typename... Format>
std::string written(double number, Format... format) {
  std::array<char, 400> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number, format...);
  return {text.data(), end};
}

/// With so many decimals. What lies in the middle goes away from zero, as people round: 62.5 % are 63 %.
std::string fixedText(double number, int decimals) {
  const double unit = std::pow(10.0, decimals);
  const double scaled = number * unit;
  const bool isExact = std::fma(number, unit, -scaled) == 0;
  const bool isMiddle = isExact && std::abs(scaled - std::trunc(scaled)) == 0.5;
  return written(isMiddle ? std::round(scaled) / unit : number, std::chars_format::fixed, decimals);
}

/// Of a number rounded to so many figures.
int exponentOf(double number, int figures) {
  if (number == 0) return -1;  // "0.000" beside "0.241"
  const std::string text = written(number, std::chars_format::scientific, figures - 1);
  int exponent = 0;
  const std::size_t begin = text.find('e') + (text[text.find('e') + 1] == '+' ? 2 : 1);
  std::from_chars(text.data() + begin, text.data() + text.size(), exponent);
  return exponent;
}

/// "1e-05" as "1e-5", "1e+12" as "1e12".
std::string withShortExponent(std::string text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos || (text[e + 1] != '+' && text[e + 1] != '-')) return text;
  while (e + 3 < text.size() && text[e + 2] == '0') text.erase(e + 2, 1);
  if (text[e + 1] == '+') text.erase(e + 1, 1);
  return text;
}

std::string withoutZeros(std::string text) {
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  const std::size_t end = std::min(text.find('e'), text.size());
  std::size_t last = end;
  while (text[last - 1] == '0') --last;
  if (last == point + 1) --last;
  return text.erase(last, end - last);
}

std::string plainFigures(double number, int figures) {
  const int exponent = exponentOf(number, figures);
  if (exponent < kSmallestPlain || exponent > kLargestPlain) {
    return written(number, std::chars_format::scientific, figures - 1);
  }
  return fixedText(number, std::max(figures - 1 - exponent, 0));
}

}  // namespace

std::string plainNumber(double number) {
  const double size = std::abs(number);
  const bool plainly = size == 0 || (size >= 1e-5 && size < 1e16);
  return withShortExponent(written(number, plainly ? std::chars_format::fixed : std::chars_format::scientific));
}

double roundedTo(double number, int figures) {
  if (!std::isfinite(number)) return number;
  const std::string text = written(number, std::chars_format::scientific, figures - 1);
  double rounded = number;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  return rounded;
}

NumberText NumberText::ungrouped() const {
  NumberSigns signs = signs_;
  signs.group.clear();
  return NumberText(std::move(signs));
}

std::string NumberText::dressed(std::string_view plain) const {
  const bool isNegative = plain.starts_with('-');
  if (isNegative) plain.remove_prefix(1);
  const std::string minus = isNegative ? signs_.minus : std::string();
  if (plain == "nan") return "NaN";
  if (plain == "inf") return minus + signs_.infinity;
  const std::string shortened = withShortExponent(std::string(plain));
  const std::size_t e = std::min(shortened.find('e'), shortened.size());
  const std::size_t point = std::min(shortened.find('.'), e);
  const bool isZero = shortened.substr(0, e).find_first_not_of("0.") == std::string::npos;
  std::string text = isZero ? std::string() : minus;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % kGroup == 0) text += signs_.group;
    text += shortened[i];
  }
  if (point < e) text.append(signs_.decimal).append(shortened, point + 1, e - point - 1);
  if (e == shortened.size()) return text;
  const bool isSmall = shortened[e + 1] == '-';
  return text.append("e").append(isSmall ? signs_.minus : "").append(shortened, e + (isSmall ? 2 : 1));
}

std::string NumberText::count(std::int64_t number) const {
  return dressed(std::to_string(number));
}

std::string NumberText::exact(double number) const {
  return dressed(plainNumber(number));
}

std::string NumberText::figures(double number, int figures) const {
  return dressed(std::isfinite(number) ? plainFigures(number, figures) : written(number));
}

std::string NumberText::brief(double number, int figures) const {
  return dressed(std::isfinite(number) ? withoutZeros(plainFigures(number, figures)) : written(number));
}

std::string NumberText::decimals(double number, int decimals) const {
  return dressed(std::abs(number) < 1e16 || !std::isfinite(number) ? fixedText(number, decimals) : plainNumber(number));
}

std::string NumberText::power(double number, int figures) const {
  if (number == 0 || !std::isfinite(number)) return exact(number);
  return dressed(withoutZeros(written(number, std::chars_format::scientific, figures - 1)));
}

std::string NumberText::percent(double share, int decimals) const {
  return withUnit(this->decimals(100 * share, decimals), "%");
}

std::string NumberText::rate(double number) const {
  constexpr double kMillion = 1e6;
  if (!std::isfinite(number)) return exact(number);
  if (number >= 10 * kMillion) return withUnit(decimals(number / kMillion, number < 100 * kMillion ? 1 : 0), "M");
  return decimals(number < 1000 ? number : roundedTo(number, 4), 0);
}

std::string NumberText::bytes(std::int64_t bytes) const {
  constexpr std::array kUnits{"KiB", "MiB", "GiB", "TiB"};
  constexpr double kStep = 1024;
  if (bytes < 1024) return withUnit(count(bytes), "B");
  double size = static_cast<double>(bytes) / kStep;
  std::size_t unit = 0;
  // What would be written as 1024 belongs to the next unit.
  for (; size >= 1023.5 && unit + 1 < kUnits.size(); size /= kStep) ++unit;
  return withUnit(decimals(size, size < 99.95 ? 1 : 0), kUnits.at(unit));
}

std::string NumberText::withUnit(std::string number, std::string_view unit) const {
  return number.append(signs_.blank).append(unit);
}

std::string durationText(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return "--:--";
  const long long whole = std::llround(seconds);
  const auto two = [](long long part) { return (part < 10 ? "0" : "") + std::to_string(part); };
  const std::string rest = two(whole / 60 % 60) + ":" + two(whole % 60);
  return whole < 3600 ? rest : std::to_string(whole / 3600) + ":" + rest;
}

}  // namespace gradus
