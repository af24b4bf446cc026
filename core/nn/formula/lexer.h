// Cuts the text of a formula into numbers, names and signs.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "core/nn/formula/formula_error.h"

namespace gradus::formula {

struct Token {
  enum class Kind { Number, Name, Sign, End };

  Kind kind = Kind::End;
  std::string text;        ///< of a sign as C writes it: "*" for "·", "<=" for "≤"
  double number = 0;       ///< of a Number
  std::size_t offset = 0;  ///< where it begins, in bytes

  bool is(std::string_view sign) const { return kind == Kind::Sign && text == sign; }
  std::string described() const;  ///< for people: "'*'", "the end"
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  /// Throws FormulaError for what is no part of a formula, and numbers that float32 does not hold.
  Token next();

  [[noreturn]] void fail(std::size_t offset, const std::string& what) const;

 private:
  Token number();
  Token sign();
  Token raisedPower();
  bool isRaised() const;
  void skipSpace();
  std::string characterAt(std::size_t offset) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::deque<Token> waiting_;  ///< already read, given before what comes next
};

}  // namespace gradus::formula
