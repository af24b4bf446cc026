#include "core/autograd/gradient_check.h"

#include <cmath>
#include <sstream>

#include "core/tensor/graph.h"

namespace gradus {
namespace {

/// Distinct coefficients of both signs between −1 and 1.
std::vector<double> coefficients(std::int64_t count) {
  std::vector<double> values;
  for (std::int64_t i = 0; i < count; ++i) {
    values.push_back(std::cos(1.7 * static_cast<double>(i) + 0.3));
  }
  return values;
}

double weightedSum(const Tensor& output) {
  const std::vector<double> numbers = output.toVector<double>();
  const std::vector<double> factors = coefficients(output.numel());
  double total = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    total += numbers[i] * factors[i];
  }
  return total;
}

}  // namespace

std::string checkGradient(const std::function<Tensor(const std::vector<Tensor>&)>& function,
                          const std::vector<Tensor>& inputs, const GradientTolerance& tolerance) {
  std::vector<Tensor> leaves;
  for (const Tensor& input : inputs) {
    leaves.push_back(Tensor::from(input.device(), input.toVector<double>(), input.shape()));
    leaves.back().requireGrad();
  }
  const Tensor output = function(leaves);
  output.backward(Tensor::from(output.device(), coefficients(output.numel()), output.shape()));

  const NoGrad noGrad;
  for (std::size_t which = 0; which < leaves.size(); ++which) {
    const std::vector<double> values = leaves[which].toVector<double>();
    const std::vector<double> computed = leaves[which].grad().toVector<double>();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto at = [&](double shift) {
        std::vector<double> moved = values;
        moved[i] += shift;
        std::vector<Tensor> arguments = leaves;
        arguments[which] = Tensor::from(leaves[which].device(), moved, leaves[which].shape());
        return weightedSum(function(arguments));
      };
      const double numeric = (at(tolerance.step) - at(-tolerance.step)) / (2 * tolerance.step);
      const double difference = std::abs(numeric - computed[i]);
      const double allowed =
          static_cast<double>(tolerance.absolute) + static_cast<double>(tolerance.relative) * std::abs(numeric);
      if (!(difference <= allowed)) {
        std::ostringstream message;
        message << "input " << which << ", element " << i << ": backward says " << computed[i]
                << ", finite differences say " << numeric;
        return message.str();
      }
    }
  }
  return {};
}

}  // namespace gradus
