#include "core/base/typed_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <system_error>

namespace gradus {
namespace {

constexpr std::string_view kTrueMinus = "−";
constexpr std::array<std::string_view, 6> kBlanks{" ", "\t", "\u00A0", "\u2009", "\u202F", "\u2007"};
/// What parts groups of digits, or begins the decimals, somewhere on earth; blanks do too.
constexpr std::array<std::string_view, 8> kPartingSigns{",", ".", "'", "’", "_", "·", "٬", "٫"};

bool isDigit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool takes(std::string_view& text, std::string_view sign) {
  if (sign.empty() || !text.starts_with(sign)) return false;
  text.remove_prefix(sign.size());
  return true;
}

template <class Signs>
bool takesOneOf(std::string_view& text, const Signs& signs) {
  for (const std::string_view sign : signs) {
    if (takes(text, sign)) return true;
  }
  return false;
}

std::string_view withoutBlanks(std::string_view text) {
  while (takesOneOf(text, kBlanks)) {
  }
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view blank : kBlanks) {
      if (!text.ends_with(blank)) continue;
      text.remove_suffix(blank.size());
      found = true;
    }
  }
  return text;
}

/// The same number as std::from_chars reads it.
struct Plain {
  std::string number;
  NumberFault fault = NumberFault::None;
  bool hasDecimals = false;  ///< or the sign that would begin them
  bool hasExponent = false;
};

class Reader {
 public:
  Reader(std::string_view text, std::string_view decimalSign) : rest_(withoutBlanks(text)), decimalSign_(decimalSign) {}

  Plain read() {
    if (rest_.empty()) return {{}, NumberFault::Empty};
    takeSign();
    bool hasDigits = takeDigits();
    if (takes(rest_, decimalSign_) || takes(rest_, ".")) {
      plain_.hasDecimals = true;
      plain_.number += '.';
      hasDigits = takeDigits() || hasDigits;
    }
    if (hasDigits && (takes(rest_, "e") || takes(rest_, "E"))) {
      plain_.hasExponent = true;
      plain_.number += 'e';
      takeSign();
      hasDigits = takeDigits();
    }
    if (!rest_.empty() || !hasDigits) return {{}, NumberFault::NotANumber};
    if (isParted_) return {{}, NumberFault::PartedDigits};
    return plain_;
  }

 private:
  void takeSign() {
    if (takes(rest_, "-") || takes(rest_, kTrueMinus)) {
      plain_.number += '-';
    } else {
      takes(rest_, "+");
    }
  }

  /// Digits, also where something parts them.
  bool takeDigits() {
    bool any = false;
    while (!rest_.empty()) {
      if (isDigit(rest_.front())) {
        plain_.number += rest_.front();
        rest_.remove_prefix(1);
        any = true;
      } else if (!any || !takesParting()) {
        break;
      }
    }
    return any;
  }

  /// A sign between two digits that is not the one before decimals.
  bool takesParting() {
    std::string_view after = rest_;
    const bool mayBeDecimals = !plain_.hasDecimals && !plain_.hasExponent;
    if (mayBeDecimals && (takes(after, decimalSign_) || takes(after, "."))) return false;
    if (!takesOneOf(after, kPartingSigns) && !takesOneOf(after, kBlanks)) return false;
    if (after.empty() || !isDigit(after.front())) return false;
    rest_ = after;
    return isParted_ = true;
  }

  std::string_view rest_;
  std::string_view decimalSign_;
  Plain plain_;
  bool isParted_ = false;
};

/// Of a number that no double can hold: whether it is too small for it, not too large.
bool isTiny(const std::string& number) {
  const std::size_t exponent = number.find('e');
  if (exponent != std::string::npos) return number[exponent + 1] == '-';
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  return number[first] == '0' || number[first] == '.';
}

}  // namespace

TypedNumber typedNumber(std::string_view text, std::string_view decimalSign) {
  const Plain plain = Reader(text, decimalSign).read();
  if (plain.fault != NumberFault::None) return {.fault = plain.fault};
  TypedNumber typed;
  const char* end = plain.number.data() + plain.number.size();
  if (std::from_chars(plain.number.data(), end, typed.value).ec == std::errc::result_out_of_range) {
    typed.value = isTiny(plain.number) ? 0 : std::numeric_limits<double>::infinity();
    if (plain.number.starts_with('-')) typed.value = -typed.value;
  }
  typed.isWhole = !plain.hasDecimals && typed.value == std::floor(typed.value);
  return typed;
}

TypedWhole typedWhole(std::string_view text) {
  const Plain plain = Reader(text, {}).read();
  if (plain.fault != NumberFault::None) return {.fault = plain.fault};
  if (plain.hasDecimals) return {.fault = NumberFault::PartedDigits};
  if (plain.hasExponent) return {.fault = NumberFault::NotANumber};
  TypedWhole typed;
  const char* end = plain.number.data() + plain.number.size();
  typed.fits = std::from_chars(plain.number.data(), end, typed.value).ec == std::errc();
  return typed;
}

}  // namespace gradus
