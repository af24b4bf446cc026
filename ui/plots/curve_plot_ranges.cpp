// Which stretch of a run a curve plot shows, and which heights.
#include <algorithm>

#include "ui/plots/curve_plot.h"
#include "ui/plots/custom_plot.h"

namespace gradus::ui {
namespace {

constexpr double kBelowLowest = 0.015;

}  // namespace

CurveRange CurvePlot::everything() const {
  double last = ownCurve().lastPosition();
  double ghostsEnd = 0;
  for (const CurveGhost& ghost : ghosts_) {
    if (!ghost.line->isEmpty()) ghostsEnd = std::max(ghostsEnd, ghost.line->positionOf(ghost.line->size() - 1));
  }
  // Earlier runs are shown as far as this one is to go, so that the axis stands still while it catches up.
  last = std::max(last, last > 0 ? std::min(ghostsEnd, goal_) : ghostsEnd);
  if (look_.hasLogarithmicPositions) {
    const double first = ownCurve().batches().isEmpty() ? 1 : ownCurve().batches().positionOf(0);
    return {first, std::max(last, 2 * first)};
  }
  return {0, std::max(1.015 * last, 1.0)};  // a little more, so that the last dot is seen whole
}

CurveRange CurvePlot::seen() const {
  return positions_ ? *positions_ : everything();
}

void CurvePlot::updateRanges() {
  isAdjusting_ = true;
  const CurveRange positions = seen();
  plot_->xAxis->setRange(positions.lower, positions.upper);
  updateHeights(positions);
  isAdjusting_ = false;
}

void CurvePlot::updateHeights(const CurveRange& positions) {
  CurveView view{.positions = positions, .smallIsGood = look_.smallIsGood(), .shown = look_.isShown};
  for (const CurveGhost& ghost : ghosts_) view.others.add(ghost.line->extremes(positions));
  if (isLogarithmic()) {
    look_.logarithmic = logarithmicHeightsOf(curve(), view);
    const CurveRange& heights = look_.logarithmic.range;
    if (followsHeights_) plot_->yAxis->setRange(heights.lower, heights.upper);
    return;
  }
  if (!followsHeights_) return;
  const CurveRange heights = heightsOf(curve(), view);
  const double factor = look_.isPercent ? 100 : 1;
  // A little below 0, so that a dot on the lowest line is seen whole.
  const double below = kBelowLowest * (heights.upper - heights.lower);
  plot_->yAxis->setRange((heights.lower - below) * factor, heights.upper * factor);
}

void CurvePlot::onPositionsDragged() {
  if (isAdjusting_) return;
  const QCPRange range = plot_->xAxis->range();
  choose({range.lower, range.upper});
}

/// There is nothing before the first batch: panning stops there, and who zooms out of it all follows it again.
void CurvePlot::choose(const CurveRange& positions) {
  const CurveRange all = everything();
  CurveRange next = positions;
  if (next.lower <= all.lower && next.upper >= all.upper) {
    showPositions(std::nullopt);
  } else {
    if (next.lower < all.lower) {
      const double span = look_.hasLogarithmicPositions ? next.upper / next.lower : next.upper - next.lower;
      next = {all.lower, look_.hasLogarithmicPositions ? all.lower * span : all.lower + span};
    }
    showPositions(next);
  }
  emit positionsChosen(positions_);
}

void CurvePlot::showPositions(const std::optional<CurveRange>& positions) {
  positions_ = positions;
  scheduleRefresh();
}

void CurvePlot::showEverything() {
  followsHeights_ = true;
  showPositions(std::nullopt);
  emit positionsChosen(std::nullopt);
}

}  // namespace gradus::ui
