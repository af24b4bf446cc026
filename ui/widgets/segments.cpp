#include "ui/widgets/segments.h"

#include <QPainter>
#include <QWheelEvent>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"

namespace gradus::ui {

Segments::Segments(QWidget* parent) : QTabBar(parent) {
  setFont(textFont(12));
  setDrawBase(false);
  setExpanding(false);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segments::addSegment(const QString& label, const QString& explanation) {
  setTabToolTip(addTab(label), explanation);
}

QSize Segments::tabSizeHint(int index) const {
  return {fontMetrics().horizontalAdvance(tabText(index)) + 22, kControlHeight};
}

void Segments::wheelEvent(QWheelEvent* event) {
  event->ignore();
}

void Segments::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  QRect all;
  for (int i = 0; i < count(); ++i) all |= tabRect(i);
  paintSurface(painter, all, kControlRadius, palette().color(role::kControl), palette().color(role::kBorder));
  for (int i = 0; i < count(); ++i) {
    const bool present = i == currentIndex();
    const QRect inside = tabRect(i).adjusted(3, 3, -3, -3);
    if (present) {
      paintSurface(painter, inside, kControlRadius - 2, palette().color(role::kHover), palette().color(role::kBorder));
      if (hasFocus()) paintFocus(painter, inside, kControlRadius - 2, palette().color(role::kAccent));
    }
    painter.setPen(palette().color(present ? role::kText : role::kMuted));
    painter.drawText(tabRect(i), Qt::AlignCenter, tabText(i));
  }
}

}  // namespace gradus::ui
