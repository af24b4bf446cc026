// An activation as a curve in the plane: what is seen of it beside its formula, found from the function itself, so that
// a new row of the table, or somebody's own formula, is described at once.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/base/choice.h"

namespace gradus {

/// f and f′ of an activation with its parameters.
struct ActivationCurve {
  std::function<double(double)> value;
  std::function<double(double)> slope;
};

/// Throws as activationOf().
ActivationCurve curveOf(const Choice& activation);

/// A line y = slope · x + intercept.
struct Line {
  double slope = 0;
  double intercept = 0;

  double at(double x) const { return slope * x + intercept; }
};

struct Interval {
  double low = 0;
  double high = 0;
};

/// The line that f comes ever nearer to as x goes to −∞ or ∞, looked for between 10⁴ and 10⁵; none for a wave, for
/// what grows faster than a line and for what keeps growing away from each, such as a logarithm.
enum class Side { Left, Right };
std::optional<Line> asymptoteOf(const ActivationCurve& curve, Side side);

/// Where |f′| < `flat` between `low` and `high`, to a millionth of their distance; stretches shorter than a five
/// hundredth of it may be missed.
std::vector<Interval> flatStretches(const ActivationCurve& curve, double flat, double low, double high);

/// The mean of f(z) for a standard normal z: 0 means that a layer of it hands on numbers that are centred on 0.
double meanForNormal(const ActivationCurve& curve);

/// A mean that a next layer does not notice beside a deviation of about 1.
constexpr double kCentred = 0.02;

}  // namespace gradus
