#include "ui/activations/function_plot.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/statistics/value_axis.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kLeft = 38;
constexpr int kRight = 14;
constexpr int kTop = 8;
constexpr int kBottom = 22;
constexpr int kSamples = 700;  // of what decides the heights

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
  setAccessibleDescription(tr("At x = %1, f is %2 and its slope %3")
                               .arg(finelyRead(probe_), finelyRead(f), finelyRead(curve_.slope(probe_))));
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
  paintOutside(painter);
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

}  // namespace gradus::ui
