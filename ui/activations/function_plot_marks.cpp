// What the plot of an activation marks around its curves: where f is saturated, the lines it nears, its mean, the
// numbers that really go into it, and the probe.
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/probe/layer_statistics.h"
#include "ui/activations/curve_facts.h"
#include "ui/activations/function_plot.h"
#include "ui/theme/paint.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kHistogram = 0.24;  // of the height
constexpr double kNarrowest = 6;     // of what is marked, in pixels

/// Bins that are drawn as one: with few numbers, narrow ones would show chance alone.
std::size_t together(const Distribution& numbers) {
  constexpr std::int64_t kInEach = 12;
  for (const std::size_t count : {1U, 2U, 3U, 4U}) {
    if (numbers.count * static_cast<std::int64_t>(count) >= kInEach * std::int64_t{Distribution::kBins}) return count;
  }
  return 6;
}

}  // namespace

/// Where hardly any gradient passes.
void FunctionPlot::paintFlat(QPainter& painter) const {
  const QRectF room = area();
  QColor ground = theme_.negative;
  ground.setAlphaF(theme_.isDark ? 0.08F : 0.09F);
  const QString words = QStringLiteral("|f′| < ") + exactly(kSaturatedSlope);
  const int needed = painter.fontMetrics().horizontalAdvance(words) + 14;
  for (const Interval& stretch : flatStretches(curve_, kSaturatedSlope, widths_.low, widths_.high)) {
    const double from = pixelOf(stretch.low, 0).x();
    const double to = pixelOf(stretch.high, 0).x();
    if (to - from < kNarrowest) continue;  // where f′ passes through 0
    painter.fillRect(QRectF(from, room.top(), to - from, room.height()), ground);
    if (to - from < needed) continue;
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(from, room.top() + 2, to - from, 18), Qt::AlignCenter, words);
  }
}

void FunctionPlot::paintHistogram(QPainter& painter) const {
  if (!numbers_ || numbers_->count == 0) return;
  const QRectF room = area();
  const std::size_t step = together(*numbers_);
  std::vector<std::int64_t> bars;
  for (std::size_t bin = 0; bin < Distribution::kBins; bin += step) {
    std::int64_t there = 0;
    for (std::size_t i = bin; i < bin + step; ++i) there += numbers_->bins.at(i);
    bars.push_back(there);
  }
  const auto most = static_cast<double>(*std::max_element(bars.begin(), bars.end()));
  // One number alone, many times, is a bar of some width too.
  const bool isPoint = !(numbers_->binWidth() > 0);
  const double width = isPoint ? (widths_.high - widths_.low) / 60 : numbers_->binWidth() * static_cast<double>(step);
  const double first = static_cast<double>(numbers_->low) - (isPoint ? width / 2 : 0);
  QColor fill = theme_.accent;
  fill.setAlphaF(theme_.isDark ? 0.26F : 0.22F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(fill);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double from = pixelOf(first + width * static_cast<double>(i), 0).x();
    const double to = pixelOf(first + width * static_cast<double>(i + 1), 0).x();
    const double height = kHistogram * room.height() * static_cast<double>(bars[i]) / most;
    const double gap = to - from > 4 ? 1 : 0;
    painter.drawRect(QRectF(from, room.bottom() - height, std::max(to - from - gap, 0.5), height));
  }
}

/// How many of the numbers are not seen, and on which side.
void FunctionPlot::paintOutside(QPainter& painter) const {
  if (!numbers_ || numbers_->count == 0) return;
  std::int64_t below = 0;
  std::int64_t above = 0;
  for (std::size_t bin = 0; bin < Distribution::kBins; ++bin) {
    const double middle = static_cast<double>(numbers_->low) + (static_cast<double>(bin) + 0.5) * numbers_->binWidth();
    if (middle < widths_.low) below += numbers_->bins.at(bin);
    if (middle > widths_.high) above += numbers_->bins.at(bin);
  }
  const QRectF room = area();
  const auto write = [&](std::int64_t numbers, const QString& pattern, bool isRight) {
    const double share = static_cast<double>(numbers) / static_cast<double>(numbers_->count);
    if (share < 0.005) return;
    const QString words = pattern.arg(percent(share, 0));
    const double width = painter.fontMetrics().horizontalAdvance(words) + 10;
    const double left = isRight ? room.right() - width - 2 : room.left() + 2;
    paintWords(painter, QRectF(left, room.bottom() - 19, width, 17), words, theme_.text, theme_.canvas);
  };
  write(below, QStringLiteral("◂ %1"), false);
  write(above, QStringLiteral("%1 ▸"), true);
}

/// Each on its own side of 0, and only where f differs from it.
void FunctionPlot::paintAsymptotes(QPainter& painter) const {
  const QRectF room = area();
  const auto mark = [&](const std::optional<Line>& line, double from, double to, bool isRight) {
    if (!line || !(from < to)) return;
    double farthest = 0;
    for (int i = 0; i <= 20; ++i) {
      const double x = from + (to - from) * i / 20;
      farthest = std::max(farthest, std::abs(curve_.value(x) - line->at(x)));
    }
    if (!(farthest > 1e-9)) return;
    painter.setPen(QPen(theme_.muted, 1.2, Qt::DotLine));
    painter.drawLine(pixelOf(from, line->at(from)), pixelOf(to, line->at(to)));
    const QString words = QStringLiteral("y = ") + lineText(*line);
    const int width = painter.fontMetrics().horizontalAdvance(words) + 8;
    const double end = pixelOf(0, line->at(isRight ? to : from)).y();
    const bool isBelow = line->slope > 0 || end - 20 < room.top() + 20;  // there stands where f is saturated
    const double y = std::clamp(end + (isBelow ? 14 : -12), room.top() + 28, room.bottom() - 12);
    const double x = isRight ? room.right() - width - 2 - (line->slope != 0 ? 26 : 0) : room.left() + 12;
    paintWords(painter, QRectF(x, y - 8, width, 16), words, theme_.muted, theme_.canvas);
  };
  mark(left_, widths_.low, std::min(widths_.high, 0.0), false);
  mark(right_, std::max(widths_.low, 0.0), widths_.high, true);
}

/// The mean of what leaves the function, at the left edge: at 0 for one that is zero-centred.
void FunctionPlot::paintMean(QPainter& painter) const {
  if (!std::isfinite(mean_)) return;
  const double y = pixelOf(0, mean_).y();
  const QRectF room = area();
  if (y < room.top() || y > room.bottom()) return;
  const QColor color = std::abs(mean_) <= kCentred ? theme_.good : theme_.warning;
  QPainterPath mark(QPointF(room.left(), y - 5));
  mark.lineTo(room.left() + 8, y);
  mark.lineTo(room.left(), y + 5);
  mark.closeSubpath();
  painter.fillPath(mark, color);
}

void FunctionPlot::paintProbe(QPainter& painter) const {
  const QRectF room = area();
  const double x = pixelOf(probe_, 0).x();
  if (x < room.left() - 1 || x > room.right() + 1) return;
  const bool isLit = isOverProbe_ || drag_ == Drag::Probe;
  painter.setPen(QPen(isLit ? theme_.text : theme_.muted, isLit ? 1.6 : 1.2, Qt::DashLine));
  painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));

  const double f = curve_.value(probe_);
  const double slope = curve_.slope(probe_);
  struct Reading {
    QString words;
    QColor color;
    double y;
  };
  const QString at = finelyRead(probe_);
  Reading upper{tr("f(%1) = %2").arg(at, finelyRead(f)), theme_.positive, pixelOf(0, f).y()};
  Reading lower{tr("f′(%1) = %2").arg(at, finelyRead(slope)), theme_.negative, pixelOf(0, slope).y()};
  for (const Reading& reading : {upper, lower}) {
    if (!std::isfinite(reading.y)) continue;
    painter.setPen(QPen(theme_.canvas, 1.5));
    painter.setBrush(reading.color);
    painter.drawEllipse(QPointF(x, reading.y), 4.5, 4.5);
  }
  // One above the other, as their dots are, and apart.
  if (!(upper.y <= lower.y)) std::swap(upper, lower);
  constexpr double kApart = 19;
  double first = std::isfinite(upper.y) ? upper.y - 13 : room.top() + 30;
  double second = std::isfinite(lower.y) ? lower.y + 13 : room.top() + 50;
  if (second - first < kApart) second = first + kApart;
  first = std::clamp(first, room.top() + 28, room.bottom() - 10 - kApart);
  second = std::clamp(second, first + kApart, room.bottom() - 10);
  for (const auto& [reading, y] : {std::pair(upper, first), std::pair(lower, second)}) {
    const double width = painter.fontMetrics().horizontalAdvance(reading.words) + 12;
    const bool fits = x + 8 + width <= room.right();
    paintWords(painter, QRectF(fits ? x + 8 : x - 8 - width, y - 8.5, width, 17), reading.words, theme_.text,
               theme_.canvas);
  }
}

}  // namespace gradus::ui
