#include "ui/activations/function_plot.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/train/layer_statistics.h"
#include "ui/activations/curve_facts.h"
#include "ui/activations/value_text.h"
#include "ui/statistics/value_axis.h"
#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/widgets/paint.h"

namespace gradus::ui {
namespace {

constexpr int kLeft = 38;
constexpr int kRight = 14;
constexpr int kTop = 8;
constexpr int kBottom = 22;
constexpr double kHistogram = 0.24;  // of the height
constexpr int kSamples = 700;        // of what decides the heights

/// Bins that are drawn as one: with few numbers, narrow ones would show chance alone.
std::size_t together(const Distribution& numbers) {
  constexpr std::int64_t kInEach = 12;
  for (const std::size_t count : {1U, 2U, 3U, 4U}) {
    if (numbers.count * static_cast<std::int64_t>(count) >= kInEach * std::int64_t{Distribution::kBins}) return count;
  }
  return 6;
}

/// Words on what is drawn already.
void paintWords(QPainter& painter, const QRectF& where, const QString& words, const QColor& ink, QColor ground) {
  ground.setAlphaF(0.82F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(where, 4, 4);
  painter.setPen(ink);
  painter.drawText(where, Qt::AlignCenter, words);
}

}  // namespace

FunctionPlot::FunctionPlot(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("functionPlot"));
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setToolTip(
      tr("The wheel zooms, with Shift the widths, with Ctrl the heights; dragging moves, 0 or a double click "
         "shows everything again; the dashed line reads, and the arrow keys move it."));
  curve_ = {[](double x) { return x; }, [](double) { return 1.0; }};
}

void FunctionPlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void FunctionPlot::setFunction(const QString& name, const ActivationCurve& curve) {
  name_ = name;
  curve_ = curve;
  left_ = asymptoteOf(curve, Side::Left);
  right_ = asymptoteOf(curve, Side::Right);
  mean_ = meanForNormal(curve);
  setAccessibleName(tr("%1 and its slope").arg(name));
  if (followsHeights_) fitHeights();
  say();
  update();
}

void FunctionPlot::setOthers(std::vector<Other> others) {
  others_ = std::move(others);
  update();
}

void FunctionPlot::setHistogram(const std::optional<Distribution>& numbers) {
  numbers_ = numbers;
  update();
}

QColor FunctionPlot::colorOf(std::size_t other, const Theme& theme) {
  const std::array<QColor, 4> colors{theme.muted, theme.valid, theme.train, theme.bad};
  return colors.at(other % colors.size());
}

Qt::PenStyle FunctionPlot::styleOf(std::size_t other) {
  return other % 2 == 0 ? Qt::DashLine : Qt::SolidLine;
}

void FunctionPlot::say() {
  const double f = curve_.value(probe_);
  setAccessibleDescription(
      tr("At x = %1, f is %2 and its slope %3").arg(exactText(probe_), exactText(f), exactText(curve_.slope(probe_))));
}

/// All of f and f′ over the widths, with a little room around them.
void FunctionPlot::fitHeights() {
  double low = 0;
  double high = 0;
  for (int i = 0; i <= kSamples; ++i) {
    const double x = widths_.low + (widths_.high - widths_.low) * i / kSamples;
    for (const double y : {curve_.value(x), curve_.slope(x)}) {
      constexpr double kFar = 1e6;  // what grows without end must not flatten the rest
      if (!std::isfinite(y) || std::abs(y) > kFar) continue;
      low = std::min(low, y);
      high = std::max(high, y);
    }
  }
  if (high - low < 1e-9) high = low + 1;
  const double room = 0.06 * (high - low);
  const double step = std::pow(10.0, std::floor(std::log10(high - low))) / 4;
  // Below, so much that the histogram does not lie on the curves.
  heights_ = {std::floor((low - 2.5 * room) / step) * step, std::ceil((high + room) / step) * step};
}

QRectF FunctionPlot::area() const {
  return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

QPointF FunctionPlot::pixelOf(double x, double y) const {
  const QRectF room = area();
  return {room.left() + (x - widths_.low) / (widths_.high - widths_.low) * room.width(),
          room.bottom() - (y - heights_.low) / (heights_.high - heights_.low) * room.height()};
}

double FunctionPlot::xAt(double pixel) const {
  const QRectF room = area();
  return widths_.low + (pixel - room.left()) / room.width() * (widths_.high - widths_.low);
}

double FunctionPlot::yAt(double pixel) const {
  const QRectF room = area();
  return heights_.low + (room.bottom() - pixel) / room.height() * (heights_.high - heights_.low);
}

// --- painting

/// Half a pixel between points. Where f jumps, the line is broken: it would claim values that f never takes.
QPainterPath FunctionPlot::pathOf(const std::function<double(double)>& function) const {
  constexpr double kFarAway = 4000;  // pixels beyond which nothing has to be exact
  const QRectF room = area();
  const auto place = [&](double x, double y) {
    const QPointF at = pixelOf(x, y);
    return QPointF(at.x(), std::clamp(at.y(), room.top() - kFarAway, room.bottom() + kFarAway));
  };
  const double pixel = (heights_.high - heights_.low) / room.height();
  const auto jumps = [&](double from, double to) {
    const double whole = std::abs(function(to) - function(from));
    if (whole < 3 * pixel) return false;
    double low = from;
    double high = to;
    for (int i = 0; i < 24; ++i) {
      const double middle = (low + high) / 2;
      const bool isLower = std::abs(function(middle) - function(low)) > std::abs(function(high) - function(middle));
      (isLower ? high : low) = middle;
    }
    return std::abs(function(high) - function(low)) > 0.4 * whole;
  };
  QPainterPath path;
  bool isDown = false;
  double last = 0;
  const int points = 2 * static_cast<int>(room.width());
  for (int i = 0; i <= points; ++i) {
    const double x = widths_.low + (widths_.high - widths_.low) * i / std::max(points, 1);
    const double y = function(x);
    if (!std::isfinite(y)) {
      isDown = false;
      continue;
    }
    isDown && !jumps(last, x) ? path.lineTo(place(x, y)) : path.moveTo(place(x, y));
    isDown = true;
    last = x;
  }
  return path;
}

void FunctionPlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(sizedFont(font(), 11, false));
  painter.setClipRect(area());
  paintFlat(painter);
  painter.setClipping(false);
  paintGrid(painter);
  painter.setClipRect(area().adjusted(-1, 0, 1, 0));
  paintHistogram(painter);
  paintAsymptotes(painter);
  paintMean(painter);
  paintCurves(painter);
  paintProbe(painter);
  painter.setClipping(false);
  if (hasFocus()) paintFocus(painter, rect(), 6, theme_.accent);
}

void FunctionPlot::paintGrid(QPainter& painter) const {
  const QRectF room = area();
  const std::vector<double> rows =
      valueTicks(heights_.low, heights_.high, std::max(2, static_cast<int>(room.height() / 44)));
  for (const double y : rows) {
    const double at = std::round(pixelOf(0, y).y()) + 0.5;
    painter.setPen(QPen(y == 0 ? mix(theme_.grid, theme_.muted, 0.5) : theme_.grid, 1));
    painter.drawLine(QPointF(room.left(), at), QPointF(room.right(), at));
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(0, at - 9, kLeft - 7, 18), Qt::AlignVCenter | Qt::AlignRight, tickText(y, rows));
  }
  const std::vector<double> columns =
      valueTicks(widths_.low, widths_.high, std::max(2, static_cast<int>(room.width() / 60)));
  for (const double x : columns) {
    const double at = pixelOf(x, 0).x();
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(at - 30, room.bottom() + 4, 60, 16), Qt::AlignCenter, tickText(x, columns));
    if (x != 0) continue;
    painter.setPen(QPen(theme_.grid, 1));
    painter.drawLine(QPointF(std::round(at) + 0.5, room.top()), QPointF(std::round(at) + 0.5, room.bottom()));
  }
}

/// Where hardly any gradient passes.
void FunctionPlot::paintFlat(QPainter& painter) const {
  const QRectF room = area();
  QColor ground = theme_.negative;
  ground.setAlphaF(theme_.isDark ? 0.08F : 0.09F);
  const QString words = QStringLiteral("|f′| < 0.01");
  const int needed = painter.fontMetrics().horizontalAdvance(words) + 14;
  for (const Interval& stretch : flatStretches(curve_, kSaturatedSlope, widths_.low, widths_.high)) {
    const double from = pixelOf(stretch.low, 0).x();
    const double to = pixelOf(stretch.high, 0).x();
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

void FunctionPlot::paintCurves(QPainter& painter) const {
  painter.setBrush(Qt::NoBrush);
  for (std::size_t i = 0; i < others_.size(); ++i) {
    painter.setPen(QPen(colorOf(i, theme_), 1.5, styleOf(i), Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(pathOf(others_[i].curve.value));
  }
  painter.setPen(QPen(theme_.negative, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(pathOf(curve_.slope));
  painter.setPen(QPen(theme_.positive, 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(pathOf(curve_.value));
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
  const QString at = exactText(probe_);
  Reading upper{tr("f(%1) = %2").arg(at, exactText(f)), theme_.positive, pixelOf(0, f).y()};
  Reading lower{tr("f′(%1) = %2").arg(at, exactText(slope)), theme_.negative, pixelOf(0, slope).y()};
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
