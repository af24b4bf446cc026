#include "ui/widgets/check_box.h"

#include <QKeyEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kBox = 17;
constexpr int kGap = 6;

}  // namespace

CheckBox::CheckBox(const QString& text, QWidget* parent) : QCheckBox(text, parent) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  keepSpace(*this);
  setAttribute(Qt::WA_Hover);
}

void CheckBox::setBoxFirst(bool first) {
  isBoxFirst_ = first;
  updateGeometry();
  update();
}

QSize CheckBox::sizeHint() const {
  const int gap = isBoxFirst_ ? kGap : kSpacing;
  const int words = text().isEmpty() ? 0 : fontMetrics().horizontalAdvance(text()) + gap;
  return {words + kBox, kBox + 6};
}

void CheckBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRectF box(isBoxFirst_ ? 0 : width() - kBox, (height() - kBox) / 2.0, kBox, kBox);
  constexpr double kRadius = 5;
  const QColor accent = palette().color(role::kAccent);
  if (isChecked()) {
    paintSurface(painter, box, kRadius, accent, accent);
    drawIcon(painter, box.adjusted(2, 2, -2, -2), QStringLiteral("check"), palette().color(role::kOnAccent));
  } else {
    const QColor fill = palette().color(underMouse() && isEnabled() ? role::kHover : role::kControl);
    const QColor edge = mix(palette().color(role::kBorder), palette().color(role::kMuted), 0.5);
    paintSurface(painter, box, kRadius, fill, edge);
  }
  if (hasFocus()) {
    paintFocus(painter, box, kRadius, palette().color(isChecked() ? role::kText : role::kAccent));
  }
  if (!text().isEmpty()) {
    painter.setPen(palette().color(isEnabled() ? role::kMuted : role::kText));
    const QRectF words = isBoxFirst_ ? QRectF(box.right() + kGap, 0, width() - kBox - kGap, height())
                                     : QRectF(0, 0, box.left() - 6, height());
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, text());
  }
}

}  // namespace gradus::ui
