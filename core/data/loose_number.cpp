#include "core/data/loose_number.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "core/data/text.h"

namespace gradus {
namespace {

constexpr char kBlank = ' ';

/// Signs of more than one byte, and what they count as.
constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
    {"\u2212", "-"}, {"\u00A0", " "}, {"\u202F", " "}, {"\u2009", " "}, {"\u2019", "'"}};

/// What may stand before or behind a number and says nothing of it.
constexpr std::string_view kUnits[] = {"$", "€", "£", "¥", "₹", "%"};

bool isDigit(char letter) {
  return letter >= '0' && letter <= '9';
}

std::string withPlainSigns(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto* sign = std::ranges::find_if(kSigns, [&](const auto& row) { return text.starts_with(row.first); });
    const bool isSign = sign != std::end(kSigns);
    plain += isSign ? sign->second : text.substr(0, 1);
    text.remove_prefix(isSign ? sign->first.size() : 1);
  }
  return plain;
}

/// Takes the unit that `text` begins with off it, if it does, and the blanks behind that.
bool takeFirstUnit(std::string_view& text) {
  const auto* unit = std::ranges::find_if(kUnits, [&](std::string_view sign) { return text.starts_with(sign); });
  if (unit == std::end(kUnits)) return false;
  text = trimmed(text.substr(unit->size()));
  return true;
}

/// Likewise at the end.
void takeLastUnit(std::string_view& text) {
  const auto* unit = std::ranges::find_if(kUnits, [&](std::string_view sign) { return text.ends_with(sign); });
  if (unit != std::end(kUnits)) text = trimmed(text.substr(0, text.size() - unit->size()));
}

/// The digits of a whole number whose groups of three are all parted by the same sign, or not at all.
std::optional<std::string> ungrouped(std::string_view whole, char decimal) {
  const auto* found = std::ranges::find_if_not(whole, isDigit);
  if (found == whole.end()) return std::string(whole);
  const char sign = *found;
  if (sign == decimal || (sign != kBlank && sign != ',' && sign != '.' && sign != '\'')) return std::nullopt;
  std::string digits(whole.begin(), found);
  if (digits.empty() || digits.size() > 3) return std::nullopt;
  whole.remove_prefix(digits.size());
  for (; !whole.empty(); whole.remove_prefix(4)) {
    const bool isGroup = whole.size() >= 4 && whole[0] == sign && std::ranges::all_of(whole.substr(1, 3), isDigit);
    if (!isGroup) return std::nullopt;
    digits += whole.substr(1, 3);
  }
  return digits;
}

}  // namespace

std::optional<double> looseNumberIn(std::string_view text, DecimalSign decimal) {
  // Most words are told at once, and no number is long.
  constexpr std::size_t kLongest = 64;
  const auto isOfWords = [](char letter) {
    return ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) && letter != 'e' && letter != 'E';
  };
  if (text.size() > kLongest || std::ranges::any_of(text, isOfWords)) return std::nullopt;
  const std::string plain = withPlainSigns(text);
  std::string_view rest = trimmed(plain);
  bool hasUnit = takeFirstUnit(rest);
  std::string number;
  if (rest.starts_with('-') || rest.starts_with('+')) {
    if (rest[0] == '-') number += '-';
    rest = trimmed(rest.substr(1));
  }
  hasUnit = hasUnit || takeFirstUnit(rest);
  if (!hasUnit) takeLastUnit(rest);
  const char sign = decimal == DecimalSign::Point ? '.' : ',';
  const std::size_t end = std::min(rest.size(), rest.find_first_of(std::string{sign, 'e', 'E'}));
  const std::optional<std::string> whole = ungrouped(rest.substr(0, end), sign);
  if (!whole) return std::nullopt;
  number += *whole;
  if (end < rest.size() && rest[end] != sign) {
    number += rest.substr(end);
  } else if (end < rest.size()) {
    number += '.';
    number += rest.substr(end + 1);
  }
  // What is no digit where a number begins would be "nan" or "inf".
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  const bool begins = first < number.size() && (isDigit(number[first]) || number[first] == '.');
  return begins ? numberIn(number) : std::nullopt;
}

bool saysMissing(std::string_view text) {
  constexpr std::string_view kWords[] = {"", "?", "-", "–", ".", "na", "n/a", "#n/a", "<na>", "nan", "null", "none"};
  constexpr std::size_t kLongest = 4;
  if (text.size() > kLongest) return false;
  std::string lower(text);
  for (char& letter : lower) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return std::ranges::find(kWords, lower) != std::end(kWords);
}

}  // namespace gradus
