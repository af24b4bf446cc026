#include "ui/plots/curve_heights.h"

#include <algorithm>
#include <cmath>

namespace gradus::ui {
namespace {

/// How many times as high as every epoch a batch may lie before it is cut off.
constexpr double kSpike = 4;
/// Above and below a stretch that is looked at closely, as a share of its height.
constexpr double kRoom = 0.08;
/// Of a logarithmic axis: where there is no number above 0, what is left free around the others, how far below them the
/// floor lies and the axis ends below the floor, both as shares of the height.
constexpr double kUsualLowest = 0.1;
constexpr double kUsualHighest = 10;
constexpr double kLogarithmicRoom = 1.3;
constexpr double kFloorBelow = 0.12;
constexpr double kNearestFloor = 1.5;
constexpr double kBelowFloor = 0.06;

/// `value` rounded up to 1, 1.5, 2, 3, 4, 5, 6, 8 or 10 times a power of ten, so that an axis seldom changes.
double roundedUp(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (value <= step * power * 1.0001) return step * power;
  }
  return 10 * power;
}

}  // namespace

void CurveSpan::add(double value) {
  if (!std::isfinite(value)) return;
  range_.lower = std::min(range_.lower, value);
  range_.upper = std::max(range_.upper, value);
}

void CurveSpan::add(const Extremes& extremes) {
  if (extremes.isGap()) return;
  add(static_cast<double>(extremes.lowest));
  add(static_cast<double>(extremes.highest));
}

CurveRange heightsOf(const RunCurve& curve, const CurveView& view) {
  const auto& [seen, smallIsGood, others, shown] = view;
  CurveSpan epochs;
  for (const DataPart part : kAllParts) {
    if (shown.at(indexOf(part))) epochs.add(curve.epochs(part).extremes(seen));
  }
  if (!others.isEmpty()) {
    // An earlier run that went wild does not flatten this one.
    const double most = smallIsGood && !epochs.isEmpty() ? kSpike * epochs.range().upper : others.range().upper;
    epochs.add(std::min(others.range().lower, most));
    epochs.add(std::min(others.range().upper, most));
  }
  CurveSpan all = epochs;
  // Who looks into the first epoch wants to see its batches.
  const bool cutsBeginning = !epochs.isEmpty() && seen.lower <= 0;
  if (shown.at(indexOf(DataPart::Train)))
    all.add(curve.batches().extremes({cutsBeginning ? 1.0 : seen.lower, seen.upper}));
  if (all.isEmpty()) return {0, 1};

  if (seen.lower > 0) {  // a stretch that a person looks at closely
    const double room = std::max(kRoom * (all.range().upper - all.range().lower), 1e-6);
    return {all.range().lower - room, all.range().upper + room};
  }
  if (smallIsGood) {
    double upper = all.range().upper;
    if (!epochs.isEmpty() && epochs.range().upper > 0) {
      upper = std::clamp(upper, 1.4 * epochs.range().upper, kSpike * epochs.range().upper);
    }
    return {0, upper > 0 ? roundedUp(upper) : 1};
  }
  // Accuracy and R²: the top is always "all right", the bottom a tenth of it or a multiple. R² has no lower end.
  const double lower = std::floor((all.range().lower - 0.05) * 10) / 10;
  return {std::max(curve.kind() == CurveKind::Determination ? -1.0 : 0.0, lower), 1.02};
}

LogarithmicHeights logarithmicHeightsOf(const RunCurve& curve, const CurveView& view) {
  CurveSpan span;
  double lowest = std::numeric_limits<double>::infinity();
  const auto add = [&](double value) {
    if (value > 0) span.add(value);
    lowest = std::min(lowest, value);
  };
  if (!view.others.isEmpty()) {
    add(view.others.range().lower);
    add(view.others.range().upper);
  }
  const auto addSeries = [&](const CurveSeries& series) {
    for (const Bucket& bucket : series.buckets(view.positions, 1024)) {
      if (bucket.extremes.isGap()) continue;
      add(static_cast<double>(bucket.extremes.lowest));
      add(static_cast<double>(bucket.extremes.highest));
    }
  };
  for (const DataPart part : kAllParts) {
    if (view.shown.at(indexOf(part))) addSeries(curve.epochs(part));
  }
  if (view.shown.at(indexOf(DataPart::Train))) addSeries(curve.batches());
  const CurveRange all = span.isEmpty() ? CurveRange{kUsualLowest, kUsualHighest} : span.range();
  LogarithmicHeights heights{{all.lower / kLogarithmicRoom, all.upper * kLogarithmicRoom}};
  if (lowest > 0) return heights;
  heights.floor = all.lower / std::max(std::pow(all.upper / all.lower, kFloorBelow), kNearestFloor);
  heights.range.lower = heights.floor / std::pow(heights.range.upper / heights.floor, kBelowFloor);
  heights.hasNegative = lowest < 0;
  return heights;
}

}  // namespace gradus::ui
