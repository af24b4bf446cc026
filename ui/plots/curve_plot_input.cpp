// How a curve plot answers pointer and keys: it reads numbers, zooms and pans.
#include <QKeyEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/plots/curve_cursor.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/curve_reading.h"
#include "ui/plots/custom_plot.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kKeyZoom = 0.8;

/// Epochs nearer to each other than that, in pixels, are read one by one; between others lie batches worth reading.
constexpr double kWideEpoch = 40;
constexpr double kNearEpoch = 8;

}  // namespace

// --- reading

double CurvePlot::pixelOf(double position) const {
  return plot_->x() + plot_->xAxis->coordToPixel(position);
}

/// Where the numbers are read that lie nearest: an epoch or, where there is room between these, a batch.
double CurvePlot::snapped(double position) const {
  // Beyond this run there are only the epochs of earlier ones.
  if (!ghosts_.empty() && position > ownCurve().lastPosition() + 0.5) return std::round(position);
  const auto epoch = ownCurve().epochNear(position);
  if (epoch) {
    const double wide = std::abs(pixelOf(position + 0.5) - pixelOf(std::max(position - 0.5, 0.0)));
    const bool isNear = std::abs(pixelOf(epoch->epoch) - pixelOf(position)) < kNearEpoch;
    if (wide < kWideEpoch || isNear || ownCurve().batches().isEmpty()) return epoch->epoch;
  }
  const CurveSeries& batches = ownCurve().batches();
  return batches.isEmpty() ? std::round(position) : batches.positionOf(batches.indexNear(position));
}

void CurvePlot::point(double position) {
  readAt(snapped(position));
  emit read(cursorAt_);
}

void CurvePlot::stopReading() {
  readAt(std::nullopt);
  emit read(std::nullopt);
}

void CurvePlot::readAt(const std::optional<double>& position) {
  cursorAt_ = position;
  updateCursor();
}

void CurvePlot::updateCursor() {
  if (!cursorAt_ || (ownCurve().size() == 0 && ghosts_.empty())) {
    cursor_->clear();
    return;
  }
  const double nearby =
      std::abs(plot_->xAxis->pixelToCoord(pixelOf(*cursorAt_) - plot_->x() + kNearEpoch) - *cursorAt_);
  std::vector<CurveReading> readings = readingsAt(*cursorAt_, nearby, curve(), ghosts_, marks_, look_, theme_);
  for (CurveReading& reading : readings) reading.height = plot_->y() + plot_->yAxis->coordToPixel(reading.height);
  const QString title = tr("epoch %1").arg(withFigures(*cursorAt_, 5));
  cursor_->showReadings(title, std::move(readings), pixelOf(*cursorAt_),
                        plot_->axisRect()->rect().translated(plot_->pos()));
  setAccessibleDescription(cursor_->sentence());
}

void CurvePlot::stepCursor(int direction) {
  const CurveSeries& series = ownCurve().hasEpochs() ? ownCurve().train() : ownCurve().batches();
  if (series.isEmpty()) return;
  const CurveRange range = seen();
  std::size_t index = 0;
  if (!cursorAt_) {
    index = series.indexNear(direction > 0 ? range.lower : range.upper);
  } else {
    index = series.indexNear(*cursorAt_);
    if (direction < 0 && index > 0) --index;
    if (direction > 0 && index + 1 < series.size()) ++index;
  }
  const double position = series.positionOf(index);
  readAt(position);
  emit read(cursorAt_);
  if (positions_ && (position < range.lower || position > range.upper)) {
    const double shift = position - (position < range.lower ? range.lower : range.upper);
    choose({range.lower + shift, range.upper + shift});
  }
}

void CurvePlot::zoomKeys(double factor) {
  const CurveRange range = seen();
  const double centre = std::clamp(cursorAt_.value_or((range.lower + range.upper) / 2), range.lower, range.upper);
  choose({centre - (centre - range.lower) * factor, centre + (range.upper - centre) * factor});
}

// --- events

void CurvePlot::contextMenuEvent(QContextMenuEvent* event) {
  emit menuWanted(event->globalPos());
}

void CurvePlot::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      return stepCursor(-1);
    case Qt::Key_Right:
      return stepCursor(1);
    case Qt::Key_Home:
      return point(seen().lower);
    case Qt::Key_End:
      return point(ownCurve().lastPosition());
    case Qt::Key_Plus:
      return zoomKeys(kKeyZoom);
    case Qt::Key_Minus:
      return zoomKeys(1 / kKeyZoom);
    case Qt::Key_0:
      return showEverything();
    case Qt::Key_Escape:
      return stopReading();
    default:
      QWidget::keyPressEvent(event);
  }
}

void CurvePlot::focusInEvent(QFocusEvent* event) {
  cursor_->setFocused(event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason);
}

void CurvePlot::focusOutEvent(QFocusEvent*) {
  cursor_->setFocused(false);
  stopReading();
}

bool CurvePlot::eventFilter(QObject* object, QEvent* event) {
  if (object != plot_) return QWidget::eventFilter(object, event);
  if (event->type() == QEvent::Leave) stopReading();
  if (event->type() == QEvent::Wheel) {
    const auto modifiers = static_cast<QWheelEvent*>(event)->modifiers();
    const bool isVertical = (modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) != 0;
    plot_->axisRect()->setRangeZoom(isVertical ? Qt::Vertical : Qt::Horizontal);
  }
  if (event->type() == QEvent::MouseButtonPress) {
    // The heights follow what is seen, until someone has zoomed into them.
    plot_->axisRect()->setRangeDrag(followsHeights_ ? Qt::Orientations(Qt::Horizontal) : Qt::Horizontal | Qt::Vertical);
  }
  if (event->type() == QEvent::ContextMenu) {
    contextMenuEvent(static_cast<QContextMenuEvent*>(event));  // QCustomPlot passes nothing of the mouse on
    return true;
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace gradus::ui
