#include "ui/plots/curve_header.h"

#include <QFontMetrics>
#include <QPainter>
#include <QToolButton>
#include <algorithm>
#include <iterator>

#include "ui/plots/curve_graphs.h"
#include "ui/theme/legible.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kSpace = 5;
constexpr int kBetween = 9;  ///< entries of the legend
constexpr int kBehindTitle = 8;
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

int widthOf(const QToolButton& button) {
  return QFontMetrics(sizedFont(button.font(), 11, false)).horizontalAdvance(button.text()) + 16;
}

}  // namespace

CurveHeader::CurveHeader(QWidget* parent) : QWidget(parent), theme_(Theme::dark()), switch_(addButton({}, {}, {})) {
  setFixedHeight(kHeight);
  switch_->setCheckable(true);
  connect(switch_, &QToolButton::toggled, this, &CurveHeader::switched);
  for (const DataPart part : kAllParts) {
    auto* entry = new LegendEntry(part, this);
    connect(entry, &LegendEntry::clicked, this, [this, part](bool isShown) { emit partToggled(part, isShown); });
    legend_.push_back(entry);
  }
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
  for (LegendEntry* entry : legend_) entry->setTheme(theme);
  update();
}

void CurveHeader::setTitle(const QString& title, const QString& shortTitle) {
  title_ = title;
  shortTitle_ = shortTitle;
  placeButtons();
}

void CurveHeader::setParts(const PartFlags& parts) {
  parts_ = parts;
  placeButtons();
}

void CurveHeader::setShown(const PartFlags& shown) {
  for (LegendEntry* entry : legend_) entry->setChecked(shown.at(indexOf(entry->part())));
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
  hasSwitch_ = true;
  placeButtons();
}

void CurveHeader::setSwitchVisible(bool visible) {
  hasSwitch_ = visible;
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

std::vector<LegendEntry*> CurveHeader::entries() const {
  std::vector<LegendEntry*> shown;
  std::ranges::copy_if(legend_, std::back_inserter(shown),
                       [this](const LegendEntry* entry) { return parts_.at(indexOf(entry->part())); });
  return shown;
}

int CurveHeader::legendWidth(bool withRate) const {
  int width = 0;
  for (const LegendEntry* entry : entries()) width += entry->sizeHint().width() + kBetween;
  if (withRate) width += LegendWords{tr("rate"), rateColor(theme_)}.width() + kBetween;
  return width;
}

int CurveHeader::buttonsWidth() const {
  int width = 0;
  for (const QToolButton* button : {switch_, fit_}) {
    if (!button->isHidden()) width += widthOf(*button) + kSpace;
  }
  return width;
}

int CurveHeader::titleWidth(const QString& title) const {
  return QFontMetrics(sizedFont(font(), 12, true)).horizontalAdvance(title) + kBehindTitle;
}

/// Where there is little room the title is short, then the rate has no name, and then the switch goes, which the menu
/// has too.
void CurveHeader::placeButtons() {
  switch_->setVisible(hasSwitch_);
  const int room = width() - kMenuWidth;
  isRateNamed_ = hasRate_;
  fittingTitle_ = title_;
  const auto fits = [&] { return titleWidth(fittingTitle_) + buttonsWidth() + legendWidth(isRateNamed_) <= room; };
  if (!fits()) fittingTitle_ = shortTitle_;
  if (!fits()) isRateNamed_ = false;
  if (!fits()) switch_->setVisible(hasSwitch_ && fit_->isHidden());
  int left = titleWidth(fittingTitle_);
  for (QToolButton* button : {switch_, fit_}) {
    if (button->isHidden()) continue;
    button->setGeometry(left, 3, widthOf(*button), kButtonHeight);
    left += button->width() + kSpace;
  }
  int right = room - 3;
  const std::vector<LegendEntry*> shown = entries();
  for (LegendEntry* entry : legend_) entry->setVisible(parts_.at(indexOf(entry->part())));
  for (auto entry = shown.rbegin(); entry != shown.rend(); ++entry) {
    const QSize size = (*entry)->sizeHint();
    right -= size.width();
    (*entry)->setGeometry(right, (kHeight - size.height()) / 2, size.width(), size.height());
    right -= kBetween;
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
  paintTitle(painter, rect(), fittingTitle_);
  if (isRateNamed_) paintRate(painter, rect(), width() - kMenuWidth - 3 - legendWidth(false));
}

void CurveHeader::paintTitle(QPainter& painter, const QRect& rect, const QString& title) const {
  painter.setFont(sizedFont(font(), 12, true));
  painter.setPen(theme_.muted);
  painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, title);
}

void CurveHeader::paintRate(QPainter& painter, const QRect& rect, int right) const {
  const LegendWords words{tr("rate"), rateColor(theme_)};
  words.paint(painter, QRectF(right - words.width(), rect.top(), words.width(), rect.height()), theme_);
}

void CurveHeader::paintLegend(QPainter& painter, const QRect& rect, int right) const {
  const std::vector<LegendEntry*> shown = entries();
  for (auto entry = shown.rbegin(); entry != shown.rend(); ++entry) {
    const LegendWords words = (*entry)->words();
    if (!words.isOn) continue;
    right -= words.width();
    words.paint(painter, QRectF(right, rect.top(), words.width(), rect.height()), theme_);
    right -= kBetween;
  }
  if (hasRate_) paintRate(painter, rect, right);
  paintTitle(painter, rect, fittingTitle_);
}

}  // namespace gradus::ui
