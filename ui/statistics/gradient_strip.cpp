#include "ui/statistics/gradient_strip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 20;
constexpr int kGap = 14;
constexpr double kTrackHeight = 6;
constexpr double kReading = 116;  ///< room for a layer that is read
constexpr std::size_t kMostScales = 4;
constexpr double kNarrowestScale = 90;  ///< with its number

/// Powers of ten at the ends of the scale, beyond the limits of both illnesses.
constexpr double kLowest = -6;
constexpr double kHighest = 4;

const QString kTitle = QStringLiteral("Gradient flow");
const QString kWidestEpoch = QStringLiteral("as of epoch 0000");  // what stands beside it does not move

double alongScale(double flow) {
  return std::clamp((std::log10(flow) - kLowest) / (kHighest - kLowest), 0.0, 1.0);
}

}  // namespace

GradientStrip::GradientStrip(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("gradientStrip"));
  setAccessibleName(kTitle);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFocusPolicy(Qt::TabFocus);
  setMouseTracking(true);
}

void GradientStrip::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void GradientStrip::setStatistics(const StatisticsPtr& statistics) {
  cells_.clear();
  when_ = statistics ? tr("as of epoch %1").arg(epochNumber(statistics->epochs)) : QString();
  QStringList words;
  const std::size_t layers = statistics ? statistics->layers.size() : 0;
  for (std::size_t i = 0; i < layers; ++i) {
    if (statistics->layers[i].weights.empty()) continue;
    cells_.push_back(flowCellOf(statistics->layers[i], i));
    words << cells_.back().name + u' ' + cells_.back().value;
  }
  if (!cells_.empty() && !when_.isEmpty()) words << when_;
  setAccessibleDescription(cells_.empty() ? note() : words.join(QStringLiteral(", ")));
  read(std::min(current_, static_cast<int>(cells_.size()) - 1));
  update();
}

void GradientStrip::setFailed(bool isFailed) {
  if (std::exchange(isFailed_, isFailed) == isFailed || !cells_.empty()) return;
  setAccessibleDescription(note());
  update();
}

/// In place of the layers.
QString GradientStrip::note() const {
  return isFailed_ ? tr("not measured before the failure") : QString();
}

bool GradientStrip::isLine() const {
  return cells_.size() > kMostScales || (!cells_.empty() && cellRect(0).width() < kNarrowestScale);
}

/// Beside the title.
QRectF GradientStrip::room() const {
  const int title = QFontMetrics(textFont(12)).horizontalAdvance(kTitle) + 2 * kGap;
  const int epoch = QFontMetrics(textFont(11)).horizontalAdvance(kWidestEpoch) + kGap;
  const double left = kMargin + std::max(title, epoch);
  return {left, 1, std::max(width() - left - kMargin, 1.0), height() - 1.0};
}

/// With numbers below every layer as wide as there is room; else what is read stands at the right.
FlowLine GradientStrip::line() const {
  const FlowLine whole(cells_, room());
  return whole.showsNumbers() ? whole : FlowLine(cells_, room().adjusted(0, 0, -kReading - kGap, 0));
}

QRectF GradientStrip::cellRect(std::size_t index) const {
  const QRectF all = room();
  const double each = std::min(all.width() / static_cast<double>(cells_.size()), 190.0);
  return {all.left() + each * static_cast<double>(index), all.top(), each, all.height()};
}

int GradientStrip::indexAt(const QPointF& position) const {
  if (cells_.empty() || !room().contains(position)) return -1;
  if (isLine()) return static_cast<int>(line().indexAt(position.x()));
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (cellRect(i).contains(position)) return static_cast<int>(i);
  }
  return -1;
}

void GradientStrip::read(int index) {
  current_ = index;
  setAccessibleName(index < 0 ? kTitle : kTitle + QStringLiteral(": ") + reading());
  update();
}

QString GradientStrip::reading() const {
  if (current_ < 0) return {};
  const FlowCell& cell = cells_[static_cast<std::size_t>(current_)];
  return cell.name + QStringLiteral(", ") + cell.value + QStringLiteral(" · ") + verdictOf(cell);
}

void GradientStrip::paintScale(QPainter& painter, const QRectF& track, const FlowCell& cell) const {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.border);
  painter.drawRoundedRect(track, kTrackHeight / 2, kTrackHeight / 2);
  const double middle = track.left() + track.width() * alongScale(1);
  if (!cell.isBroken) {
    // From the output's gradient, 1, to this layer's.
    const double end = track.left() + track.width() * alongScale(cell.flow);
    QRectF bar(std::min(middle, end), track.top(), std::abs(end - middle), track.height());
    if (bar.width() < kTrackHeight) bar = QRectF(end - kTrackHeight / 2, track.top(), kTrackHeight, track.height());
    painter.setBrush(colorOf(cell, theme_));
    painter.drawRoundedRect(bar, kTrackHeight / 2, kTrackHeight / 2);
  }
  if (cell.isBroken) {
    painter.setBrush(theme_.bad);
    painter.drawEllipse(QPointF(middle, track.center().y()), kTrackHeight * 0.7, kTrackHeight * 0.7);
    return;
  }
  painter.setPen(QPen(theme_.muted, 1));
  painter.drawLine(QPointF(middle, track.top() - 2), QPointF(middle, track.bottom() + 2));
}

void GradientStrip::paintCell(QPainter& painter, std::size_t index) const {
  constexpr double kShortestTrack = 24;
  const FlowCell& cell = cells_[index];
  const QRectF rect = cellRect(index).adjusted(0, 0, -kGap, 0);
  const QFontMetrics metrics = painter.fontMetrics();
  const double value = metrics.horizontalAdvance(QStringLiteral("0.000"));
  QString name = cell.name;
  if (metrics.horizontalAdvance(name) + value + kShortestTrack + 12 > rect.width()) name = cell.number;
  double left = rect.left();
  if (metrics.horizontalAdvance(name) + kShortestTrack + 6 < rect.width()) {
    const bool isRead = current_ == static_cast<int>(index);
    painter.setPen(isRead ? theme_.text : theme_.muted);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, name);
    const QRectF under(rect.left(), rect.center().y() + 10, metrics.horizontalAdvance(name), 2);
    if (isRead) painter.fillRect(under, theme_.accent);
    left += metrics.horizontalAdvance(name) + 7;
  }
  double right = rect.right();
  if (right - left > kShortestTrack + value + 6) {
    const bool isIll = colorOf(cell, theme_) != theme_.good;
    painter.setPen(isIll ? colorOf(cell, theme_) : theme_.text);
    right -= value;
    painter.drawText(QRectF(right, rect.top(), value + kGap, rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     cell.value);
    right -= 7;
  }
  const double middle = rect.center().y() - kTrackHeight / 2;
  if (right > left) paintScale(painter, QRectF(left, middle, right - left, kTrackHeight), cell);
}

void GradientStrip::markLayer(int layer) {
  if (std::exchange(marked_, layer) != layer) update();
}

/// Behind the cell of the marked layer.
void GradientStrip::paintMark(QPainter& painter) const {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (cells_[i].layer != marked_) continue;
    QColor ground = theme_.accent;
    ground.setAlphaF(0.15F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    const QRectF scale = cellRect(i).adjusted(-kGap / 2.0, 3, -kGap / 2.0, -3);
    painter.drawRoundedRect(isLine() ? line().bandOf(i) : scale, 6, 6);
  }
}

/// The layer that is read, at the right end.
void GradientStrip::paintReading(QPainter& painter) const {
  if (current_ < 0) return;
  const FlowCell& cell = cells_[static_cast<std::size_t>(current_)];
  const QRectF place(width() - kMargin - kReading, 5, kReading, (height() - 8) / 2.0);
  painter.setFont(textFont(12, QFont::DemiBold));
  painter.setPen(theme_.text);
  const QString name = painter.fontMetrics().elidedText(cell.name, Qt::ElideRight, static_cast<int>(kReading));
  painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, name);
  painter.setPen(colorOf(cell, theme_));
  const QRectF below = place.translated(0, place.height());
  painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, cell.value);
  const double value = painter.fontMetrics().horizontalAdvance(cell.value);
  painter.setFont(textFont(12));
  painter.drawText(below.adjusted(value, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   QStringLiteral(" · ") + verdictOf(cell));
}

void GradientStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRectF(0, 0, width(), 1), theme_.border);
  painter.setFont(textFont(12));
  painter.setPen(theme_.muted);
  const double half = (height() - 9) / 2.0;
  const QRectF title(kMargin, 5, width(), when_.isEmpty() ? height() - 9.0 : half);
  painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, kTitle);
  painter.setFont(textFont(11));
  painter.drawText(QRectF(kMargin, 5 + half, width(), half), Qt::AlignLeft | Qt::AlignVCenter, when_);
  painter.setFont(textFont(12));
  paintMark(painter);
  if (cells_.empty()) painter.drawText(room(), Qt::AlignLeft | Qt::AlignVCenter, note());
  if (isLine()) {
    const FlowLine flow = line();
    flow.paint(painter, theme_, current_);
    if (!flow.showsNumbers()) paintReading(painter);
  } else {
    for (std::size_t i = 0; i < cells_.size(); ++i) paintCell(painter, i);
  }
  if (hasFocus()) paintFocus(painter, QRectF(rect()).adjusted(4, 4, -4, -3), 5, theme_.accent);
}

void GradientStrip::mouseMoveEvent(QMouseEvent* event) {
  read(indexAt(event->position()));
}

void GradientStrip::leaveEvent(QEvent*) {
  if (!hasFocus()) read(-1);
}

void GradientStrip::focusOutEvent(QFocusEvent* event) {
  read(-1);
  QWidget::focusOutEvent(event);
}

void GradientStrip::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(cells_.size()) - 1;
  const int key = event->key();
  const int step = key == Qt::Key_Right || key == Qt::Key_Down ? 1 : key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 0;
  if (last < 0 || (step == 0 && key != Qt::Key_Home && key != Qt::Key_End)) return QWidget::keyPressEvent(event);
  if (key == Qt::Key_Home || key == Qt::Key_End) return read(key == Qt::Key_Home ? 0 : last);
  read(current_ < 0 && step < 0 ? last : std::clamp(current_ + step, 0, last));
}

bool GradientStrip::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn) update();
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  auto* help = static_cast<QHelpEvent*>(event);
  const int index = indexAt(help->pos());
  const QString about = QStringLiteral(
      "What comes back of the gradient to each layer, as a multiple of what the loss gives the output layer. A scale "
      "goes from a millionth to ten thousand times as much; the line of a deep network is logarithmic, and dashed at "
      "1.");
  showTip(*help, index < 0 ? about : cells_[static_cast<std::size_t>(index)].explanation, *this);
  return true;
}

}  // namespace gradus::ui
