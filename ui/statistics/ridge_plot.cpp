#include "ui/statistics/ridge_plot.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/statistics/value_axis.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kPadding = 12;
constexpr int kTop = 48;
constexpr int kBottom = 30;
constexpr int kRight = 46;  // for the epochs

/// Bins that are drawn as one: with few numbers, narrow ones would show chance alone.
std::size_t merged(const Distribution& distribution) {
  constexpr std::int64_t kInEach = 8;
  std::size_t together = 1;
  for (const std::size_t next : {2U, 3U, 4U, 6U}) {
    if (distribution.count * static_cast<std::int64_t>(together) >= kInEach * std::int64_t{Distribution::kBins}) break;
    together = next;
  }
  return together;
}

/// The share of `together` bins from `bin` in all numbers, by the width they have on the common axis. Its root is
/// drawn, so that one full bin, such as the zeros behind a ReLU, leaves the others visible.
double density(const Distribution& distribution, std::size_t bin, std::size_t together, double width) {
  std::int64_t there = 0;
  for (std::size_t i = bin; i < bin + together; ++i) there += distribution.bins.at(i);
  const double share = static_cast<double>(there) / static_cast<double>(distribution.count);
  const double spread = std::max(distribution.binWidth() * static_cast<double>(together), width / 200);
  return std::sqrt(share * width / spread);
}

QString epochText(double epochs) {
  return withDecimals(epochs, epochs < 10 && epochs != std::floor(epochs) ? 1 : 0);
}

}  // namespace

RidgePlot::RidgePlot(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void RidgePlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void RidgePlot::setContent(const QString& title, const QString& what, std::vector<Ridge> ridges) {
  title_ = title;
  what_ = what;
  ridges_ = std::move(ridges);
  setAccessibleName(title_ + QStringLiteral(", ") + what_);
  if (place_ && place_->ridge >= ridges_.size()) place_.reset();
  measure();
  say();
  update();
}

void RidgePlot::measure() {
  bool isFirst = true;
  for (const Ridge& ridge : ridges_) {
    if (ridge.distribution.count == 0) continue;
    const auto low = static_cast<double>(ridge.distribution.low);
    const auto high = static_cast<double>(ridge.distribution.high);
    range_ = isFirst ? Range{low, high} : Range{std::min(range_.low, low), std::max(range_.high, high)};
    isFirst = false;
  }
  if (isFirst) range_ = {};
  if (!(range_.high > range_.low)) range_ = {range_.low - 0.5, range_.high + 0.5};
  densest_ = 0;
  for (const Ridge& ridge : ridges_) {
    const std::size_t together = merged(ridge.distribution);
    for (std::size_t bin = 0; bin < Distribution::kBins && ridge.distribution.count > 0; bin += together) {
      densest_ = std::max(densest_, density(ridge.distribution, bin, together, range_.high - range_.low));
    }
  }
}

void RidgePlot::say() {
  setAccessibleDescription(reading());
}

QRectF RidgePlot::area() const {
  return QRectF(rect()).adjusted(kPadding, kTop, -kRight, -kBottom);
}

double RidgePlot::ridgeHeight() const {
  return ridges_.size() > 1 ? area().height() * 0.42 : area().height() * 0.8;
}

double RidgePlot::baseline(std::size_t ridge) const {
  const QRectF room = area();
  if (ridges_.size() < 2) return room.bottom();
  const double first = room.top() + ridgeHeight();
  return first + (room.bottom() - first) * static_cast<double>(ridge) / static_cast<double>(ridges_.size() - 1);
}

QPolygonF RidgePlot::outline(std::size_t ridge) const {
  const Distribution& distribution = ridges_[ridge].distribution;
  const QRectF room = area();
  const double base = baseline(ridge);
  const double width = range_.high - range_.low;
  const auto x = [&](double value) { return room.left() + room.width() * (value - range_.low) / width; };
  const std::size_t together = merged(distribution);
  const auto y = [&](std::size_t bin) {
    return base - ridgeHeight() * density(distribution, bin, together, width) / std::max(densest_, 1e-9);
  };
  QPolygonF points;
  if (distribution.count == 0) return points << QPointF(room.left(), base) << QPointF(room.right(), base);
  const auto low = static_cast<double>(distribution.low);
  const double bin = distribution.binWidth();
  points << QPointF(room.left(), base) << QPointF(x(low), base);
  if (!(bin > 0)) {
    points << QPointF(x(low), y(0)) << QPointF(x(low) + 1, y(0)) << QPointF(x(low) + 1, base);
  }
  for (std::size_t i = 0; i < Distribution::kBins && bin > 0; i += together) {
    points << QPointF(x(low + (static_cast<double>(i) + 0.5 * static_cast<double>(together)) * bin), y(i));
  }
  return points << QPointF(x(static_cast<double>(distribution.high)), base) << QPointF(room.right(), base);
}

/// Left of 0 in the colour of negative numbers, right of it in that of positive ones; the older, the paler.
void RidgePlot::paintRidge(QPainter& painter, std::size_t ridge) const {
  const double age = ridges_.size() < 2 ? 1 : static_cast<double>(ridge) / static_cast<double>(ridges_.size() - 1);
  const QRectF room = area();
  const QPolygonF line = outline(ridge);
  const double zero = std::clamp(-range_.low / (range_.high - range_.low), 0.0, 1.0);
  QLinearGradient fill(room.topLeft(), room.topRight());
  QLinearGradient stroke(room.topLeft(), room.topRight());
  const auto put = [&](double at, const QColor& color) {
    fill.setColorAt(at, mix(theme_.card, color, 0.16 + 0.34 * age));
    stroke.setColorAt(at, mix(theme_.card, color, 0.45 + 0.55 * age));
  };
  if (zero > 0) put(0, theme_.negative), put(std::max(zero - 1e-4, 0.0), theme_.negative);
  if (zero < 1) put(zero, theme_.positive), put(1, theme_.positive);
  QPainterPath path;
  path.addPolygon(line);
  painter.setPen(Qt::NoPen);
  painter.setBrush(fill);
  painter.drawPath(path);
  const bool isRead = place_ && place_->ridge == ridge;
  painter.setPen(isRead ? QPen(theme_.text, 1.6) : QPen(QBrush(stroke), 1.1));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(line);
}

void RidgePlot::paintAxis(QPainter& painter) const {
  const QRectF room = area();
  painter.setFont(textFont(11));
  const auto ticks = valueTicks(range_.low, range_.high, std::max(2, static_cast<int>(room.width() / 45)));
  for (const double tick : ticks) {
    const double x = room.left() + room.width() * (tick - range_.low) / (range_.high - range_.low);
    painter.setPen(QPen(theme_.grid, 1));
    painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom() + 3));
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(x - 40, room.bottom() + 5, 80, 18), Qt::AlignHCenter | Qt::AlignTop, tickText(tick, ticks));
  }
  if (ridges_.empty()) return;
  painter.setPen(theme_.muted);
  const auto write = [&](double y, double epochs, const QString& word) {
    painter.drawText(QRectF(room.right() + 6, y - 9, kRight - 8, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     word + epochText(epochs));
  };
  write(baseline(ridges_.size() - 1), ridges_.back().epochs, {});
  if (ridges_.size() > 1) write(baseline(0), ridges_.front().epochs, {});
  painter.drawText(QRectF(room.right() + 6, room.bottom() + 5, kRight - 6, 18), Qt::AlignLeft | Qt::AlignTop,
                   QStringLiteral("epoch"));
}

QString RidgePlot::reading() const {
  if (ridges_.empty()) return QStringLiteral("not measured yet");
  const Ridge& ridge = place_ ? ridges_[place_->ridge] : ridges_.back();
  const Distribution& distribution = ridge.distribution;
  if (distribution.empty()) return QStringLiteral("none in this layer");
  if (distribution.nonFinite > 0) {
    return QStringLiteral("%1 of %2 are not finite")
        .arg(grouped(distribution.nonFinite), grouped(distribution.nonFinite + distribution.count));
  }
  if (!place_) {
    return QStringLiteral("%1 ± %2, norm %3")
        .arg(figures(distribution.mean), figures(distribution.deviation), figures(distribution.norm));
  }
  const double value = range_.low + place_->along * (range_.high - range_.low);
  const auto low = static_cast<double>(distribution.low);
  const double width = distribution.binWidth();
  const double bin = width > 0 ? std::floor((value - low) / width) : 0;
  const bool isInside = bin >= 0 && bin < static_cast<double>(Distribution::kBins);
  const double from = low + bin * width;
  const std::int64_t there = isInside ? distribution.bins.at(static_cast<std::size_t>(bin)) : 0;
  return QStringLiteral("epoch %1: %2 in %3 … %4")
      .arg(epochText(ridge.epochs), percent(static_cast<double>(there) / static_cast<double>(distribution.count)),
           figures(from), figures(from + width));
}

void RidgePlot::paintReading(QPainter& painter) const {
  painter.setFont(textFont(13, QFont::DemiBold));
  painter.setPen(theme_.text);
  const QRectF top(kPadding, 9, width() - 2 * kPadding, 18);
  painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(title_, Qt::ElideRight, static_cast<int>(top.width())));
  painter.setFont(textFont(11));
  const bool isBroken = !ridges_.empty() && ridges_.back().distribution.nonFinite > 0;
  painter.setPen(isBroken ? theme_.bad : theme_.muted);
  painter.drawText(top.translated(0, 17), Qt::AlignLeft | Qt::AlignVCenter, reading());
  if (!place_) return;
  const QRectF room = area();
  const double x = room.left() + room.width() * place_->along;
  painter.setPen(QPen(theme_.muted, 1, Qt::DotLine));
  painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));
}

void RidgePlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSurface(painter, rect(), kCardRadius, theme_.card, theme_.border);
  painter.setRenderHint(QPainter::Antialiasing);
  paintAxis(painter);
  for (std::size_t i = 0; i < ridges_.size(); ++i) paintRidge(painter, i);
  paintReading(painter);
  if (hasFocus()) paintFocus(painter, rect(), kCardRadius, theme_.accent);
}

void RidgePlot::mouseMoveEvent(QMouseEvent* event) {
  const QRectF room = area();
  if (ridges_.empty() || !room.contains(event->position())) {
    leaveEvent(nullptr);
    return;
  }
  // The ridge in front whose base is just below the pointer.
  std::size_t ridge = 0;
  while (ridge + 1 < ridges_.size() && baseline(ridge) < event->position().y()) ++ridge;
  place_ = Place{ridge, (event->position().x() - room.left()) / room.width()};
  say();
  update();
}

void RidgePlot::leaveEvent(QEvent*) {
  place_.reset();
  say();
  update();
}

void RidgePlot::focusInEvent(QFocusEvent*) {
  update();
}

void RidgePlot::focusOutEvent(QFocusEvent*) {
  leaveEvent(nullptr);
}

void RidgePlot::keyPressEvent(QKeyEvent* event) {
  if (ridges_.empty()) return QWidget::keyPressEvent(event);
  const double step = 1.0 / static_cast<double>(Distribution::kBins);
  Place place = place_.value_or(Place{ridges_.size() - 1, 0.5});
  switch (event->key()) {
    case Qt::Key_Left:
      place.along = std::max(place.along - step, 0.0);
      break;
    case Qt::Key_Right:
      place.along = std::min(place.along + step, 1.0);
      break;
    case Qt::Key_Up:
      place.ridge -= place.ridge > 0 ? 1 : 0;
      break;
    case Qt::Key_Down:
      place.ridge = std::min(place.ridge + 1, ridges_.size() - 1);
      break;
    default:
      return QWidget::keyPressEvent(event);
  }
  place_ = place;
  say();
  update();
}

}  // namespace gradus::ui
