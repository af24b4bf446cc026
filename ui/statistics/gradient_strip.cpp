#include "ui/statistics/gradient_strip.h"

#include <QHelpEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/doctor/doctor_rules.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 20;
constexpr int kGap = 14;
constexpr double kTrackHeight = 6;

/// Powers of ten at the ends of the scale, beyond the limits of both illnesses.
constexpr double kLowest = -6;
constexpr double kHighest = 4;

const QString kTitle = QStringLiteral("Gradient flow");

double alongScale(double flow) {
  return std::clamp((std::log10(flow) - kLowest) / (kHighest - kLowest), 0.0, 1.0);
}

QString stateOf(double flow) {
  if (flow < kVanishing) return QStringLiteral("It vanishes here.");
  if (flow > kExploding) return QStringLiteral("It explodes here.");
  return QStringLiteral("That is healthy.");
}

}  // namespace

GradientStrip::GradientStrip(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("gradientStrip"));
  setAccessibleName(kTitle);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void GradientStrip::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void GradientStrip::setStatistics(const StatisticsPtr& statistics) {
  cells_.clear();
  QStringList words;
  const std::size_t layers = statistics ? statistics->layers.size() : 0;
  for (std::size_t i = 0; i < layers; ++i) {
    const LayerStatistics& layer = statistics->layers[i];
    if (layer.weights.empty()) continue;
    Cell cell;
    cell.name = QString::fromStdString(layer.name);
    cell.shortName = QString::number(i + 1);
    cell.flow = layer.flow;
    cell.isBroken = !std::isfinite(layer.flow);
    cell.value = cell.isBroken ? QStringLiteral("?") : withShortExponent(QString::number(layer.flow, 'g', 2));
    if (cell.isBroken) {
      cell.explanation = QStringLiteral("%1: the gradient cannot be measured.").arg(cell.name);
    } else {
      cell.explanation = QStringLiteral(
                             "%1: the gradient that comes back to it is %2 of that at the output. %3\n"
                             "The gradient of its weights has norm %4, its weights %5.")
                             .arg(cell.name, figures(layer.flow), stateOf(layer.flow), figures(layer.gradients.norm),
                                  figures(layer.weights.norm));
    }
    words << cell.name + u' ' + cell.value;
    cells_.push_back(std::move(cell));
  }
  setAccessibleDescription(words.join(QStringLiteral(", ")));
  update();
}

QColor GradientStrip::colorOf(const Cell& cell) const {
  if (cell.isBroken || cell.flow > kExploding) return theme_.bad;
  return cell.flow < kVanishing ? theme_.warning : theme_.good;
}

QRectF GradientStrip::cellRect(std::size_t index) const {
  const double left = kMargin + QFontMetrics(textFont(12)).horizontalAdvance(kTitle) + 2 * kGap;
  const double room = width() - left - kMargin;
  const double each = std::min(room / static_cast<double>(cells_.size()), 190.0);
  return {left + each * static_cast<double>(index), 1, each, height() - 1.0};
}

void GradientStrip::paintScale(QPainter& painter, const QRectF& track, const Cell& cell) const {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.border);
  painter.drawRoundedRect(track, kTrackHeight / 2, kTrackHeight / 2);
  const double middle = track.left() + track.width() * alongScale(1);
  if (!cell.isBroken) {
    // From the output's gradient, 1, to this layer's.
    const double end = track.left() + track.width() * alongScale(cell.flow);
    QRectF bar(std::min(middle, end), track.top(), std::abs(end - middle), track.height());
    if (bar.width() < kTrackHeight) bar = QRectF(end - kTrackHeight / 2, track.top(), kTrackHeight, track.height());
    painter.setBrush(colorOf(cell));
    painter.drawRoundedRect(bar, kTrackHeight / 2, kTrackHeight / 2);
  }
  painter.setPen(QPen(theme_.muted, 1));
  painter.drawLine(QPointF(middle, track.top() - 2), QPointF(middle, track.bottom() + 2));
}

void GradientStrip::paintCell(QPainter& painter, std::size_t index) const {
  constexpr double kShortestTrack = 24;
  const Cell& cell = cells_[index];
  const QRectF rect = cellRect(index).adjusted(0, 0, -kGap, 0);
  const QFontMetrics metrics = painter.fontMetrics();
  const double value = metrics.horizontalAdvance(QStringLiteral("0.000"));
  QString name = cell.name;
  if (metrics.horizontalAdvance(name) + value + kShortestTrack + 12 > rect.width()) name = cell.shortName;
  double left = rect.left();
  if (metrics.horizontalAdvance(name) + kShortestTrack + 6 < rect.width()) {
    painter.setPen(theme_.muted);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, name);
    left += metrics.horizontalAdvance(name) + 7;
  }
  double right = rect.right();
  if (right - left > kShortestTrack + value + 6) {
    const bool isIll = colorOf(cell) != theme_.good;
    painter.setPen(isIll ? colorOf(cell) : theme_.text);
    right -= value;
    painter.drawText(QRectF(right, rect.top(), value + kGap, rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     cell.value);
    right -= 7;
  }
  const double middle = rect.center().y() - kTrackHeight / 2;
  if (right > left) paintScale(painter, QRectF(left, middle, right - left, kTrackHeight), cell);
}

void GradientStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRectF(0, 0, width(), 1), theme_.border);
  painter.setFont(textFont(12));
  painter.setPen(theme_.muted);
  painter.drawText(QRectF(kMargin, 1, width(), height() - 1.0), Qt::AlignLeft | Qt::AlignVCenter, kTitle);
  for (std::size_t i = 0; i < cells_.size(); ++i) paintCell(painter, i);
}

bool GradientStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  auto* help = static_cast<QHelpEvent*>(event);
  QString tip = QStringLiteral(
      "What comes back of the gradient to each layer, as a multiple of what the loss gives the output layer. Each "
      "scale goes from a millionth to ten thousand times as much.");
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (cellRect(i).contains(help->pos())) tip = cells_[i].explanation;
  }
  showTip(*help, tip, *this);
  return true;
}

}  // namespace gradus::ui
