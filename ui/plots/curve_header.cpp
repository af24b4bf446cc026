#include "ui/plots/curve_header.h"

#include <QFontMetrics>
#include <QPainter>
#include <QToolButton>

#include "ui/plots/curve_graphs.h"
#include "ui/theme/legible.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kDash = 10;
constexpr int kSpace = 5;
constexpr int kBetween = 12;
constexpr int kButtonHeight = 18;
constexpr int kMenuWidth = 22;

QString buttonStyle(const Theme& theme) {
  return QStringLiteral(
             "QToolButton { color: %1; background: transparent; border: 1px solid %2; border-radius: 5px;"
             " font-size: 11px; padding: 0 5px; min-height: 0; }"
             "QToolButton:hover, QToolButton:focus { border-color: %3; }"
             "QToolButton:checked { color: %3; border-color: %3; }"
             "QToolButton#curveMenuButton { border-color: transparent; font-size: 13px; padding: 0; }"
             "QToolButton#curveMenuButton:hover, QToolButton#curveMenuButton:focus { border-color: %3; }")
      .arg(theme.muted.name(), theme.border.name(), theme.accent.name());
}

}  // namespace

CurveHeader::CurveHeader(QWidget* parent)
    : QWidget(parent), theme_(Theme::dark()), secondCurve_(tr("valid")), switch_(addButton({}, {}, {})) {
  setFixedHeight(kHeight);
  switch_->setCheckable(true);
  connect(switch_, &QToolButton::toggled, this, &CurveHeader::switched);
  fit_ = addButton(tr("Fit"), tr("Show everything"), tr("Shows the whole run again and follows it (0)."));
  connect(fit_, &QToolButton::clicked, this, &CurveHeader::fitClicked);
  menu_ = addButton(QStringLiteral("⋯"), tr("More about this plot"), tr("Axes, smoothing, earlier runs, and saving."));
  menu_->setObjectName(QStringLiteral("curveMenuButton"));
  menu_->show();
  connect(menu_, &QToolButton::clicked, this,
          [this] { emit menuClicked(menu_->mapToGlobal(QPoint(0, menu_->height()))); });
}

QToolButton* CurveHeader::addButton(const QString& text, const QString& name, const QString& toolTip) {
  auto* button = new QToolButton(this);
  button->setText(text);
  button->setAccessibleName(name);
  button->setToolTip(toolTip);
  button->setFocusPolicy(Qt::TabFocus);
  keepSpace(*button);
  button->hide();
  return button;
}

void CurveHeader::setTheme(const Theme& theme) {
  theme_ = theme;
  for (QToolButton* button : {switch_, fit_, menu_}) button->setStyleSheet(buttonStyle(theme));
  update();
}

void CurveHeader::setTitle(const QString& title, const QString& shortTitle) {
  title_ = title;
  shortTitle_ = shortTitle;
  placeButtons();
}

void CurveHeader::setSecondCurve(const QString& name) {
  secondCurve_ = name;
  placeButtons();
}

void CurveHeader::setRateVisible(bool visible) {
  if (hasRate_ == visible) return;
  hasRate_ = visible;
  placeButtons();
}

void CurveHeader::offerSwitch(const QString& text, const QString& name, const QString& toolTip) {
  switch_->setText(text);
  switch_->setAccessibleName(name);
  switch_->setToolTip(toolTip);
  switch_->show();
  placeButtons();
}

void CurveHeader::setSwitchVisible(bool visible) {
  switch_->setVisible(visible);
  placeButtons();
}

void CurveHeader::setSwitched(bool on) {
  switch_->setChecked(on);
}

void CurveHeader::setFitVisible(bool visible) {
  if (fit_->isVisibleTo(this) == visible) return;
  fit_->setVisible(visible);
  placeButtons();
}

const QString& CurveHeader::fittingTitle() const {
  const QFontMetrics plain(sizedFont(font(), 12, false));
  int legend = plain.horizontalAdvance(secondCurve_ + tr("train")) + 2 * (kDash + 2 * kSpace + kBetween);
  if (hasRate_) legend += plain.horizontalAdvance(tr("rate")) + kDash + kSpace + kBetween;
  int buttons = kMenuWidth;
  for (const QToolButton* button : {switch_, fit_}) buttons += button->isVisibleTo(this) ? 46 : 0;
  const int room = width() - legend - buttons;
  return QFontMetrics(sizedFont(font(), 12, true)).horizontalAdvance(title_) <= room ? title_ : shortTitle_;
}

void CurveHeader::placeButtons() {
  int left = QFontMetrics(sizedFont(font(), 12, true)).horizontalAdvance(fittingTitle()) + 10;
  const QFontMetrics size(sizedFont(font(), 11, false));
  for (QToolButton* button : {switch_, fit_}) {
    if (!button->isVisibleTo(this)) continue;
    const int wide = size.horizontalAdvance(button->text()) + 16;
    button->setGeometry(left, 3, wide, kButtonHeight);
    left += wide + kSpace;
  }
  menu_->setGeometry(width() - kMenuWidth, 3, kMenuWidth, kButtonHeight);
  update();
}

void CurveHeader::resizeEvent(QResizeEvent*) {
  placeButtons();
}

void CurveHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme_.card);  // as the plot below
  paintLegend(painter, rect(), width() - kMenuWidth - 3);
}

void CurveHeader::paintLegend(QPainter& painter, const QRect& rect, int right) const {
  const QFont plain = sizedFont(font(), 12, false);
  painter.setFont(plain);
  const auto drawEntry = [&](const QString& name, const QColor& color) {
    const int size = QFontMetrics(plain).horizontalAdvance(name);
    right -= size;
    painter.setPen(theme_.text);
    painter.drawText(QRect(right, rect.top(), size + 2, rect.height()), Qt::AlignVCenter | Qt::AlignLeft, name);
    right -= kSpace + kDash;
    painter.fillRect(QRect(right, rect.center().y(), kDash, 2), color);
    right -= kBetween;
  };
  drawEntry(secondCurve_, theme_.valid);
  drawEntry(tr("train"), theme_.train);
  if (hasRate_) drawEntry(tr("rate"), rateColor(theme_));
  painter.setFont(sizedFont(font(), 12, true));
  painter.setPen(theme_.muted);
  painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, fittingTitle());
}

}  // namespace gradus::ui
