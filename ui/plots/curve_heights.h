// The heights in which a curve is best seen.
#pragma once

#include <limits>

#include "core/run/run_curve.h"

namespace gradus::ui {

/// Finite numbers and the range they need.
class CurveSpan {
 public:
  void add(double value);
  void add(const Extremes& extremes);
  bool isEmpty() const { return range_.lower > range_.upper; }
  const CurveRange& range() const { return range_; }

 private:
  CurveRange range_{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
};

/// Heights of a logarithmic axis. 0 and less have no place on it: they are drawn at a floor below all other numbers.
struct LogarithmicHeights {
  CurveRange range;
  double floor = 0;  ///< 0 where every number is above 0
  bool hasNegative = false;
};

/// What of a curve is seen, and beside what.
struct CurveView {
  CurveRange positions;
  bool smallIsGood = true;
  CurveSpan others = {};         ///< what earlier runs need
  PartFlags shown = kEveryPart;  ///< parts whose curves are seen
};

/// Heights that show every epoch from position `positions.lower` to `positions.upper`, and the batches after the first
/// epoch; the first fall of the loss and single spikes may lie above the plot, because a range that holds them would
/// flatten everything else. A stretch that does not begin at 0 fills the height.
CurveRange heightsOf(const RunCurve& curve, const CurveView& view);

/// The same for a logarithmic axis.
LogarithmicHeights logarithmicHeightsOf(const RunCurve& curve, const CurveView& view);

}  // namespace gradus::ui
