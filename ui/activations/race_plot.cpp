#include "ui/activations/race_plot.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/statistics/value_axis.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kLeft = 34;
constexpr int kRight = 14;
constexpr int kTop = 6;
constexpr int kBottom = 20;

/// The place of the curve that is nearest to so many epochs.
const RacePoint& nearest(const std::vector<RacePoint>& curve, double epochs) {
  const auto distance = [&](const RacePoint& point) { return std::abs(point.epochs - epochs); };
  return *std::ranges::min_element(curve, {}, distance);
}

}  // namespace

RacePlot::RacePlot(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  setAccessibleName(tr("Training loss over the epochs"));
}

QColor RacePlot::colorOf(std::size_t entrant, const Theme& theme) {
  const QColor colors[Race::kMost] = {theme.positive, theme.train, theme.negative, theme.valid};
  return colors[entrant % Race::kMost];
}

void RacePlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void RacePlot::setStanding(const RaceStandingPtr& standing) {
  standing_ = standing;
  say();
  update();
}

void RacePlot::setNote(const QString& note) {
  note_ = note;
  update();
}

bool RacePlot::hasCurves() const {
  return standing_ && std::ranges::any_of(standing_->entrants, [](const auto& each) { return !each.curve.empty(); });
}

/// The top of the axis: where the curves begin; a loss that grows beyond leaves the plot.
double RacePlot::highest() const {
  double top = 0;
  for (const RaceEntrant& entrant : standing_->entrants) {
    if (!entrant.curve.empty()) top = std::max(top, entrant.curve.front().loss);
  }
  return top > 0 ? 1.06 * top : 1;
}

QRectF RacePlot::area() const {
  return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

QPointF RacePlot::pixelOf(double epochs, double loss, double top) const {
  const QRectF room = area();
  return {room.left() + room.width() * epochs / std::max(standing_->spec.epochs, 1),
          room.bottom() - room.height() * std::min(loss / top, 2.0)};
}

void RacePlot::paintGrid(QPainter& painter, double top) const {
  const QRectF room = area();
  const std::vector<double> losses = valueTicks(0, top, 4);
  for (const double loss : losses) {
    const double y = pixelOf(0, loss, top).y();
    painter.setPen(theme_.grid);
    painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y));
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(0, y - 9, kLeft - 6, 18), Qt::AlignRight | Qt::AlignVCenter, tickText(loss, losses));
  }
  std::vector<double> epochs = valueTicks(0, standing_->spec.epochs, 6);
  std::erase_if(epochs, [](double epoch) { return epoch != std::round(epoch); });
  for (const double epoch : epochs) {
    const double x = pixelOf(epoch, 0, top).x();
    painter.drawText(QRectF(x - 24, room.bottom() + 3, 48, 16), Qt::AlignHCenter, withDecimals(epoch, 0));
  }
}

/// What the verdict speaks of: the loss over the whole training part after the last epoch. The lines are means over the
/// batches before.
void RacePlot::paintLastEpochs(QPainter& painter, double top) const {
  painter.setPen(QPen(theme_.card, 1.5));
  for (std::size_t i = standing_->entrants.size(); i-- > 0;) {
    const std::vector<EpochPoint>& epochs = standing_->entrants[i].epochs;
    if (epochs.empty()) continue;
    painter.setBrush(colorOf(i, theme_));
    painter.drawEllipse(pixelOf(epochs.back().epoch, epochs.back().train.loss, top), 4.5, 4.5);
  }
}

void RacePlot::paintReading(QPainter& painter, double top) const {
  if (!place_) return;
  const double x = pixelOf(*place_, 0, top).x();
  painter.setPen(QPen(theme_.muted, 1, Qt::DashLine));
  painter.drawLine(QPointF(x, area().top()), QPointF(x, area().bottom()));
  painter.setPen(Qt::NoPen);
  for (std::size_t i = 0; i < standing_->entrants.size(); ++i) {
    const std::vector<RacePoint>& curve = standing_->entrants[i].curve;
    if (curve.empty()) continue;
    const RacePoint& point = nearest(curve, *place_);
    painter.setBrush(colorOf(i, theme_));
    painter.drawEllipse(pixelOf(point.epochs, point.loss, top), 3.5, 3.5);
  }
  const QString words = reading();
  const QFontMetrics metrics(painter.font());
  const QRect around = metrics.boundingRect(QRect(0, 0, 400, 400), Qt::AlignLeft, words).adjusted(-7, -4, 7, 4);
  const double left = std::clamp(x + 8, area().left(), std::max(area().left(), area().right() - around.width()));
  const QRectF box(left, area().top() + 2, around.width(), around.height());
  paintSurface(painter, box, 6, theme_.control, theme_.border);
  painter.setPen(theme_.text);
  painter.drawText(box.adjusted(7, 4, -7, -4), Qt::AlignLeft | Qt::AlignTop, words);
}

void RacePlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(sizedFont(font(), 11, false));
  if (hasFocus()) paintFocus(painter, rect(), 6, theme_.accent);
  if (!hasCurves()) {
    painter.setPen(theme_.muted);
    painter.drawText(rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap, note_);
    return;
  }
  const double top = highest();
  paintGrid(painter, top);
  painter.save();
  painter.setClipRect(area().adjusted(-2, -2, 2, 2));
  painter.setBrush(Qt::NoBrush);
  for (std::size_t i = standing_->entrants.size(); i-- > 0;) {
    QPolygonF line;
    for (const RacePoint& point : standing_->entrants[i].curve) line << pixelOf(point.epochs, point.loss, top);
    painter.setPen(QPen(colorOf(i, theme_), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
  }
  paintLastEpochs(painter, top);
  painter.restore();
  paintReading(painter, top);
}

QString RacePlot::reading() const {
  if (!hasCurves()) return note_;
  const double place = place_.value_or(standing_->spec.epochs);
  QStringList lines;
  if (place_) lines << tr("after %1 epochs").arg(withDecimals(place, 1));
  for (const RaceEntrant& entrant : standing_->entrants) {
    if (entrant.curve.empty()) continue;
    lines << QString::fromStdString(entrant.title) + u' ' + figures(nearest(entrant.curve, place).loss);
  }
  return lines.join(u'\n');
}

void RacePlot::say() {
  setAccessibleDescription(reading());
}

void RacePlot::read(std::optional<double> epochs) {
  if (!hasCurves()) return;
  place_ = epochs;
  say();
  update();
}

void RacePlot::mouseMoveEvent(QMouseEvent* event) {
  if (!standing_) return;
  const double share = (event->position().x() - area().left()) / area().width();
  read(std::clamp(share, 0.0, 1.0) * standing_->spec.epochs);
}

void RacePlot::leaveEvent(QEvent*) {
  read({});
}

void RacePlot::keyPressEvent(QKeyEvent* event) {
  const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
  if (step == 0 || !standing_) return QWidget::keyPressEvent(event);
  const double epochs = standing_->spec.epochs;
  read(std::clamp(std::round(place_.value_or(epochs)) + step, 0.0, epochs));
}

}  // namespace gradus::ui
