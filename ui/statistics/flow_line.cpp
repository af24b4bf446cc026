#include "ui/statistics/flow_line.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kTextSize = 11;
constexpr double kTextHeight = 16;
constexpr double kAbove = 6;
constexpr double kRadius = 2.5;
constexpr double kCurrentRadius = 4;
constexpr std::size_t kTickEvery = 10;
constexpr double kBetween = 5;  ///< a layer's number and what is left there

double widthOf(const FlowCell& cell) {
  const QFontMetricsF plain(textFont(kTextSize));
  const QFontMetricsF strong(textFont(kTextSize, QFont::DemiBold));
  return plain.horizontalAdvance(cell.number) + kBetween + strong.horizontalAdvance(cell.shortValue);
}

}  // namespace

FlowLine::FlowLine(const std::vector<FlowCell>& cells, const QRectF& place) : cells_(cells), place_(place) {
  double widest = 0;
  for (const FlowCell& cell : cells_) {
    widest = std::max(widest, widthOf(cell));
    if (cell.isBroken || cell.flow <= 0) continue;
    lowest_ = std::min(lowest_, std::log10(cell.flow));
    highest_ = std::max(highest_, std::log10(cell.flow));
  }
  const double each = place_.width() / static_cast<double>(cells_.size());
  showsNumbers_ = cells_.size() <= kMostNumbers && widest + kBetween <= each;
  const double side = showsNumbers_ ? each / 2 : kCurrentRadius + 2;
  plot_ = place_.adjusted(side, kAbove, -side, -kTextHeight - kRadius);
}

double FlowLine::xOf(std::size_t index) const {
  if (cells_.size() < 2) return plot_.center().x();
  return plot_.left() + plot_.width() * static_cast<double>(index) / static_cast<double>(cells_.size() - 1);
}

QPointF FlowLine::pointOf(std::size_t index) const {
  const FlowCell& cell = cells_[index];
  const double power = cell.isBroken ? highest_ : cell.flow > 0 ? std::log10(cell.flow) : lowest_;
  return {xOf(index), plot_.bottom() - plot_.height() * (power - lowest_) / (highest_ - lowest_)};
}

std::size_t FlowLine::indexAt(double x) const {
  if (cells_.size() < 2) return 0;
  const double at = (x - plot_.left()) / plot_.width() * static_cast<double>(cells_.size() - 1);
  return static_cast<std::size_t>(std::clamp(std::round(at), 0.0, static_cast<double>(cells_.size() - 1)));
}

QRectF FlowLine::bandOf(std::size_t index) const {
  const double half = showsNumbers_ ? place_.width() / static_cast<double>(cells_.size()) / 2 : kCurrentRadius + 1;
  return {xOf(index) - half, place_.top() + 1, 2 * half, place_.height() - 2};
}

void FlowLine::paint(QPainter& painter, const Theme& theme, int current) const {
  const double same = plot_.bottom() + plot_.height() * lowest_ / (highest_ - lowest_);
  painter.setPen(QPen(theme.border, 1, Qt::DashLine));
  painter.drawLine(QPointF(place_.left(), same), QPointF(place_.right(), same));
  if (current >= 0) {
    QColor band = theme.accent;
    band.setAlphaF(0.16F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(band);
    painter.drawRoundedRect(bandOf(static_cast<std::size_t>(current)), 4, 4);
  }
  paintLine(painter, theme);
  if (current >= 0) {
    const auto index = static_cast<std::size_t>(current);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorOf(cells_[index], theme));
    painter.drawEllipse(pointOf(index), kCurrentRadius, kCurrentRadius);
  }
  showsNumbers_ ? paintNumbers(painter, theme) : paintTicks(painter, theme);
}

void FlowLine::paintLine(QPainter& painter, const Theme& theme) const {
  for (std::size_t i = 0; i + 1 < cells_.size(); ++i) {
    if (cells_[i].isBroken || cells_[i + 1].isBroken) continue;
    painter.setPen(QPen(colorOf(cells_[i], theme), 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(pointOf(i), pointOf(i + 1));
  }
  painter.setPen(Qt::NoPen);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (!showsNumbers_ && !cells_[i].isBroken) continue;  // they would be a rope of beads
    painter.setBrush(colorOf(cells_[i], theme));
    painter.drawEllipse(pointOf(i), kRadius, kRadius);
  }
}

void FlowLine::paintNumbers(QPainter& painter, const Theme& theme) const {
  const double top = place_.bottom() - kTextHeight;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const FlowCell& cell = cells_[i];
    double x = xOf(i) - widthOf(cell) / 2;
    painter.setFont(textFont(kTextSize));
    painter.setPen(theme.muted);
    painter.drawText(QRectF(x, top, place_.width(), kTextHeight), Qt::AlignLeft | Qt::AlignVCenter, cell.number);
    x += QFontMetricsF(painter.font()).horizontalAdvance(cell.number) + kBetween;
    const QColor color = colorOf(cell, theme);
    painter.setFont(textFont(kTextSize, QFont::DemiBold));
    painter.setPen(color == theme.good ? theme.text : color);
    painter.drawText(QRectF(x, top, place_.width(), kTextHeight), Qt::AlignLeft | Qt::AlignVCenter, cell.shortValue);
  }
}

void FlowLine::paintTicks(QPainter& painter, const Theme& theme) const {
  constexpr double kWide = 40;
  painter.setFont(textFont(kTextSize));
  painter.setPen(theme.muted);
  const std::size_t last = cells_.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const std::size_t count = i + 1;
    const bool isTick = i == 0 || i == last || (count % kTickEvery == 0 && last - i > kTickEvery / 3);
    if (!isTick) continue;
    const double left = std::clamp(xOf(i) - kWide / 2, place_.left() - kWide / 4, place_.right() - kWide * 3 / 4);
    painter.drawText(QRectF(left, place_.bottom() - kTextHeight, kWide, kTextHeight), Qt::AlignCenter,
                     QString::number(count));
  }
}

}  // namespace gradus::ui
