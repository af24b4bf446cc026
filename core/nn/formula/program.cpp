#include "core/nn/formula/program.h"

#include <charconv>
#include <compare>
#include <map>
#include <unordered_map>

namespace gradus::formula {
namespace {

/// A literal that is no whole number: those have a largest one in C.
std::string realLiteral(double number) {
  const std::string text = numberText(number);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

}  // namespace

/// Gives equal steps one place.
class Program::Compiler {
 public:
  explicit Compiler(std::vector<Step>& steps) : steps_(steps) {}

  std::size_t place(const Expression& expression) {
    if (const auto found = placeOf_.find(expression.identity()); found != placeOf_.end()) return found->second;
    const std::size_t at = expression.kind() == Expression::Kind::Call ? placeCall(expression) : placeLeaf(expression);
    placeOf_.emplace(expression.identity(), at);
    return at;
  }

 private:
  std::size_t placeLeaf(const Expression& expression) {
    Step step;
    step.kind = expression.kind();
    if (step.kind == Expression::Kind::Number) step.number = expression.number();
    if (step.kind == Expression::Kind::Parameter) step.parameter = expression.parameterIndex();
    return add(step);
  }

  std::size_t placeCall(const Expression& call) {
    const std::vector<Expression>& operands = call.operands();
    if (call.isCall("^") && (operands[1].isNumber(2) || operands[1].isNumber(3) || operands[1].isNumber(4))) {
      return placeProduct(place(operands[0]), static_cast<int>(operands[1].number()));
    }
    std::array<std::size_t, kMostOperands> places{};
    for (std::size_t i = 0; i < operands.size(); ++i) places[i] = place(operands[i]);
    return add({Expression::Kind::Call, 0, 0, &call.function(), places});
  }

  /// A small whole power: exact for negative numbers, and quicker than pow().
  std::size_t placeProduct(std::size_t base, int factors) {
    const Function& times = findFunction("*");
    std::size_t product = base;
    for (int i = 1; i < factors; ++i) product = add({Expression::Kind::Call, 0, 0, &times, {product, base}});
    return product;
  }

  std::size_t add(const Step& step) {
    const auto [found, isNew] = known_.emplace(step, steps_.size());
    if (isNew) steps_.push_back(step);
    return found->second;
  }

  struct Less {
    bool operator()(const Step& a, const Step& b) const { return std::is_lt(a <=> b); }
  };

  std::vector<Step>& steps_;
  std::map<Step, std::size_t, Less> known_;
  std::unordered_map<const void*, std::size_t> placeOf_;
};

Program::Program(const Expression& expression) {
  Compiler compiler(steps_);
  const std::size_t result = compiler.place(expression);
  steps_.resize(result + 1);  // it was known before others only if they are not needed
}

double Program::evaluate(double x, const double* parameters) const {
  std::array<double, 64> few{};
  std::vector<double> many(steps_.size() > few.size() ? steps_.size() : 0);
  double* values = many.empty() ? few.data() : many.data();
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    if (step.kind == Expression::Kind::Number) {
      values[i] = step.number;
    } else if (step.kind == Expression::Kind::Input) {
      values[i] = x;
    } else if (step.kind == Expression::Kind::Parameter) {
      values[i] = parameters[step.parameter];
    } else {
      double operands[kMostOperands] = {};
      for (std::size_t k = 0; k < step.function->arity; ++k) operands[k] = values[step.operands[k]];
      values[i] = step.function->evaluate(operands);
    }
  }
  return values[steps_.size() - 1];
}

std::string Program::openclBody() const {
  std::string body;
  const auto variable = [](std::size_t step) { return "t" + std::to_string(step); };
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    std::string value = "x";
    if (step.kind == Expression::Kind::Number) {
      value = "(T)(" + realLiteral(step.number) + ")";
    } else if (step.kind == Expression::Kind::Parameter) {
      value = "(T)(p" + std::to_string(step.parameter) + ")";
    } else if (step.kind == Expression::Kind::Call) {
      std::vector<std::string> operands;
      for (std::size_t k = 0; k < step.function->arity; ++k) operands.push_back(variable(step.operands[k]));
      value = filled(step.function->opencl, operands);
    }
    body += "  const T " + variable(i) + " = " + value + ";\n";
  }
  return body + "  return " + variable(steps_.size() - 1) + ";\n";
}

std::string numberText(double number) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return {text, end};
}

std::string filled(const std::string& pattern, const std::vector<std::string>& texts) {
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      result += pattern[i];
      continue;
    }
    result += texts.at(static_cast<std::size_t>(pattern[i + 1] - '0'));
    i += 2;
  }
  return result;
}

}  // namespace gradus::formula
