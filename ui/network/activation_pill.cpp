#include "ui/network/activation_pill.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "core/nn/activation.h"
#include "ui/network/activation_icon.h"
#include "ui/network/activation_menu.h"
#include "ui/theme/legible.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr QSize kIconSize(46, 14);
constexpr int kSmallestIcon = 18;
constexpr int kHeight = 24;
constexpr int kEdge = 9;
constexpr int kNarrowEdge = 6;
constexpr int kSpace = 6;
constexpr int kArrow = 7;

}  // namespace

ActivationPill::ActivationPill(QWidget* parent) : QAbstractButton(parent), theme_(Theme::dark()) {
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::TabFocus);
  keepSpace(*this);
  keepReturn(*this);
  connect(this, &QAbstractButton::clicked, this, &ActivationPill::openMenu);
}

ActivationPill::~ActivationPill() = default;

void ActivationPill::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ActivationPill::setActivation(const Choice& activation) {
  activation_ = activation;
  const Activation row = activationOf(activation);
  setText(QString::fromStdString(row.title));
  setAccessibleName(tr("Activation: %1").arg(text()));
  setToolTip(text() + QStringLiteral(": ") + QString::fromStdString(row.summary) +
             tr("\nA click offers the others; so does A while the layer is selected."));
  if (menu_ != nullptr) menu_->close();  // it offered others in place of what was there before
  updateGeometry();
  update();
}

QSize ActivationPill::sizeHint() const {
  const int name = QFontMetrics(sizedFont(font(), 12, true)).horizontalAdvance(text());
  return {kEdge + kIconSize.width() + kSpace + name + kSpace + kArrow + kEdge, kHeight};
}

void ActivationPill::openMenu() {
  menu_ = new ActivationMenu(theme_, activation_.name, this);
  connect(menu_, &ActivationMenu::chosen, this, &ActivationPill::activationChosen);
  menu_->popup(*this);
}

void ActivationPill::paintEvent(QPaintEvent*) {
  if (activation_.name.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool isLit = underMouse() || isDown();
  painter.setPen(QPen(hasFocus() ? theme_.accent : theme_.border, hasFocus() ? 2 : 1));
  painter.setBrush(isLit ? theme_.hover : theme_.control);
  const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
  painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);

  const Activation row = activationOf(activation_);
  const Parts parts = partsFor(width());
  if (parts.icon > 0) {
    painter.drawPixmap(QPointF(parts.edge, (height() - kIconSize.height()) / 2.0),
                       activationIcon(row, parametersOf(row, activation_), {parts.icon, kIconSize.height()},
                                      theme_.accent, devicePixelRatioF()));
  }
  if (parts.hasName) {
    painter.setFont(sizedFont(font(), 12, true));
    painter.setPen(theme_.text);
    const double left = parts.edge + (parts.icon > 0 ? parts.icon + kSpace : 0);
    painter.drawText(QRectF(left, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, text());
  }
  const double right = width() - parts.edge;
  QPainterPath arrow(QPointF(right - kArrow, height() / 2.0 - 2));
  arrow.lineTo(right, height() / 2.0 - 2);
  arrow.lineTo(right - kArrow / 2.0, height() / 2.0 + 3);
  painter.fillPath(arrow, theme_.muted);
}

ActivationPill::Parts ActivationPill::partsFor(int width) const {
  const int whole = sizeHint().width();
  const int smallestIcon = whole - kIconSize.width() + kSmallestIcon;
  if (width >= smallestIcon) return {kEdge, kIconSize.width() - std::max(0, whole - width), true};
  const int nameAlone = widthWithoutCurve();
  if (width >= nameAlone) return {kEdge, 0, true};
  constexpr int kSpared = 2 * (kEdge - kNarrowEdge) + 2;  // the last two of the space before the arrow
  if (width >= nameAlone - kSpared) return {kNarrowEdge, 0, true};
  return {kNarrowEdge, std::clamp(width - 2 * kNarrowEdge - kSpace - kArrow, 0, kIconSize.width()), false};
}

int ActivationPill::widthWithoutCurve() const {
  return sizeHint().width() - kIconSize.width() - kSpace;
}

int ActivationPill::widthIn(int room) const {
  const Parts parts = partsFor(room);
  if (parts.icon == 0) return std::min(room, widthWithoutCurve());
  return std::min(room, sizeHint().width());
}

bool ActivationPill::showsName() const {
  return partsFor(width()).hasName;
}

}  // namespace gradus::ui
