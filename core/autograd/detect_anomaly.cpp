#include "core/autograd/detect_anomaly.h"

#include <cmath>
#include <string>

#include "core/base/error.h"

namespace gradus {
namespace {

template <class Number>
std::string firstNonFinite(const Tensor& tensor) {
  const std::vector<Number> numbers = tensor.toVector<Number>();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!std::isfinite(numbers[i])) {
      return (std::isnan(numbers[i]) ? "nan"
              : numbers[i] > 0       ? "inf"
                                     : "-inf") +
             std::string(" at element ") + std::to_string(i) + " of shape " + tensor.shape().text();
    }
  }
  return {};
}

/// "nan at element 3 of shape [5]", or "" if all numbers are finite.
std::string anomalyOf(const Tensor& tensor) {
  if (!tensor.defined()) return {};
  if (tensor.dtype() == Dtype::Float32) return firstNonFinite<float>(tensor);
  if (tensor.dtype() == Dtype::Float64) return firstNonFinite<double>(tensor);
  return {};
}

/// "MulBackward0" is made by Mul.
std::string operationOf(const std::string& name) {
  return name.substr(0, name.find("Backward"));
}

}  // namespace

void DetectAnomaly::sawResult(const char* name, const Tensor& result) {
  const std::string anomaly = anomalyOf(result);
  if (!anomaly.empty()) throw Error("Anomaly: the result of " + operationOf(name) + " is " + anomaly);
}

void DetectAnomaly::sawBackward(const GradFn& function, const Tensor& gradient,
                                const std::vector<Tensor>& inputGradients) {
  std::string anomaly = anomalyOf(gradient);
  if (!anomaly.empty()) {
    throw Error("Anomaly: the gradient that reached " + function.name + " is " + anomaly);
  }
  for (std::size_t i = 0; i < inputGradients.size(); ++i) {
    anomaly = anomalyOf(inputGradients[i]);
    if (!anomaly.empty()) {
      throw Error("Anomaly: " + function.name + " made a gradient for its input " + std::to_string(i) + " that is " +
                  anomaly);
    }
  }
}

}  // namespace gradus
