#include "core/nn/softmax_numbers.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"

namespace gradus {

SoftmaxNumbers softmaxNumbers(std::span<const double> logits, double temperature, std::size_t target) {
  SoftmaxNumbers result;
  if (logits.empty()) return result;
  if (!(temperature > 0)) throw Error("softmax: the temperature has to be above 0");
  if (target >= logits.size()) throw Error("softmax: there is no class " + std::to_string(target));
  // Less the largest, so that no exponential is too large for a number.
  const double top = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const double logit : logits) {
    result.probabilities.push_back(std::exp((logit - top) / temperature));
    sum += result.probabilities.back();
  }
  for (double& probability : result.probabilities) probability /= sum;
  result.crossEntropy = std::log(sum) - (logits[target] - top) / temperature;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    result.gradient.push_back((result.probabilities[i] - (i == target ? 1 : 0)) / temperature);
  }
  return result;
}

}  // namespace gradus
