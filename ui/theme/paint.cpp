#include "ui/theme/paint.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRegion>
#include <QWidget>

#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

class CornerCutter : public QObject {
 public:
  CornerCutter(QWidget& popup, int radius) : QObject(&popup), popup_(popup), radius_(radius) {
    popup.installEventFilter(this);
    cut();
  }

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (watched == &popup_ && (event->type() == QEvent::Resize || event->type() == QEvent::Show)) cut();
    return QObject::eventFilter(watched, event);
  }

 private:
  void cut() {
    QPainterPath path;
    path.addRoundedRect(popup_.rect(), radius_, radius_);
    popup_.setMask(QRegion(path.toFillPolygon().toPolygon()));
  }

  QWidget& popup_;
  int radius_;
};

}  // namespace

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

void paintWords(QPainter& painter, const QRectF& where, const QString& words, const QColor& ink, QColor ground) {
  constexpr float kOpacity = 0.6F;
  constexpr double kRound = 4;
  ground.setAlphaF(kOpacity);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(where, kRound, kRound);
  painter.setPen(ink);
  painter.drawText(where, Qt::AlignCenter, words);
}

void keepCornersRound(QWidget& popup, int radius) {
  new CornerCutter(popup, radius);
}

}  // namespace gradus::ui
