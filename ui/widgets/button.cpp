#include "ui/widgets/button.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/density.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kIcon = 16;
constexpr int kGap = 7;
constexpr int kSide = 12;
constexpr int kArrow = 14;
constexpr int kArrowPart = kArrow + kSide + kGap;

}  // namespace

Button::Button(const QString& iconName, const QString& text, Look look, QWidget* parent)
    : QPushButton(text, parent), iconName_(iconName), look_(look) {
  // A click must not take the keyboard away from the page: Space trains there.
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  keepSpace(*this);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setFont(textFont(13, look == Look::Primary ? QFont::DemiBold : QFont::Normal));
}

void Button::setIconName(const QString& name) {
  iconName_ = name;
  update();
}

void Button::setDetail(const QString& detail) {
  detail_ = detail;
  updateGeometry();
  update();
}

void Button::setShowsDetail(bool shows) {
  if (shows == showsDetail_) return;
  showsDetail_ = shows;
  updateGeometry();
  update();
}

void Button::setShowsText(bool shows) {
  if (shows == showsText_) return;
  showsText_ = shows;
  updateGeometry();
  update();
}

QString Button::words() const {
  return showsText_ || iconName_.isEmpty() ? text() : QString();
}

void Button::setSmall(bool small) {
  small_ = small;
  updateGeometry();
}

void Button::setSplitMenu(QMenu* menu) {
  splitMenu_ = menu;
  connect(menu, &QMenu::aboutToHide, this, [this] { setDown(false); });
  updateGeometry();
}

int Button::contentWidth() const {
  const QFontMetrics metrics(font());
  int width = iconName_.isEmpty() ? 0 : kIcon;
  if (!words().isEmpty()) width += (width > 0 ? kGap : 0) + metrics.horizontalAdvance(words());
  if (!detail().isEmpty()) width += kGap + metrics.horizontalAdvance(detail());
  return width;
}

QSize Button::sizeHint() const {
  const int height = small_ ? controlHeight(*this) : 34;
  if (isCompact()) return {height + (small_ ? 0 : 4), height};
  return {contentWidth() + 2 * kSide + (splitMenu_ == nullptr ? 0 : kArrow + kGap - 1), height};
}

void Button::openMenu() {
  setDown(true);
  splitMenu_->popup(mapToGlobal(QPoint(0, height() + 4)));
}

void Button::mousePressEvent(QMouseEvent* event) {
  if (splitMenu_ != nullptr && event->button() == Qt::LeftButton && event->pos().x() > width() - kArrowPart) {
    openMenu();
    return;
  }
  QPushButton::mousePressEvent(event);
}

void Button::keyPressEvent(QKeyEvent* event) {
  const bool presses = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (splitMenu_ != nullptr && event->key() == Qt::Key_Down) {
    openMenu();
  } else if (presses) {
    animateClick();
  } else {
    QPushButton::keyPressEvent(event);
  }
}

void Button::paintSurfaceOf(QPainter& painter) const {
  if (look_ == Look::Normal || (look_ == Look::Primary && !isEnabled())) {
    paintControl(painter, *this, isDown(), hasFocus());
    return;
  }
  const QColor accent = palette().color(role::kAccent);
  if (look_ == Look::Quiet) {
    const bool lit = isEnabled() && (underMouse() || isDown());
    const QColor fill = lit ? palette().color(role::kHover) : QColor(Qt::transparent);
    paintSurface(painter, rect(), kControlRadius, fill, Qt::transparent);
    if (hasFocus()) paintFocus(painter, rect(), kControlRadius, accent);
    return;
  }
  QColor fill = accent;
  if (isDown()) {
    fill = mix(accent, palette().color(role::kPanel), 0.22);
  } else if (underMouse()) {
    fill = mix(accent, palette().color(role::kText), 0.14);
  }
  paintSurface(painter, rect(), kControlRadius, fill, fill);
  if (hasFocus()) paintFocus(painter, rect(), kControlRadius, palette().color(role::kText));
}

void Button::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSurfaceOf(painter);

  const QColor ink = palette().color(look_ == Look::Primary ? role::kOnAccent : role::kText);
  const QColor quiet = isEnabled() ? palette().color(role::kMuted) : ink;
  double x = isCompact() ? (width() - kIcon) / 2.0 : kSide;
  if (!isCompact() && splitMenu_ == nullptr) x = (width() - contentWidth()) / 2.0;
  if (!iconName_.isEmpty()) {
    drawIcon(painter, QRectF(x, (height() - kIcon) / 2.0, kIcon, kIcon), iconName_, ink);
    x += kIcon + kGap;
  }
  painter.setFont(font());
  const auto write = [&](const QString& words, const QColor& color) {
    painter.setPen(color);
    painter.drawText(QRectF(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, words);
    x += painter.fontMetrics().horizontalAdvance(words) + kGap;
  };
  if (!words().isEmpty()) write(words(), ink);
  if (!detail().isEmpty()) write(detail(), quiet);
  if (splitMenu_ != nullptr) {
    drawIcon(painter, QRectF(width() - kSide - kArrow + 1, (height() - kArrow) / 2.0, kArrow, kArrow),
             QStringLiteral("chevron"), quiet);
  }
}

}  // namespace gradus::ui
