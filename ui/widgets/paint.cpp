#include "ui/widgets/paint.h"

#include <QPainter>
#include <QWidget>

#include "ui/theme/style.h"

namespace gradus::ui {

void paintSurface(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& border) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(fill);
  painter.setPen(QPen(border, 1));
  painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void paintFocus(QPainter& painter, const QRectF& rect, double radius, const QColor& color) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(color, 2));
  painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 0.5, radius - 0.5);
}

void paintControl(QPainter& painter, const QWidget& widget, bool pressed, bool focused) {
  const QPalette& palette = widget.palette();
  QColor fill = palette.color(role::kControl);
  if (!widget.isEnabled()) {
    fill = mix(fill, palette.color(role::kPanel), 0.5);
  } else if (pressed) {
    fill = mix(palette.color(role::kHover), palette.color(role::kPanel), 0.35);
  } else if (widget.underMouse()) {
    fill = palette.color(role::kHover);
  }
  paintSurface(painter, widget.rect(), kControlRadius, fill, palette.color(role::kBorder));
  if (focused) paintFocus(painter, widget.rect(), kControlRadius, palette.color(role::kAccent));
}

}  // namespace gradus::ui
