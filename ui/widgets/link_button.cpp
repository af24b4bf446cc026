#include "ui/widgets/link_button.h"

#include <QKeyEvent>
#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {

LinkButton::LinkButton(const QString& text, QWidget* parent) : QPushButton(text, parent) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  setFont(textFont(12, QFont::DemiBold));
  keepSpace(*this);
}

QSize LinkButton::sizeHint() const {
  return {fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height() + 6};
}

void LinkButton::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    animateClick();
  } else {
    QPushButton::keyPressEvent(event);
  }
}

void LinkButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  QFont own = font();
  own.setUnderline(isEnabled() && underMouse());
  painter.setFont(own);
  painter.setPen(palette().color(role::kAccent));
  painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideRight, width()));
  if (hasFocus()) paintFocus(painter, rect(), 4, palette().color(role::kAccent));
}

}  // namespace gradus::ui
