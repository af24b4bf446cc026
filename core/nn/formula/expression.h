// What a formula computes, as an immutable tree of numbers, x, parameters and functions of these. Parts may be shared.
// The rules of differentiation are written with its operators, as on paper.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace gradus::formula {

struct Function;

class Expression {
 public:
  enum class Kind { Number, Input, Parameter, Call };

  /// A finite number.
  Expression(double number);  // NOLINT(google-explicit-constructor): rules read as on paper
  static Expression input();
  static Expression parameter(std::size_t index);

  /// A function of as many operands as it takes; of numbers alone the number that it gives, if float32 holds it.
  static Expression call(const Function& function, std::vector<Expression> operands);
  static Expression call(std::string_view function, std::vector<Expression> operands);

  Kind kind() const;
  double number() const;                                ///< of a Number
  std::size_t parameterIndex() const;                   ///< of a Parameter
  const Function& function() const;                     ///< of a Call
  const std::vector<Expression>& operands() const;      ///< of a Call; none of the others
  const void* identity() const { return node_.get(); }  ///< the same for parts that are shared

  bool isNumber(double value) const { return kind() == Kind::Number && number() == value; }
  bool isCall(std::string_view name) const;
  bool dependsOnInput() const;

 private:
  struct Node;
  explicit Expression(std::shared_ptr<const Node> node) : node_(std::move(node)) {}

  std::shared_ptr<const Node> node_;
};

/// Whether float32 holds it, maybe rounded, with all its digits: 0, or neither too large nor too small.
bool isUsable(double number);

// What needs no computing is left out: a + 0 is a, 1 · a is a, and 0 · a is 0, as suits derivatives.
Expression operator+(const Expression& a, const Expression& b);
Expression operator-(const Expression& a, const Expression& b);
Expression operator*(const Expression& a, const Expression& b);
Expression operator/(const Expression& a, const Expression& b);
Expression operator-(const Expression& a);
Expression power(const Expression& base, const Expression& exponent);
Expression where(const Expression& condition, const Expression& yes, const Expression& no);

/// ∂e/∂x. Where there is a kink it is PyTorch's subgradient: 0 for |x| at 0, the mean of both for min and max of
/// equals, that of the chosen branch for where.
Expression derivativeOf(const Expression& expression);

/// Computes the same without overflow and cancellation where that is easy: ln(1 + eᵃ) as softplus, n / (1 + e⁻ᵃ) by
/// the sigmoid, eᵃ − 1 as expm1.
Expression stabilized(const Expression& expression);

}  // namespace gradus::formula
