#include "core/nn/formula/parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/nn/formula/functions.h"
#include "core/nn/formula/lexer.h"

namespace gradus::formula {
namespace {

constexpr std::string_view kComparisons[] = {"<", "<=", ">", ">=", "==", "!="};

std::optional<double> constantNamed(std::string_view name) {
  for (const Constant& constant : kConstants) {
    if (constant.name == name) return constant.value;
  }
  return std::nullopt;
}

/// By recursive descent: one function for each line of the grammar.
class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text), token_(lexer_.next()) {}

  Parsed parse() {
    if (token_.kind == Token::Kind::End) fail("type a formula, such as x * sigmoid(1.702 * x).");
    const Expression expression = comparison();
    if (token_.is(")")) fail("this ) closes nothing.");
    if (token_.is(",")) fail("a comma stands only between the arguments of a function.");
    if (token_.kind != Token::Kind::End) fail("expected an operator such as * before " + token_.described() + ".");
    if (!expression.dependsOnInput()) lexer_.fail(0, "x does not occur: the result would always be the same.");
    return {expression, std::move(parameters_)};
  }

 private:
  Expression comparison() {
    Expression left = sum();
    if (!isComparison()) return left;
    const Token sign = take();
    left = made(sign, sign.text, {left, sum()});
    if (isComparison()) fail("only two sides are compared; multiply comparisons where both have to hold.");
    return left;
  }

  Expression sum() {
    Expression left = product();
    while (token_.is("+") || token_.is("-")) {
      const Token sign = take();
      left = made(sign, sign.text, {left, product()});
    }
    return left;
  }

  Expression product() {
    Expression left = factor();
    while (token_.is("*") || token_.is("/")) {
      const Token sign = take();
      if (sign.is("*") && token_.is("*")) fail("a power is written x^2.");
      left = made(sign, sign.text, {left, factor()});
    }
    return left;
  }

  /// All that can go deep goes through here.
  Expression factor() {
    if (++depth_ > kMostDepth) {
      fail("too deep: at most " + std::to_string(kMostDepth) + " parentheses, signs and powers within each other.");
    }
    const bool isNegative = token_.is("-");
    if (isNegative || token_.is("+")) {
      const Token sign = take();
      // The sign of a number is part of it, so that what numbers give can be printed where they stood.
      const bool isOfNumber = token_.kind == Token::Kind::Number;
      if (isOfNumber) --depth_;
      const Expression operand = factor();
      if (!isOfNumber) --depth_;
      return isNegative ? made(sign, "negate", {operand}) : operand;
    }
    Expression result = primary();
    if (token_.is("^")) {
      const Token sign = take();
      result = made(sign, sign.text, {result, factor()});
    }
    --depth_;
    return result;
  }

  Expression primary() {
    if (token_.kind == Token::Kind::Name) return named(take());
    if (token_.kind == Token::Kind::Number) {
      const Token number = take();
      countPart(number);
      return number.number;
    }
    if (!token_.is("(")) fail("expected x, a number, a name or ( instead of " + token_.described() + ".");
    const Token opening = take();
    const Expression inside = comparison();
    close(opening);
    return inside;
  }

  Expression named(const Token& name) {
    const Function* function = findCalled(name.text);
    if (function != nullptr) return called(name, *function);
    if (token_.is("(")) {
      lexer_.fail(name.offset, "there is no function " + name.described() + "; there are " + calledNames() + ".");
    }
    countPart(name);
    if (name.text == "x") return Expression::input();
    if (const auto constant = constantNamed(name.text)) return *constant;
    return Expression::parameter(parameterNamed(name));
  }

  Expression called(const Token& name, const Function& function) {
    if (!token_.is("(")) lexer_.fail(name.offset, name.text + " needs its argument in parentheses: " + usage(function));
    const Token opening = take();
    std::vector<Expression> operands = {comparison()};
    while (token_.is(",")) {
      if (operands.size() == function.arity) fail("too many arguments: " + usage(function));
      take();
      operands.push_back(comparison());
    }
    if (operands.size() < function.arity && token_.is(")")) fail("an argument is missing: " + usage(function));
    close(opening);
    return made(name, function.name, std::move(operands));
  }

  static std::string usage(const Function& function) {
    constexpr const char* kNames[] = {"a", "b", "c"};
    std::string text = function.name + "(";
    for (std::size_t i = 0; i < function.arity; ++i) text.append(i > 0 ? ", " : "").append(kNames[i]);
    return text + ").";
  }

  std::size_t parameterNamed(const Token& name) {
    const auto known = std::ranges::find(parameters_, name.text);
    if (known != parameters_.end()) return static_cast<std::size_t>(known - parameters_.begin());
    const auto refuse = [&](const std::string& what) { lexer_.fail(name.offset, what); };
    if (name.text == "X") refuse("the input is written with a small x.");
    if (name.text == "name" || name.text == "formula") refuse("this name means something else in files; take another.");
    if (name.text.size() > kMostLetters) {
      refuse("a name has at most " + std::to_string(kMostLetters) + " letters, digits and underscores.");
    }
    if (name.text.back() == '_') refuse("a name does not end in an underscore.");
    if (parameters_.size() == kMostParameters) {
      refuse("too many names: a function has at most " + std::to_string(kMostParameters) + " parameters.");
    }
    parameters_.push_back(name.text);
    return parameters_.size() - 1;
  }

  /// A call, where nothing but a finite number may come of numbers.
  Expression made(const Token& place, std::string_view function, std::vector<Expression> operands) {
    countPart(place);
    const bool isNumeric = std::ranges::all_of(
        operands, [](const Expression& operand) { return operand.kind() == Expression::Kind::Number; });
    const Expression result = Expression::call(function, std::move(operands));
    if (isNumeric && result.kind() != Expression::Kind::Number) {
      lexer_.fail(place.offset, "what this gives is no number that the device holds.");
    }
    return result;
  }

  void countPart(const Token& place) {
    if (++parts_ > kMostParts) {
      lexer_.fail(place.offset, "too long: at most " + std::to_string(kMostParts) + " numbers, names and operators.");
    }
  }

  bool isComparison() const {
    return token_.kind == Token::Kind::Sign && std::ranges::find(kComparisons, token_.text) != std::end(kComparisons);
  }

  void close(const Token& opening) {
    if (token_.is(")")) {
      take();
    } else if (token_.kind == Token::Kind::End) {
      lexer_.fail(opening.offset, "this ( is never closed.");
    } else {
      fail("expected an operator or ) instead of " + token_.described() + ".");
    }
  }

  Token take() { return std::exchange(token_, lexer_.next()); }

  [[noreturn]] void fail(const std::string& what) const { lexer_.fail(token_.offset, what); }

  Lexer lexer_;
  Token token_;  ///< the next one
  std::vector<std::string> parameters_;
  std::size_t depth_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace

Parsed parse(std::string_view text) {
  if (text.size() > kMostBytes) {
    Lexer(text).fail(kMostBytes, "too long: at most " + std::to_string(kMostBytes) + " characters.");
  }
  return Parser(text).parse();
}

}  // namespace gradus::formula
