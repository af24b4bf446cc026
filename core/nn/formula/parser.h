// Reads a formula that a person typed. Nothing but the tree leaves it: no text of the person's is ever compiled.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/formula/expression.h"
#include "core/nn/formula/formula_error.h"

namespace gradus::formula {

constexpr std::size_t kMostBytes = 4096;  ///< more than any formula of so many parts is printed with
constexpr std::size_t kMostParts = 128;   ///< numbers, names, operators and functions together
constexpr std::size_t kMostDepth = 32;    ///< of parentheses, signs and powers within each other
constexpr std::size_t kMostParameters = 4;
constexpr std::size_t kMostLetters = 16;  ///< of a parameter's name

struct Parsed {
  Expression expression;
  std::vector<std::string> parameters;  ///< their names, in the order in which they are first met
};

/// comparison: sum, or sum < sum and the like; sum: products with + and −; product: factors with * and /; a factor may
/// have a sign, which binds looser than the power behind it: −x^2 is −(x²), and 2^3^2 is 2^(3²). The constants are pi
/// and e. Throws FormulaError.
Parsed parse(std::string_view text);

}  // namespace gradus::formula
