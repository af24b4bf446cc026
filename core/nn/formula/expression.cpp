#include "core/nn/formula/expression.h"

#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "core/nn/formula/functions.h"

namespace gradus::formula {
namespace {

using Kind = Expression::Kind;

/// The value of a call whose operands are all numbers.
double valueOf(const Function& function, const std::vector<Expression>& operands) {
  double numbers[kMostOperands] = {};
  for (std::size_t i = 0; i < operands.size(); ++i) numbers[i] = operands[i].number();
  return function.evaluate(numbers);
}

bool isNumeric(const std::vector<Expression>& operands) {
  for (const Expression& operand : operands) {
    if (operand.kind() != Kind::Number) return false;
  }
  return true;
}

using Known = std::unordered_map<const void*, Expression>;

Expression derive(const Expression& expression, Known& known) {
  if (const auto found = known.find(expression.identity()); found != known.end()) return found->second;
  if (expression.kind() == Kind::Input) return 1;
  if (expression.kind() != Kind::Call) return 0;
  std::vector<Expression> slopes;
  for (const Expression& operand : expression.operands()) slopes.push_back(derive(operand, known));
  const Expression result = expression.function().derive(expression.operands(), slopes);
  known.emplace(expression.identity(), result);
  return result;
}

/// a of 1 + a or a + 1; null if it is no such sum.
const Expression* besideOne(const Expression& expression) {
  if (!expression.isCall("+")) return nullptr;
  const std::vector<Expression>& terms = expression.operands();
  if (terms[0].isNumber(1)) return &terms[1];
  return terms[1].isNumber(1) ? &terms[0] : nullptr;
}

Expression stableLogarithm(const Expression& call) {
  const Expression& argument = call.operands()[0];
  if (argument.isCall("sigmoid")) return -Expression::call("softplus", {-argument.operands()[0]});
  const Expression* other = besideOne(argument);
  if (other == nullptr) return call;
  if (other->isCall("exp")) return Expression::call("softplus", other->operands());
  return Expression::call("log1p", {*other});
}

Expression stableCall(const Expression& call) {
  if (call.kind() != Kind::Call) return call;
  if (call.isCall("log")) return stableLogarithm(call);
  const std::vector<Expression>& operands = call.operands();
  if (call.isCall("-") && operands[0].isCall("exp") && operands[1].isNumber(1)) {
    return Expression::call("expm1", operands[0].operands());
  }
  if (call.isCall("/")) {
    const Expression* other = besideOne(operands[1]);
    if (other != nullptr && other->isCall("exp")) {
      const Expression sigmoid = Expression::call("sigmoid", {-other->operands()[0]});
      return operands[0].isNumber(1) ? sigmoid : Expression::call("*", {operands[0], sigmoid});
    }
  }
  return call;
}

}  // namespace

struct Expression::Node {
  Kind kind = Kind::Number;
  double number = 0;
  std::size_t parameter = 0;
  const Function* function = nullptr;
  std::vector<Expression> operands{};
};

bool isUsable(double number) {
  using Float = std::numeric_limits<float>;
  const double size = std::abs(number);
  return size == 0 || (size >= static_cast<double>(Float::min()) && size <= static_cast<double>(Float::max()));
}

Expression::Expression(double number) : node_(std::make_shared<Node>(Node{Kind::Number, number})) {}

Expression Expression::input() {
  return Expression(std::make_shared<Node>(Node{Kind::Input}));
}

Expression Expression::parameter(std::size_t index) {
  return Expression(std::make_shared<Node>(Node{Kind::Parameter, 0, index}));
}

Expression Expression::call(const Function& function, std::vector<Expression> operands) {
  if (isNumeric(operands)) {
    const double value = formula::valueOf(function, operands);
    if (isUsable(value)) return value;
  }
  return Expression(std::make_shared<Node>(Node{Kind::Call, 0, 0, &function, std::move(operands)}));
}

Expression Expression::call(std::string_view function, std::vector<Expression> operands) {
  return call(findFunction(function), std::move(operands));
}

Kind Expression::kind() const {
  return node_->kind;
}

double Expression::number() const {
  return node_->number;
}

std::size_t Expression::parameterIndex() const {
  return node_->parameter;
}

const Function& Expression::function() const {
  return *node_->function;
}

const std::vector<Expression>& Expression::operands() const {
  return node_->operands;
}

bool Expression::isCall(std::string_view name) const {
  return kind() == Kind::Call && function().name == name;
}

bool Expression::dependsOnInput() const {
  if (kind() == Kind::Input) return true;
  for (const Expression& operand : operands()) {
    if (operand.dependsOnInput()) return true;
  }
  return false;
}

Expression operator+(const Expression& a, const Expression& b) {
  if (a.isNumber(0)) return b;
  if (b.isNumber(0)) return a;
  return Expression::call("+", {a, b});
}

Expression operator-(const Expression& a, const Expression& b) {
  if (a.isNumber(0)) return -b;
  if (b.isNumber(0)) return a;
  return Expression::call("-", {a, b});
}

Expression operator*(const Expression& a, const Expression& b) {
  if (a.isNumber(0) || b.isNumber(0)) return 0;
  if (a.isNumber(1)) return b;
  if (b.isNumber(1)) return a;
  if (a.isNumber(-1)) return -b;
  if (b.isNumber(-1)) return -a;
  return Expression::call("*", {a, b});
}

Expression operator/(const Expression& a, const Expression& b) {
  if (a.isNumber(0)) return 0;
  if (b.isNumber(1)) return a;
  return Expression::call("/", {a, b});
}

Expression operator-(const Expression& a) {
  if (a.isCall("negate")) return a.operands()[0];
  return Expression::call("negate", {a});
}

Expression power(const Expression& base, const Expression& exponent) {
  if (exponent.isNumber(0)) return 1;
  if (exponent.isNumber(1)) return base;
  return Expression::call("^", {base, exponent});
}

Expression where(const Expression& condition, const Expression& yes, const Expression& no) {
  const bool isSame = yes.kind() == Kind::Number && no.isNumber(yes.number());
  return isSame ? yes : Expression::call("where", {condition, yes, no});
}

Expression derivativeOf(const Expression& expression) {
  Known known;
  return derive(expression, known);
}

Expression stabilized(const Expression& expression) {
  if (expression.kind() != Kind::Call) return expression;
  std::vector<Expression> operands;
  for (const Expression& operand : expression.operands()) operands.push_back(stabilized(operand));
  return stableCall(Expression::call(expression.function(), std::move(operands)));
}

}  // namespace gradus::formula
