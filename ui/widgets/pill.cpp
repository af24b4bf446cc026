#include "ui/widgets/pill.h"

#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kHeight = 26;
constexpr int kSide = 12;
constexpr int kDot = 8;
constexpr int kWidest = 230;  // of what is not cut

}  // namespace

Pill::Pill(QWidget* parent) : QPushButton(parent) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  keepSpace(*this);
  keepReturn(*this);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  setFont(textFont(12, QFont::DemiBold));
}

void Pill::setDot(const QColor& color) {
  dot_ = color;
  updateGeometry();
  update();
}

void Pill::setShowsText(bool shows) {
  if (shows == showsText_) return;
  showsText_ = shows;
  updateGeometry();
  update();
}

int Pill::textLeft() const {
  return kSide + (dot_.isValid() ? kDot + 6 : 0);
}

QSize Pill::sizeHint() const {
  if (!showsText_) return {2 * kSide + kDot, kHeight};
  return {textLeft() + fontMetrics().horizontalAdvance(text()) + 1 + kSide, kHeight};
}

QSize Pill::minimumSizeHint() const {
  return {std::min(sizeHint().width(), kWidest), kHeight};
}

void Pill::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor fill = palette().color(underMouse() || isDown() ? role::kHover : role::kControl);
  paintSurface(painter, rect(), height() / 2.0 - 0.5, fill, fill);
  if (hasFocus()) paintFocus(painter, rect(), height() / 2.0 - 0.5, palette().color(role::kAccent));
  if (dot_.isValid()) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(dot_);
    painter.drawEllipse(QRectF(kSide - 1, (height() - kDot) / 2.0, kDot, kDot));
  }
  if (!showsText_) return;
  const int room = width() - textLeft() - kSide + 2;
  painter.setPen(palette().color(role::kText));
  painter.drawText(QRect(textLeft(), 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft,
                   fontMetrics().elidedText(text(), Qt::ElideRight, room));
}

}  // namespace gradus::ui
