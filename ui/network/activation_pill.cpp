#include "ui/network/activation_pill.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include "core/nn/activation.h"
#include "ui/network/activation_icon.h"
#include "ui/network/activation_menu.h"
#include "ui/theme/legible.h"

namespace gradus::ui {
namespace {

constexpr QSize kIconSize(46, 14);
constexpr int kSmallestIcon = 20;
constexpr int kHeight = 24;
constexpr int kEdge = 9;
constexpr int kSpace = 6;
constexpr int kArrow = 7;

}  // namespace

ActivationPill::ActivationPill(QWidget* parent) : QAbstractButton(parent), theme_(Theme::dark()) {
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::TabFocus);
  connect(this, &QAbstractButton::clicked, this, &ActivationPill::openMenu);
}

void ActivationPill::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ActivationPill::setActivation(const Choice& activation) {
  activation_ = activation;
  const Activation& row = findActivation(activation.name);
  setText(QString::fromStdString(row.title));
  setAccessibleName(tr("Activation: %1").arg(text()));
  setToolTip(QString::fromStdString(row.summary));
  updateGeometry();
  update();
}

QSize ActivationPill::sizeHint() const {
  const int name = QFontMetrics(sizedFont(font(), 12, true)).horizontalAdvance(text());
  return {kEdge + kIconSize.width() + kSpace + name + kSpace + kArrow + kEdge, kHeight};
}

void ActivationPill::openMenu() {
  auto* menu = new ActivationMenu(theme_, activation_.name, this);
  connect(menu, &ActivationMenu::chosen, this, &ActivationPill::activationChosen);
  menu->popup(*this);
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

  // A narrow pill draws the curve smaller, and only then gives up the name, which the tooltip still tells.
  const Activation& row = findActivation(activation_.name);
  const int missing = sizeHint().width() - width();
  const bool hasName = missing <= kIconSize.width() - kSmallestIcon;
  const int room = hasName ? kIconSize.width() - missing : width() - 2 * kEdge - kSpace - kArrow;
  const int icon = std::min(kIconSize.width(), room);
  if (icon > 8) {
    painter.drawPixmap(QPointF(kEdge, (height() - kIconSize.height()) / 2.0),
                       activationIcon(row, parametersOf(row, activation_), {icon, kIconSize.height()}, theme_.accent,
                                      devicePixelRatioF()));
  }
  if (hasName) {
    painter.setFont(sizedFont(font(), 12, true));
    painter.setPen(theme_.text);
    painter.drawText(QRectF(kEdge + icon + kSpace, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, text());
  }
  QPainterPath arrow(QPointF(width() - kEdge - kArrow, height() / 2.0 - 2));
  arrow.lineTo(width() - kEdge, height() / 2.0 - 2);
  arrow.lineTo(width() - kEdge - kArrow / 2.0, height() / 2.0 + 3);
  painter.fillPath(arrow, theme_.muted);
}

}  // namespace gradus::ui
