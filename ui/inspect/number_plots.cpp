#include "ui/inspect/number_plots.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/legible.h"
#include "ui/widgets/format.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr double kLeft = 58;
constexpr double kBottom = 36;
constexpr double kMargin = 8;
constexpr std::size_t kMostPoints = 3000;
constexpr double kNear = 9;  // pixels

void paintFrame(QPainter& painter, const QRectF& area, const Theme& theme) {
  painter.fillRect(area, theme.card);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme.grid, 1));
  painter.drawRect(area);
}

}  // namespace

// --- predicted over true

TruthPlot::TruthPlot(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("truthPlot"));
  setAccessibleName(QStringLiteral("Predicted over true numbers"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setCursor(Qt::CrossCursor);
}

void TruthPlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void TruthPlot::setPoints(std::vector<Point> points, const QString& unit) {
  std::erase_if(points,
                [](const Point& point) { return !std::isfinite(point.truth) || !std::isfinite(point.predicted); });
  const std::size_t stride = 1 + points.size() / kMostPoints;
  points_.clear();
  for (std::size_t i = 0; i < points.size(); i += stride) points_.push_back(points[i]);
  unit_ = unit;
  low_ = points_.empty() ? 0 : points_.front().truth;
  high_ = low_;
  for (const Point& point : points_) {
    low_ = std::min({low_, point.truth, point.predicted});
    high_ = std::max({high_, point.truth, point.predicted});
  }
  if (high_ <= low_) high_ = low_ + 1;
  update();
}

void TruthPlot::setChosen(std::int64_t row) {
  chosen_ = row;
  update();
}

QRectF TruthPlot::area() const {
  return {kLeft, kMargin, width() - kLeft - kMargin, height() - kMargin - kBottom};
}

QPointF TruthPlot::placeOf(const Point& point) const {
  const QRectF whole = area().adjusted(5, 5, -5, -5);
  return {whole.left() + whole.width() * (point.truth - low_) / (high_ - low_),
          whole.bottom() - whole.height() * (point.predicted - low_) / (high_ - low_)};
}

const TruthPlot::Point* TruthPlot::pointAt(const QPointF& position) const {
  const Point* nearest = nullptr;
  double least = kNear * kNear;
  for (const Point& point : points_) {
    const QPointF away = placeOf(point) - position;
    const double distance = away.x() * away.x() + away.y() * away.y();
    if (distance > least) continue;
    least = distance;
    nearest = &point;
  }
  return nearest;
}

bool TruthPlot::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Point* point = pointAt(help->pos());
  const QString text =
      point == nullptr
          ? QStringLiteral(
                "A point for each sample: on the line it is predicted rightly, above it too high. Click at one.")
          : QStringLiteral("Sample %1 is %2; the network says %3.")
                .arg(grouped(point->row), figures(point->truth), figures(point->predicted));
  showTip(*help, text, *this);
  return true;
}

void TruthPlot::mousePressEvent(QMouseEvent* event) {
  const Point* point = pointAt(event->position());
  if (point != nullptr && event->button() == Qt::LeftButton) emit sampleChosen(point->row);
}

void TruthPlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF whole = area();
  paintFrame(painter, whole, theme_);
  painter.setFont(sizedFont(font(), 11, false));
  painter.setPen(theme_.muted);
  const double bottom = whole.bottom() + 2;
  painter.drawText(QRectF(whole.left(), bottom, 80, 15), Qt::AlignLeft | Qt::AlignVCenter, figures(low_));
  painter.drawText(QRectF(whole.right() - 80, bottom, 80, 15), Qt::AlignRight | Qt::AlignVCenter, figures(high_));
  painter.drawText(QRectF(whole.left(), bottom + 14, whole.width(), 16), Qt::AlignCenter,
                   unit_.isEmpty() ? QStringLiteral("true") : QStringLiteral("true %1").arg(unit_));
  const double edge = kLeft - 6;
  painter.drawText(QRectF(0, whole.bottom() - 15, edge, 15), Qt::AlignRight | Qt::AlignVCenter, figures(low_));
  painter.drawText(QRectF(0, whole.top(), edge, 15), Qt::AlignRight | Qt::AlignVCenter, figures(high_));
  painter.save();
  painter.translate(12, whole.center().y());
  painter.rotate(-90);
  painter.drawText(QRectF(-60, -8, 120, 16), Qt::AlignCenter, QStringLiteral("predicted"));
  painter.restore();

  painter.setPen(QPen(theme_.muted, 1, Qt::DashLine));
  painter.drawLine(placeOf({0, low_, low_}), placeOf({0, high_, high_}));
  QColor dot = theme_.positive;
  dot.setAlphaF(points_.size() > 400 ? 0.35F : 0.65F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(dot);
  for (const Point& point : points_) painter.drawEllipse(placeOf(point), 2.6, 2.6);
  const auto chosen = std::ranges::find(points_, chosen_, &Point::row);
  if (chosen == points_.end()) return;
  painter.setPen(QPen(theme_.text, 2));
  painter.setBrush(theme_.negative);
  painter.drawEllipse(placeOf(*chosen), 5, 5);
}

// --- residuals

ResidualPlot::ResidualPlot(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("residualPlot"));
  setAccessibleName(QStringLiteral("How often which error is made"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ResidualPlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ResidualPlot::setReport(const RegressionReport& report) {
  report_ = report;
  update();
}

QRectF ResidualPlot::area() const {
  return {kLeft, kMargin, width() - kLeft - kMargin, height() - kMargin - kBottom};
}

bool ResidualPlot::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QRectF whole = area();
  const auto bins = static_cast<double>(report_.histogram.size());
  const double share = (help->pos().x() - whole.left()) / whole.width();
  QString text;
  if (bins > 0 && share >= 0 && share < 1) {
    const auto bin = static_cast<std::size_t>(share * bins);
    const double width = (report_.highest - report_.lowest) / bins;
    const double low = report_.lowest + width * static_cast<double>(bin);
    text = QStringLiteral("Off by %1 to %2 (predicted less true): %3.")
               .arg(figures(low), figures(low + width), counted(report_.histogram[bin], QStringLiteral("sample")));
  }
  showTip(*help, text, *this);
  return true;
}

void ResidualPlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF whole = area();
  paintFrame(painter, whole, theme_);
  if (report_.histogram.empty()) return;
  const auto most = static_cast<double>(std::max<std::int64_t>(1, *std::ranges::max_element(report_.histogram)));
  const auto bins = static_cast<double>(report_.histogram.size());
  const double step = whole.width() / bins;
  painter.setPen(Qt::NoPen);
  for (std::size_t i = 0; i < report_.histogram.size(); ++i) {
    const double height = (whole.height() - 6) * static_cast<double>(report_.histogram[i]) / most;
    const auto place = static_cast<double>(i);
    painter.setBrush(2 * place + 1 < bins ? theme_.negative : theme_.positive);
    painter.drawRect(QRectF(whole.left() + place * step + 0.5, whole.bottom() - height, step - 1, height));
  }
  painter.setPen(QPen(theme_.text, 1, Qt::DashLine));
  painter.drawLine(QPointF(whole.center().x(), whole.top()), QPointF(whole.center().x(), whole.bottom()));
  painter.setFont(sizedFont(font(), 11, false));
  painter.setPen(theme_.muted);
  const double bottom = whole.bottom() + 2;
  painter.drawText(QRectF(whole.left(), bottom, 80, 15), Qt::AlignLeft | Qt::AlignVCenter, figures(report_.lowest));
  painter.drawText(QRectF(whole.center().x() - 20, bottom, 40, 15), Qt::AlignCenter, QStringLiteral("0"));
  painter.drawText(QRectF(whole.right() - 80, bottom, 80, 15), Qt::AlignRight | Qt::AlignVCenter,
                   QStringLiteral("+") + figures(report_.highest));
  painter.drawText(QRectF(whole.left(), bottom + 14, whole.width(), 16), Qt::AlignCenter,
                   QStringLiteral("residual: predicted less true"));
  painter.drawText(QRectF(0, whole.top(), kLeft - 6, 15), Qt::AlignRight | Qt::AlignVCenter,
                   grouped(static_cast<std::int64_t>(most)));
}

}  // namespace gradus::ui
