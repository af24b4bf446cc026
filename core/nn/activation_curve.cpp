#include "core/nn/activation_curve.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/nn/activation.h"

namespace gradus {

ActivationCurve curveOf(const Choice& choice) {
  const Activation row = activationOf(choice);
  const ActivationParameters parameters = parametersOf(row, choice);
  return {[f = row.evaluate, parameters](double x) { return f(x, parameters.data()); },
          [f = row.evaluateDerivative, parameters](double x) { return f(x, parameters.data()); }};
}

std::optional<Line> asymptoteOf(const ActivationCurve& curve, Side side) {
  constexpr double kFar = 98765.4321;
  constexpr double kNear = 1e-3;
  const double sign = side == Side::Left ? -1 : 1;
  const double end = curve.value(2 * sign * kFar);
  const double begin = curve.value(sign * kFar);
  Line line;
  line.slope = (end - begin) / (sign * kFar);
  line.intercept = begin - line.slope * sign * kFar;
  // No round numbers: a wave that is met at the same point of each period would look like a line.
  for (const double share : {0.1000371, 0.1371293, 0.2193417, 0.5077139, 0.8119273, 1.3187531}) {
    const double x = sign * kFar * share;
    const double distance = curve.value(x) - line.at(x);
    if (!(std::abs(distance) <= kNear)) return std::nullopt;
  }
  const auto rounded = [](double number) { return std::round(number * 1e4) / 1e4 + 0.0; };
  return Line{rounded(line.slope), rounded(line.intercept)};
}

std::vector<Interval> flatStretches(const ActivationCurve& curve, double flat, double low, double high) {
  constexpr int kSteps = 500;
  constexpr int kHalvings = 20;
  const auto isFlat = [&](double x) { return std::abs(curve.slope(x)) < flat; };
  /// Between `from` and `to`, of which one is flat and the other is not.
  const auto edge = [&](double from, double to) {
    const bool before = isFlat(from);
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (from + to) / 2;
      (isFlat(middle) == before ? from : to) = middle;
    }
    return (from + to) / 2;
  };
  std::vector<Interval> stretches;
  double last = low;
  bool wasFlat = isFlat(low);
  double since = low;
  for (int i = 1; i <= kSteps; ++i) {
    const double x = low + (high - low) * i / kSteps;
    const bool flatHere = isFlat(x);
    if (flatHere && !wasFlat) since = edge(last, x);
    if (!flatHere && wasFlat) stretches.push_back({since, edge(last, x)});
    wasFlat = flatHere;
    last = x;
  }
  if (wasFlat) stretches.push_back({since, high});
  return stretches;
}

double meanForNormal(const ActivationCurve& curve) {
  // The middle of each of many narrow stretches: f may have kinks and jumps, which finer rules would stumble over.
  constexpr int kSteps = 4000;
  constexpr double kReach = 8;
  constexpr double kWidth = 2 * kReach / kSteps;
  double sum = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double x = -kReach + (i + 0.5) * kWidth;
    sum += curve.value(x) * std::exp(-x * x / 2);
  }
  return sum * kWidth / std::sqrt(2 * std::numbers::pi);
}

}  // namespace gradus
