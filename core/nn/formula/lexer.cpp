#include "core/nn/formula/lexer.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <iterator>
#include <optional>
#include <utility>

#include "core/nn/formula/expression.h"

namespace gradus::formula {
namespace {

/// Not those of <cctype>: they follow the locale.
bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// How signs are typed, longer ones first, and as what they are read.
constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
    {"<=", "<="}, {">=", ">="}, {"==", "=="}, {"!=", "!="}, {"≤", "<="}, {"≥", ">="}, {"≠", "!="}, {"−", "-"},
    {"·", "*"},   {"⋅", "*"},   {"×", "*"},   {"÷", "/"},   {"<", "<"},  {">", ">"},  {"+", "+"},  {"-", "-"},
    {"*", "*"},   {"/", "/"},   {"^", "^"},   {"(", "("},   {")", ")"},  {",", ","},
};

/// Raised digits by value: x² is read as x^2.
constexpr std::string_view kRaisedDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
constexpr std::string_view kRaisedMinus = "⁻";

/// The digit that is raised where `text` begins; none if there is none.
std::optional<std::size_t> raisedDigit(std::string_view text) {
  const auto found =
      std::ranges::find_if(kRaisedDigits, [&](std::string_view digit) { return text.starts_with(digit); });
  if (found == std::end(kRaisedDigits)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(kRaisedDigits));
}

/// Bytes of the character that begins with `first`, if it is well-formed UTF-8.
std::size_t lengthOf(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool isContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

std::string Token::described() const {
  switch (kind) {
    case Kind::Number:
      return "the number " + text;
    case Kind::Name:
    case Kind::Sign:
      return "'" + text + "'";
    case Kind::End:
      break;
  }
  return "the end";
}

void Lexer::fail(std::size_t offset, const std::string& what) const {
  const std::string_view before = text_.substr(0, offset);
  const auto characters = std::ranges::count_if(before, [](char c) { return !isContinuation(c); });
  throw FormulaError(what, static_cast<std::size_t>(characters), offset);
}

/// Quoted where it can be seen, else its byte.
std::string Lexer::characterAt(std::size_t offset) const {
  const char first = text_[offset];
  const std::size_t length = lengthOf(first);
  const std::string_view rest = text_.substr(offset + 1, length - 1);
  const bool isWhole = rest.size() == length - 1 && std::ranges::all_of(rest, isContinuation);
  const bool isVisible = length == 1 ? first >= ' ' && first != 0x7F : static_cast<unsigned char>(first) >= 0xC3;
  if (isWhole && isVisible && !isContinuation(first) && length < 4) {
    return "'" + std::string(text_.substr(offset, length)) + "'";
  }
  char code[16];
  std::snprintf(code, sizeof code, "byte 0x%02X", static_cast<unsigned>(static_cast<unsigned char>(first)));
  return code;
}

Token Lexer::next() {
  if (!waiting_.empty()) {
    Token token = std::move(waiting_.front());
    waiting_.pop_front();
    return token;
  }
  skipSpace();
  if (at_ == text_.size()) return {Token::Kind::End, {}, 0, at_};
  const char first = text_[at_];
  if (isDigit(first) || first == '.') return number();
  if (isRaised()) return raisedPower();
  if (!isLetter(first)) return sign();
  const std::size_t begin = at_;
  while (at_ < text_.size() && (isLetter(text_[at_]) || isDigit(text_[at_]) || text_[at_] == '_')) ++at_;
  return {Token::Kind::Name, std::string(text_.substr(begin, at_ - begin)), 0, begin};
}

Token Lexer::number() {
  Token token{Token::Kind::Number, {}, 0, at_};
  const char* begin = text_.data() + at_;
  const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), token.number);
  if (error == std::errc::invalid_argument) fail(at_, "a '.' needs digits beside it.");
  token.text = std::string(begin, end);
  if (error == std::errc::result_out_of_range || !isUsable(token.number)) {
    fail(at_, "the number is too large or too small for the device; it holds 1.2e-38 to 3.4e38.");
  }
  at_ += token.text.size();
  return token;
}

void Lexer::skipSpace() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
}

bool Lexer::isRaised() const {
  const std::string_view rest = text_.substr(at_);
  return rest.starts_with(kRaisedMinus) || raisedDigit(rest).has_value();
}

/// x⁻¹² as x^-12: the ^ at once, what follows it when it is asked for.
Token Lexer::raisedPower() {
  const std::size_t begin = at_;
  if (text_.substr(at_).starts_with(kRaisedMinus)) {
    waiting_.push_back({Token::Kind::Sign, "-", 0, begin});
    at_ += kRaisedMinus.size();
  }
  Token exponent{Token::Kind::Number, {}, 0, at_};
  while (const auto digit = raisedDigit(text_.substr(at_))) {
    exponent.text += static_cast<char>('0' + *digit);
    exponent.number = exponent.number * 10 + static_cast<double>(*digit);
    at_ += kRaisedDigits[*digit].size();
  }
  if (exponent.text.empty()) fail(begin, "a raised minus needs raised digits behind it, as in x⁻¹.");
  if (!isUsable(exponent.number)) fail(begin, "the number is too large for the device.");
  waiting_.push_back(std::move(exponent));
  skipSpace();
  if (at_ < text_.size() && (text_[at_] == '^' || isRaised())) {
    fail(at_, "a power of a power needs parentheses, as in (x²)^3.");
  }
  return {Token::Kind::Sign, "^", 0, begin};
}

Token Lexer::sign() {
  const std::string_view rest = text_.substr(at_);
  for (const auto& [typed, meaning] : kSigns) {
    if (rest.starts_with(typed))
      return {Token::Kind::Sign, std::string(meaning), 0, std::exchange(at_, at_ + typed.size())};
  }
  if (rest[0] == '=') fail(at_, "equality is written with two signs: ==");
  fail(at_, characterAt(at_) + " is no part of a formula.");
}

}  // namespace gradus::formula
