// A formula as text again, with no more parentheses than it needs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/nn/formula/expression.h"

namespace gradus::formula {

enum class Language {
  Formula,  ///< as the parser reads it
  Torch     ///< Python on tensors: x, and the parameters, each a tensor too
};

/// `parameters` are the names to write, by index. Shared parts are written again wherever they stand.
std::string print(const Expression& expression, const std::vector<std::string>& parameters, Language language);

/// To look at: what is longer than `most` characters ends there with "…". The time it takes is bounded with it.
std::string printShortened(const Expression& expression, const std::vector<std::string>& parameters, std::size_t most);

}  // namespace gradus::formula
