// The hand of the person on the field: points are chosen, added, moved and taken away by mouse and keyboard.
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>

#include "ui/plane/plane_field.h"

namespace gradus::ui {
namespace {

constexpr double kKeyStep = 0.25;
constexpr double kTremble = 4;  // pixels that a click may move

}  // namespace

void PlaneField::mousePressEvent(QMouseEvent* event) {
  if (!hasPoints() || !frame().contains(event->position())) return;
  setFocus(Qt::MouseFocusReason);
  const std::int64_t row = rowAt(event->position());
  if (event->button() == Qt::RightButton && row >= 0) return emit pointRemoved(row);
  if (event->button() != Qt::LeftButton) return;
  pressedAt_ = event->position();
  held_ = row;
}

void PlaneField::mouseMoveEvent(QMouseEvent* event) {
  if (pressedAt_ && held_ >= 0) {
    if (!heldAt_ && (event->position() - *pressedAt_).manhattanLength() < kTremble) return;
    const QRectF place = frame();
    heldAt_ = QPointF(std::clamp(event->position().x(), place.left(), place.right()),
                      std::clamp(event->position().y(), place.top(), place.bottom()));
    setCursor(Qt::ClosedHandCursor);
    update();
    return read(*heldAt_);
  }
  setCursor(rowAt(event->position()) >= 0 ? Qt::OpenHandCursor : Qt::CrossCursor);
  read(event->position());
}

void PlaneField::mouseReleaseEvent(QMouseEvent* event) {
  if (!pressedAt_ || event->button() != Qt::LeftButton) return;
  const QPointF place = toPlane(heldAt_.value_or(*pressedAt_));
  const std::int64_t row = held_;
  const bool isMoved = heldAt_.has_value();
  pressedAt_.reset();
  heldAt_.reset();
  held_ = -1;
  update();
  if (isMoved) return emit pointMoved(row, place.x(), place.y());
  if (row >= 0) return emit pointChosen(row);
  emit pointAdded(place.x(), place.y());
}

void PlaneField::leaveEvent(QEvent*) {
  emit readingChanged({});
}

bool PlaneField::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::event(event);
}

void PlaneField::keyPressEvent(QKeyEvent* event) {
  if (!hasPoints()) return QWidget::keyPressEvent(event);
  const bool moves = event->modifiers().testFlag(Qt::ControlModifier);
  const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? 4 * kKeyStep : kKeyStep;
  switch (event->key()) {
    case Qt::Key_Left:
      return moveCursor({-step, 0}, moves);
    case Qt::Key_Right:
      return moveCursor({step, 0}, moves);
    case Qt::Key_Up:
      return moveCursor({0, step}, moves);
    case Qt::Key_Down:
      return moveCursor({0, -step}, moves);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Insert:
      return emit pointAdded(cursor_.x(), cursor_.y());
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      if (const std::int64_t row = nearestToCursor(); row >= 0) emit pointRemoved(row);
      return;
    default:
      break;
  }
  if (event->key() >= Qt::Key_1 && event->key() <= Qt::Key_9) return emit classChosen(event->key() - Qt::Key_1);
  QWidget::keyPressEvent(event);
}

/// With `takesPoint` the point nearest to the cursor goes along.
void PlaneField::moveCursor(const QPointF& by, bool takesPoint) {
  const std::int64_t row = takesPoint ? nearestToCursor() : -1;
  const auto inside = [this](double place) { return std::clamp(place, -extent_, extent_); };
  cursor_ = {inside(cursor_.x() + by.x()), inside(cursor_.y() + by.y())};
  update();
  read(toWidget(cursor_.x(), cursor_.y()));
  if (row >= 0) emit pointMoved(row, cursor_.x(), cursor_.y());
}

std::int64_t PlaneField::nearestToCursor() const {
  return rowAt(toWidget(cursor_.x(), cursor_.y()), 24);
}

}  // namespace gradus::ui
