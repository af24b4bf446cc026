// What hands do with a ConfusionView: pointing, choosing, and the keyboard.
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/inspect/confusion_view.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {

void ConfusionView::choose(const ConfusionCell& cell) {
  setChosen(chosen_ == cell ? std::nullopt : std::optional(cell));
  emit cellChosen(chosen_);
}

void ConfusionView::moveTo(const ConfusionCell& cell) {
  if (classes() == 0) return;
  current_ = {std::clamp(cell.truth, 0, classes() - 1), std::clamp(cell.predicted, 0, classes() - 1)};
  const QRectF place = rectOf(current_);
  const auto scroll = [](QScrollBar* bar, double begin, double end, double first, double last) {
    if (begin < first) bar->setValue(bar->value() - static_cast<int>(std::ceil(first - begin)));
    if (end > last) bar->setValue(bar->value() + static_cast<int>(std::ceil(end - last)));
  };
  scroll(horizontalScrollBar(), place.left(), place.right(), headerWidth_, viewport()->width());
  scroll(verticalScrollBar(), place.top(), place.bottom(), headerHeight_, viewport()->height());
  setAccessibleDescription(explanation(current_));
  viewport()->update();
}

bool ConfusionView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto cell = cellAt(help->pos());
    showTip(*help, cell ? explanation(*cell) + QStringLiteral(" Click to see only these.") : QString(), *this);
    return true;
  }
  if (event->type() == QEvent::Leave && hovered_) {
    hovered_.reset();
    viewport()->update();
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void ConfusionView::mousePressEvent(QMouseEvent* event) {
  const auto cell = cellAt(event->position());
  if (cell && event->button() == Qt::LeftButton) choose(*cell);
}

void ConfusionView::mouseMoveEvent(QMouseEvent* event) {
  const auto cell = cellAt(event->position());
  if (cell == hovered_) return;
  hovered_ = cell;
  viewport()->setCursor(cell ? Qt::PointingHandCursor : Qt::ArrowCursor);
  viewport()->update();
}

void ConfusionView::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      return moveTo({current_.truth, current_.predicted - 1});
    case Qt::Key_Right:
      return moveTo({current_.truth, current_.predicted + 1});
    case Qt::Key_Up:
      return moveTo({current_.truth - 1, current_.predicted});
    case Qt::Key_Down:
      return moveTo({current_.truth + 1, current_.predicted});
    case Qt::Key_Home:
      return moveTo({current_.truth, 0});
    case Qt::Key_End:
      return moveTo({current_.truth, classes() - 1});
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (matrix_.classes > 0) choose(current_);
      return;
    case Qt::Key_Escape:
      if (!chosen_) break;
      return choose(*chosen_);
    default:
      break;
  }
  // Not QAbstractScrollArea's own, which would scroll with keys that are none of its own here.
  event->ignore();
}

void ConfusionView::focusInEvent(QFocusEvent*) {
  viewport()->update();
}

void ConfusionView::focusOutEvent(QFocusEvent*) {
  viewport()->update();
}

}  // namespace gradus::ui
