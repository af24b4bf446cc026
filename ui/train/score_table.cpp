#include "ui/train/score_table.h"

#include <QFontMetrics>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/tabular.h"

namespace gradus::ui {
namespace {

constexpr int kHead = 17;
constexpr int kAroundNumber = 6;  ///< of a row, above and below together
constexpr int kLarge = 20;
constexpr int kUsual = 18;
constexpr int kSmallest = 13;
constexpr int kWide = 320;        ///< from here on numbers are large
constexpr int kBeforeNumber = 6;  ///< between columns
constexpr int kMark = 8;
constexpr int kUnitSize = 13;
constexpr int kWordSize = 13;
constexpr double kBeforeUnit = 2;
constexpr double kBaseLine = 0.86;  ///< of a number, as a share of its size

/// The widest that there are.
const QString kWidestNumber = QStringLiteral("0.0000");
const QString kWidestShare = QStringLiteral("00.00");
const QString kUnit = QStringLiteral("%");

QFont numberFont(int pixels) {
  return textFont(pixels, QFont::DemiBold);
}

double widestCell(int pixels) {
  const double unit = QFontMetricsF(textFont(kUnitSize)).horizontalAdvance(kUnit);
  return std::max(tabularWidth(numberFont(pixels), kWidestNumber),
                  tabularWidth(numberFont(pixels), kWidestShare) + kBeforeUnit + unit);
}

}  // namespace

// --- a column

ScoreColumn::ScoreColumn(DataPart part, QWidget* parent) : QAbstractButton(parent), part_(part), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("score:") + nameOf(part));
  setCheckable(true);
  setChecked(true);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  keepSpace(*this);
}

void ScoreColumn::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ScoreColumn::setCells(const std::vector<ScoreCell>& cells) {
  if (std::exchange(cells_, cells) != cells) update();
}

void ScoreColumn::setNumberSize(int pixels) {
  numberSize_ = pixels;
  update();
}

/// The square in the colour of the curve and the name; hollow and struck through where the curve is hidden.
void ScoreColumn::paintHead(QPainter& painter) const {
  QFont font = textFont(12);
  font.setStrikeOut(!isChecked());
  painter.setFont(font);
  painter.setPen(theme_.muted);
  const QRectF head(0, 0, width(), kHead);
  painter.drawText(head, Qt::AlignVCenter | Qt::AlignRight, nameOf(part_));
  const double left = width() - QFontMetricsF(font).horizontalAdvance(nameOf(part_)) - kMark - 4;
  const QRectF mark(left, (kHead - kMark) / 2.0, kMark, kMark);
  const QColor color = colorOf(part_, theme_);
  if (isChecked()) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(mark, 2, 2);
  } else {
    painter.setPen(QPen(theme_.muted, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(mark.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
  }
}

void ScoreColumn::paintCell(QPainter& painter, const ScoreCell& cell, double baseLine) const {
  double right = width();
  if (!cell.unit.isEmpty()) {
    painter.setFont(textFont(kUnitSize));
    painter.setPen(colorOf(part_, theme_));
    const double wide = QFontMetricsF(painter.font()).horizontalAdvance(cell.unit);
    painter.drawText(QPointF(right - wide, baseLine), cell.unit);
    right -= wide + kBeforeUnit;
  }
  painter.setFont(numberFont(cell.isWord ? std::min(kWordSize, numberSize_) : numberSize_));
  painter.setPen(cell.isWord ? theme_.bad : colorOf(part_, theme_));
  drawTabular(painter, {right, baseLine}, cell.number);
}

void ScoreColumn::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintHead(painter);
  double top = kHead;
  for (const ScoreCell& cell : cells_) {
    paintCell(painter, cell, top + kAroundNumber / 2.0 + kBaseLine * numberSize_);
    top += numberSize_ + kAroundNumber;
  }
  if (hasFocus()) paintFocus(painter, rect(), 4, theme_.accent);
}

// --- the table

ScoreTable::ScoreTable(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  for (const DataPart part : kAllParts) {
    auto* column = new ScoreColumn(part, this);
    columns_.at(indexOf(part)) = column;
    connect(column, &ScoreColumn::clicked, this, [this, part](bool isShown) { emit partToggled(part, isShown); });
  }
}

void ScoreTable::setTheme(const Theme& theme) {
  for (ScoreColumn* column : columns_) column->setTheme(theme);
  update();
}

void ScoreTable::setRows(const QStringList& names) {
  rows_ = names;
  arrange();
  update();
}

void ScoreTable::setParts(const PartFlags& parts) {
  for (const DataPart part : kAllParts) column(part).setEnabled(parts.at(indexOf(part)));
}

void ScoreTable::setShown(const PartFlags& shown) {
  for (const DataPart part : kAllParts) column(part).setChecked(shown.at(indexOf(part)));
}

void ScoreTable::setColumn(DataPart part, const std::vector<ScoreCell>& cells, const QString& toolTip) {
  ScoreColumn& changed = column(part);
  changed.setCells(cells);
  QStringList words;
  for (qsizetype i = 0; i < rows_.size(); ++i) {
    const ScoreCell& cell = cells.at(static_cast<std::size_t>(i));
    words << rows_[i] + u' ' + cell.number + cell.unit;
  }
  changed.setAccessibleName(nameOf(part) + QStringLiteral(": ") + words.join(QStringLiteral(", ")));
  changed.setToolTip(toolTip);
}

int ScoreTable::labelWidth() const {
  int widest = 0;
  for (const QString& row : rows_) widest = std::max(widest, QFontMetrics(textFont(12)).horizontalAdvance(row));
  return widest;
}

void ScoreTable::arrange() {
  const int left = labelWidth();
  const int room = (width() - left) / static_cast<int>(columns_.size());
  numberSize_ = width() >= kWide ? kLarge : kUsual;
  const int height = kHead + static_cast<int>(rows_.size()) * (numberSize_ + kAroundNumber);
  while (numberSize_ > kSmallest && widestCell(numberSize_) + kBeforeNumber > room) --numberSize_;
  int right = width();
  for (auto column = columns_.rbegin(); column != columns_.rend(); ++column) {
    (*column)->setNumberSize(numberSize_);
    (*column)->setGeometry(right - room + kBeforeNumber, 0, room - kBeforeNumber, height);
    right -= room;
  }
  if (height != this->height()) setFixedHeight(height);
}

void ScoreTable::resizeEvent(QResizeEvent*) {
  arrange();
}

void ScoreTable::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont(12));
  painter.setPen(palette().color(role::kMuted));
  double top = kHead;
  for (const QString& row : rows_) {
    painter.drawText(QPointF(0, top + kAroundNumber / 2.0 + kBaseLine * numberSize_), row);
    top += numberSize_ + kAroundNumber;
  }
}

}  // namespace gradus::ui
