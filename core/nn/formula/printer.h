// A formula as text again, with no more parentheses than it needs.
#pragma once

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

}  // namespace gradus::formula
