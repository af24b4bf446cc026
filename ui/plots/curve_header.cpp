#include "ui/plots/curve_header.h"

#include <QFontMetrics>
#include <QPainter>
#include <QToolButton>

#include "ui/theme/legible.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kDash = 10;
constexpr int kSpace = 5;
constexpr int kBetween = 12;

QString buttonStyle(const Theme& theme) {
  return QStringLiteral(
             "QToolButton { color: %1; background: transparent; border: 1px solid %2; border-radius: 5px;"
             " font-size: 11px; padding: 0 5px; min-height: 0; }"
             "QToolButton:hover, QToolButton:focus { border-color: %3; }"
             "QToolButton:checked { color: %3; border-color: %3; }")
      .arg(theme.muted.name(), theme.border.name(), theme.accent.name());
}

}  // namespace

CurveHeader::CurveHeader(QWidget* parent)
    : QWidget(parent), theme_(Theme::dark()), secondCurve_(tr("valid")), logarithm_(new QToolButton(this)) {
  setFixedHeight(kHeight);
  logarithm_->setText(tr("log"));
  logarithm_->setCheckable(true);
  logarithm_->setFocusPolicy(Qt::TabFocus);
  keepSpace(*logarithm_);
  logarithm_->setAccessibleName(tr("Logarithmic axis"));
  logarithm_->setToolTip(tr("Shows the loss on a logarithmic axis, where small improvements stay visible."));
  logarithm_->hide();
  connect(logarithm_, &QToolButton::toggled, this, &CurveHeader::logarithmicChosen);
}

void CurveHeader::setTheme(const Theme& theme) {
  theme_ = theme;
  logarithm_->setStyleSheet(buttonStyle(theme));
  update();
}

void CurveHeader::setTitle(const QString& title, const QString& shortTitle) {
  title_ = title;
  shortTitle_ = shortTitle;
  update();
}

void CurveHeader::setSecondCurve(const QString& name) {
  secondCurve_ = name;
  update();
}

void CurveHeader::setReading(const CurveReading& reading) {
  if (reading == reading_) return;
  reading_ = reading;
  update();
}

void CurveHeader::offerLogarithm() {
  logarithm_->show();
}

void CurveHeader::setLogarithmic(bool logarithmic) {
  logarithm_->setChecked(logarithmic);
}

void CurveHeader::resizeEvent(QResizeEvent*) {
  const int title = QFontMetrics(sizedFont(font(), 12, true)).horizontalAdvance(title_);
  logarithm_->setGeometry(title + 10, 3, 34, 18);
}

void CurveHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme_.card);  // as the plot below
  const QFont strong = sizedFont(font(), 12, true);

  // From the right, so that the names stay in their place when numbers appear beside them.
  const QFont plain = sizedFont(font(), 12, false);
  int right = width();
  const auto drawAtRight = [&](const QString& text, const QFont& font, const QColor& color) {
    if (text.isEmpty()) return;
    painter.setFont(font);
    painter.setPen(color);
    const int size = QFontMetrics(font).horizontalAdvance(text);
    painter.drawText(QRect(right - size, 0, size, height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    right -= size + kSpace;
  };
  const auto drawEntry = [&](const QString& name, const QString& number, const QColor& color) {
    drawAtRight(number, strong, theme_.text);
    drawAtRight(name, plain, theme_.text);
    painter.fillRect(QRect(right - kDash, height() / 2 - 1, kDash, 2), color);
    right -= kDash + kBetween;
  };
  drawEntry(secondCurve_, reading_.valid, theme_.valid);
  drawEntry(tr("train"), reading_.train, theme_.train);

  const bool hasRoom = QFontMetrics(strong).horizontalAdvance(title_) <= right;
  painter.setFont(strong);
  painter.setPen(theme_.muted);
  painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, hasRoom ? title_ : shortTitle_);
}

}  // namespace gradus::ui
