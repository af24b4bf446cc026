#include "ui/plots/legend_entry.h"

#include <QFontMetrics>
#include <QPainter>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kDash = 10;
constexpr int kSpace = 4;
constexpr double kThick = 3;
constexpr double kHollow = 4;

}  // namespace

int LegendWords::width() const {
  return kDash + kSpace + QFontMetrics(textFont(12)).horizontalAdvance(name) + 1;
}

void LegendWords::paint(QPainter& painter, const QRectF& place, const Theme& theme) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const double middle = place.center().y();
  if (isOn) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(place.left(), middle - kThick / 2, kDash, kThick), kThick / 2, kThick / 2);
  } else {
    painter.setPen(QPen(theme.muted, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(place.left() + 0.5, middle - kHollow / 2, kDash - 1, kHollow), 1.5, 1.5);
  }
  QFont font = textFont(12);
  font.setStrikeOut(!isOn);
  painter.setFont(font);
  painter.setPen(isOn ? theme.text : theme.muted);
  painter.drawText(place.adjusted(kDash + kSpace, 0, 2, 0), Qt::AlignVCenter | Qt::AlignLeft, name);
  painter.restore();
}

LegendEntry::LegendEntry(DataPart part, QWidget* parent) : QAbstractButton(parent), part_(part), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("legend:") + nameOf(part));
  setAccessibleName(tr("Curve of the %1 part").arg(nameOf(part)));
  setToolTip(tr("Shows or hides the curve of the %1 part.").arg(nameOf(part)));
  setCheckable(true);
  setChecked(true);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  keepSpace(*this);
}

void LegendEntry::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

LegendWords LegendEntry::words() const {
  return {nameOf(part_), colorOf(part_, theme_), isChecked()};
}

QSize LegendEntry::sizeHint() const {
  return {words().width(), 18};
}

void LegendEntry::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  words().paint(painter, rect(), theme_);
  if (hasFocus()) paintFocus(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, theme_.accent);
}

}  // namespace gradus::ui
