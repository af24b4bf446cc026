#include "core/nn/output_kind.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/tensor/arithmetic.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/joining.h"

namespace gradus {
namespace {

/// Where logarithms of probabilities end, as in BCELoss.
constexpr float kLowest = -100;

/// A comparison, since a maximum would turn NaN into the limit.
float limited(float logarithm) {
  return logarithm < kLowest ? kLowest : logarithm;
}

/// The scores of the first and the second class. Half of the odds for each, so that neither class is the one from which
/// the other is measured: gradients of both say the same.
std::pair<float, float> pairOf(float output, OutputKind kind) {
  if (kind == OutputKind::LogOdds) return {-output / 2, output / 2};
  return {limited(std::log1p(-output)), limited(std::log(output))};
}

}  // namespace

Tensor scoresOf(const Tensor& output, OutputKind kind) {
  if (!isOneForTwo(kind)) return output;
  if (kind == OutputKind::LogOdds) return cat({output * -0.5, output * 0.5}, 1);
  const auto logarithms = [](const Tensor& x) { return clamp(x, static_cast<double>(kLowest), std::nullopt); };
  return cat({logarithms(log1p(neg(output))), logarithms(log(output))}, 1);
}

std::vector<float> scoresOf(std::vector<float> output, OutputKind kind) {
  if (!isOneForTwo(kind)) return output;
  std::vector<float> scores;
  scores.reserve(2 * output.size());
  for (const float number : output) {
    const auto [first, second] = pairOf(number, kind);
    scores.push_back(first);
    scores.push_back(second);
  }
  return scores;
}

}  // namespace gradus
