#include "core/nn/formula/printer.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/nn/formula/functions.h"
#include "core/nn/formula/program.h"

namespace gradus::formula {
namespace {

class Printer {
 public:
  Printer(const std::vector<std::string>& parameters, Language language, std::size_t most)
      : parameters_(parameters), isTorch_(language == Language::Torch), left_(most) {}

  /// Nothing once the letters are used up: the caller cuts there.
  std::string print(const Expression& expression) {
    if (left_ == 0) return {};
    --left_;
    switch (expression.kind()) {
      case Expression::Kind::Number:
        return number(expression.number());
      case Expression::Kind::Input:
        return "x";
      case Expression::Kind::Parameter:
        return parameters_.at(expression.parameterIndex());
      case Expression::Kind::Call:
        break;
    }
    const Function& function = expression.function();
    const bool isPlain = !isTorch_ || function.torch.empty();
    return filledIn(isPlain ? function.text : function.torch, expression);
  }

 private:
  std::string number(double value) const {
    const auto isIt = [&](const Constant& constant) { return constant.value == value; };
    const auto* found = std::ranges::find_if(kConstants, isIt);
    return isTorch_ || found == std::end(kConstants) ? numberText(value) : std::string(found->name);
  }

  std::string filledIn(const std::string& pattern, const Expression& call) {
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '{') {
        result += pattern[i];
        continue;
      }
      const bool asCondition = pattern[i + 1] == '?';
      if (asCondition) ++i;
      const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
      result += asCondition ? condition(call.operands()[index]) : operand(call, index);
      i += 2;
    }
    return result;
  }

  std::string operand(const Expression& call, std::size_t index) {
    const Expression& operand = call.operands()[index];
    const Function& function = call.function();
    const std::string text = print(operand);
    // Functions of PyTorch take no numbers; its operators do.
    const bool isBare =
        isTorch_ && function.use != Function::Use::Operator && operand.kind() == Expression::Kind::Number;
    if (isBare) return "x.new_tensor(" + text + ")";
    return bindingOf(operand) < function.operands[index] ? "(" + text + ")" : text;
  }

  /// Of Python where a comparison is asked for: without turning it into a number.
  std::string condition(const Expression& expression) {
    const bool isComparison =
        expression.kind() == Expression::Kind::Call && expression.function().binding == Binding::Comparison;
    if (isComparison) return filledIn(expression.function().text, expression);
    const std::string text = print(expression);
    return (bindingOf(expression) < Binding::Sum ? "(" + text + ")" : text) + " != 0";
  }

  Binding bindingOf(const Expression& expression) const {
    if (expression.kind() == Expression::Kind::Number) {
      return std::signbit(expression.number()) ? Binding::Sign : Binding::Whole;
    }
    if (expression.kind() != Expression::Kind::Call) return Binding::Whole;
    const Binding binding = expression.function().binding;
    // Such as (x > 0).to(x.dtype).
    return isTorch_ && binding == Binding::Comparison ? Binding::Whole : binding;
  }

  const std::vector<std::string>& parameters_;
  bool isTorch_;
  std::size_t left_;  ///< parts that may still be written; each has a letter at least
};

}  // namespace

std::string print(const Expression& expression, const std::vector<std::string>& parameters, Language language) {
  return Printer(parameters, language, std::numeric_limits<std::size_t>::max()).print(expression);
}

std::string printShortened(const Expression& expression, const std::vector<std::string>& parameters, std::size_t most) {
  std::string text = Printer(parameters, Language::Formula, most).print(expression);
  return text.size() <= most ? text : text.substr(0, most) + "…";
}

}  // namespace gradus::formula
