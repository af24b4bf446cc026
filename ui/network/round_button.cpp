#include "ui/network/round_button.h"

#include <QPainter>

#include "ui/widgets/keys.h"

namespace gradus::ui {

RoundButton::RoundButton(Sign sign, const QString& name, const QString& toolTip, QWidget* parent)
    : QAbstractButton(parent), sign_(sign), theme_(Theme::dark()) {
  setAccessibleName(name);
  setToolTip(toolTip);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::TabFocus);
  keepSpace(*this);
  keepReturn(*this);
  resize(kSide, kSide);
}

void RoundButton::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void RoundButton::setRest(Rest rest) {
  if (rest == rest_) return;
  rest_ = rest;
  update();
}

void RoundButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool isLit = isEnabled() && (underMouse() || isDown() || hasFocus());
  if (rest_ == Rest::Nothing && !isLit) return;
  const bool isWhole = rest_ == Rest::Whole || isLit;
  if (isWhole) {
    painter.setPen(QPen(isLit ? theme_.accent : theme_.border, hasFocus() ? 2 : 1));
    painter.setBrush(isDown() ? theme_.hover : theme_.control);
    painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
  }

  QColor color = isLit ? theme_.accent : theme_.muted;
  if (!isEnabled()) color.setAlphaF(0.4F);
  painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
  const QPointF centre = QRectF(rect()).center();
  if (sign_ == Sign::Dots) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (const int place : {-1, 0, 1}) painter.drawEllipse(centre + QPointF(4.0 * place, 0), 1.3, 1.3);
    return;
  }
  const double arm = width() * (isWhole ? 0.2 : 0.14);
  if (sign_ == Sign::Cross) {
    const double reach = arm * 0.75;
    painter.drawLine(centre - QPointF(reach, reach), centre + QPointF(reach, reach));
    painter.drawLine(centre - QPointF(reach, -reach), centre + QPointF(reach, -reach));
    return;
  }
  painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0));
  if (sign_ == Sign::Plus) painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm));
}

}  // namespace gradus::ui
