// How the plot of an activation answers wheel, pointer and keys.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/activations/function_plot.h"

namespace gradus::ui {
namespace {

constexpr double kNarrowest = 1e-3;
constexpr double kWidest = 2e4;
constexpr double kFarthest = 1e5;
constexpr double kKeyZoom = 0.8;
constexpr double kNear = 8;    // pixels from the probe
constexpr double kTremor = 4;  // pixels that a click may move

/// `range` made `factor` as wide, so that `around` stays where it is.
Interval scaled(const Interval& range, double factor, double around) {
  const double width = std::clamp((range.high - range.low) * factor, kNarrowest, kWidest);
  const double share = (around - range.low) / (range.high - range.low);
  return {around - share * width, around + (1 - share) * width};
}

bool isInReach(const Interval& range) {
  return std::abs(range.low) < kFarthest && std::abs(range.high) < kFarthest;
}

/// 1, 2 or 5 times a power of ten, near a hundredth of what is seen.
double strideOf(const Interval& widths) {
  const double rough = (widths.high - widths.low) / 100;
  const double decade = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * decade >= 0.6 * rough) return factor * decade;
  }
  return 10 * decade;
}

}  // namespace

void FunctionPlot::setProbe(double x) {
  if (!std::isfinite(x) || x == probe_) return;
  probe_ = x;
  say();
  update();
}

void FunctionPlot::moveProbe(double x) {
  // As many figures as a pixel tells apart.
  const double unit = std::pow(10.0, std::floor(std::log10((widths_.high - widths_.low) / 500)));
  setProbe(std::round(x / unit) * unit + 0.0);
  emit probeMoved(probe_);
}

void FunctionPlot::look(const Interval& widths, const Interval& heights) {
  if (!isInReach(widths) || !isInReach(heights)) return;
  widths_ = widths;
  heights_ = heights;
  update();
  emit rangeChanged();
}

/// Where a function does what it is known for, and where the numbers lie that go into it.
Interval FunctionPlot::everything() const {
  constexpr double kInteresting = 60;  // farther off there is nothing but straight lines
  Interval all{-4, 4};
  if (numbers_ && numbers_->count > 0) {
    all.low = std::clamp(std::floor(static_cast<double>(numbers_->low)), -kInteresting, all.low);
    all.high = std::clamp(std::ceil(static_cast<double>(numbers_->high)), all.high, kInteresting);
  }
  return all;
}

void FunctionPlot::showEverything() {
  followsHeights_ = true;
  widths_ = everything();
  fitHeights();
  update();
  emit rangeChanged();
}

void FunctionPlot::zoom(double factor, const QPointF& around, bool wide, bool high) {
  Interval widths = widths_;
  Interval heights = heights_;
  if (wide) widths = scaled(widths_, factor, xAt(around.x()));
  if (high) heights = scaled(heights_, factor, yAt(around.y()));
  followsHeights_ = followsHeights_ && !high;
  look(widths, heights);
}

void FunctionPlot::pan(double right, double up) {
  const double x = right * (widths_.high - widths_.low);
  const double y = up * (heights_.high - heights_.low);
  followsHeights_ = followsHeights_ && y == 0;
  look({widths_.low + x, widths_.high + x}, {heights_.low + y, heights_.high + y});
}

bool FunctionPlot::isNearProbe(const QPointF& position) const {
  return std::abs(pixelOf(probe_, 0).x() - position.x()) <= kNear && area().contains(position);
}

void FunctionPlot::wheelEvent(QWheelEvent* event) {
  // With Alt some systems turn the wheel sideways; with Shift too.
  const QPoint turned = event->angleDelta();
  const int delta = turned.y() != 0 ? turned.y() : turned.x();
  const bool wide = !event->modifiers().testFlag(Qt::ControlModifier);
  const bool high = !event->modifiers().testFlag(Qt::ShiftModifier);
  zoom(std::pow(0.85, delta / 120.0), event->position(), wide, high);
  event->accept();
}

void FunctionPlot::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  pressedAt_ = event->position();
  pressedWidths_ = widths_;
  pressedHeights_ = heights_;
  drag_ = isNearProbe(event->position()) ? Drag::Probe : Drag::Undecided;
}

void FunctionPlot::mouseMoveEvent(QMouseEvent* event) {
  const QPointF moved = event->position() - pressedAt_;
  if (drag_ == Drag::Undecided && moved.manhattanLength() > kTremor) drag_ = Drag::Pan;
  if (drag_ == Drag::Probe) {
    moveProbe(std::clamp(xAt(event->position().x()), widths_.low, widths_.high));
  } else if (drag_ == Drag::Pan) {
    const double x = -moved.x() / area().width() * (widths_.high - widths_.low);
    const double y = moved.y() / area().height() * (heights_.high - heights_.low);
    followsHeights_ = false;
    look({pressedWidths_.low + x, pressedWidths_.high + x}, {pressedHeights_.low + y, pressedHeights_.high + y});
  }
  const bool isOver = drag_ == Drag::Probe || (drag_ == Drag::None && isNearProbe(event->position()));
  if (isOver != isOverProbe_) {
    isOverProbe_ = isOver;
    setCursor(isOver ? Qt::SplitHCursor : Qt::ArrowCursor);
    update();
  }
}

void FunctionPlot::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (drag_ == Drag::Undecided && area().contains(event->position())) moveProbe(xAt(event->position().x()));
  drag_ = Drag::None;
  update();
}

void FunctionPlot::mouseDoubleClickEvent(QMouseEvent*) {
  drag_ = Drag::None;
  showEverything();
}

void FunctionPlot::leaveEvent(QEvent*) {
  isOverProbe_ = false;
  update();
}

void FunctionPlot::keyPressEvent(QKeyEvent* event) {
  const bool pans = event->modifiers().testFlag(Qt::ControlModifier);
  const double stride = strideOf(widths_) * (event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1);
  const QPointF middle = area().center();
  switch (event->key()) {
    case Qt::Key_Left:
      return pans ? pan(-0.1, 0) : moveProbe(probe_ - stride);
    case Qt::Key_Right:
      return pans ? pan(0.1, 0) : moveProbe(probe_ + stride);
    case Qt::Key_Up:
      return pan(0, 0.1);
    case Qt::Key_Down:
      return pan(0, -0.1);
    case Qt::Key_Home:
      return moveProbe(widths_.low);
    case Qt::Key_End:
      return moveProbe(widths_.high);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoom(kKeyZoom, middle, true, true);
    case Qt::Key_Minus:
      return zoom(1 / kKeyZoom, middle, true, true);
    case Qt::Key_0:
      return showEverything();
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace gradus::ui
