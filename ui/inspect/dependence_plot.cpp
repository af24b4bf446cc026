#include "ui/inspect/dependence_plot.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "core/train/prepare.h"
#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kTitle = 20;
constexpr double kAxis = 18;
constexpr double kScale = 40;

}  // namespace

DependencePlot::DependencePlot(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setAccessibleName(tr("Partial dependence"));
  setToolTip(
      tr("Strong: the average over up to 200 training rows in which this number is replaced. Dashed: this sample"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setMouseTracking(true);
}

void DependencePlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void DependencePlot::setData(const PreparedDataPtr& prepared) {
  prepared_ = prepared;
  setCurve(std::nullopt, 0, 0);
}

void DependencePlot::setCurve(const std::optional<Dependence>& curve, int output, float present) {
  curve_ = curve && curve->at.size() > 1 ? curve : std::nullopt;
  output_ = output;
  present_ = present;
  setAccessibleDescription(title());
  update();
}

double DependencePlot::ownUnit(double value) const {
  return inOwnUnit(*prepared_, static_cast<std::size_t>(curve_->feature), value);
}

QString DependencePlot::title() const {
  if (!curve_) return {};
  const Dataset& dataset = *prepared_->dataset;
  const QString feature = QString::fromStdString(dataset.featureNames.at(static_cast<std::size_t>(curve_->feature)));
  const QString of = dataset.task == Task::Regression
                         ? QString::fromStdString(dataset.targetName)
                         : QString::fromStdString(dataset.classNames.at(static_cast<std::size_t>(output_)));
  return tr("%1 by %2").arg(of, feature);
}

DependencePlot::Frame DependencePlot::frame() const {
  Frame frame{QRectF(kScale, kTitle + 4, width() - kScale - 4, height() - kTitle - kAxis - 6)};
  if (prepared_->dataset->task == Task::Classification) return frame;
  const auto outputs = static_cast<std::size_t>(curve_->outputs);
  frame.low = frame.high = static_cast<double>(curve_->average.front());
  for (const std::vector<float>* line : {&curve_->average, &curve_->ofSample}) {
    for (std::size_t i = 0; i < line->size(); i += outputs) {
      frame.low = std::min(frame.low, static_cast<double>((*line)[i]));
      frame.high = std::max(frame.high, static_cast<double>((*line)[i]));
    }
  }
  const double margin = std::max(1e-9, 0.05 * (frame.high - frame.low));
  frame.low -= margin;
  frame.high += margin;
  return frame;
}

QPointF DependencePlot::placeOf(const Frame& frame, std::size_t point, const std::vector<float>& line) const {
  const auto first = static_cast<double>(curve_->at.front());
  const double range = static_cast<double>(curve_->at.back()) - first;
  const double x = (static_cast<double>(curve_->at[point]) - first) / range;
  const std::size_t index = point * static_cast<std::size_t>(curve_->outputs) + static_cast<std::size_t>(output_);
  const double y = (static_cast<double>(line[index]) - frame.low) / (frame.high - frame.low);
  return {frame.area.left() + x * frame.area.width(), frame.area.bottom() - y * frame.area.height()};
}

void DependencePlot::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position().x();
  update();
}

/// In the middle of `where`, below the lines.
void DependencePlot::paintLegend(QPainter& painter, const QRectF& where,
                                 const std::vector<std::pair<QPen, QString>>& lines) const {
  constexpr double kLine = 16;
  constexpr double kGap = 5;
  constexpr double kApart = 12;
  const QFontMetrics metrics(painter.font());
  double width = -kApart;
  for (const auto& [pen, name] : lines) width += kLine + kGap + metrics.horizontalAdvance(name) + kApart;
  double x = where.center().x() - width / 2;
  for (const auto& [pen, name] : lines) {
    const double y = where.top() + metrics.height() / 2.0;
    painter.setPen(pen);
    painter.drawLine(QPointF(x, y), QPointF(x + kLine, y));
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(x + kLine + kGap, where.top(), where.width(), where.height()), Qt::AlignLeft, name);
    x += kLine + kGap + metrics.horizontalAdvance(name) + kApart;
  }
}

void DependencePlot::leaveEvent(QEvent*) {
  pointer_.reset();
  update();
}

void DependencePlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(sizedFont(font(), 11, false));
  if (!curve_) {
    painter.setPen(theme_.muted);
    painter.drawText(rect(), Qt::AlignCenter, tr("Point at a slider for its curve"));
    return;
  }
  const Frame here = frame();
  const bool isShare = prepared_->dataset->task == Task::Classification;
  const auto text = [&](double value) { return isShare ? percent(value, 0) : figures(value); };
  painter.setPen(theme_.text);
  painter.drawText(QRectF(0, 0, width(), kTitle), Qt::AlignLeft | Qt::AlignVCenter, title());
  for (const double share : {0.0, 0.5, 1.0}) {
    const double y = here.area.bottom() - share * here.area.height();
    painter.setPen(QPen(theme_.grid, 1));
    painter.drawLine(QPointF(here.area.left(), y), QPointF(here.area.right(), y));
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(0, y - 8, kScale - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     text(here.low + share * (here.high - here.low)));
  }
  const QRectF axis(here.area.left(), here.area.bottom() + 3, here.area.width(), kAxis);
  painter.drawText(axis, Qt::AlignLeft, figures(ownUnit(static_cast<double>(curve_->at.front()))));
  painter.drawText(axis, Qt::AlignRight, figures(ownUnit(static_cast<double>(curve_->at.back()))));

  const auto draw = [&](const std::vector<float>& line, const QPen& pen) {
    QPainterPath path(placeOf(here, 0, line));
    for (std::size_t i = 1; i < curve_->at.size(); ++i) path.lineTo(placeOf(here, i, line));
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
  };
  const QPen average(theme_.accent, 2);
  const QPen ofSample(theme_.text, 1.3, Qt::DashLine);
  draw(curve_->average, average);
  draw(curve_->ofSample, ofSample);
  paintLegend(painter, axis, {{average, tr("average")}, {ofSample, tr("this sample")}});

  const auto first = static_cast<double>(curve_->at.front());
  const double range = static_cast<double>(curve_->at.back()) - first;
  const double at = std::clamp((static_cast<double>(present_) - first) / range, 0.0, 1.0);
  const double x = here.area.left() + at * here.area.width();
  painter.setPen(QPen(theme_.text, 1, Qt::DotLine));
  painter.drawLine(QPointF(x, here.area.top()), QPointF(x, here.area.bottom()));

  if (!pointer_ || !here.area.adjusted(-4, -100, 4, 100).contains(QPointF(*pointer_, here.area.center().y()))) return;
  const double share = std::clamp((*pointer_ - here.area.left()) / here.area.width(), 0.0, 1.0);
  const auto nearest = static_cast<std::size_t>(std::lround(share * static_cast<double>(curve_->at.size() - 1)));
  const std::size_t index = nearest * static_cast<std::size_t>(curve_->outputs) + static_cast<std::size_t>(output_);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.accent);
  painter.drawEllipse(placeOf(here, nearest, curve_->average), 3.5, 3.5);
  painter.setPen(theme_.text);
  painter.drawText(QRectF(0, 0, width(), kTitle), Qt::AlignRight | Qt::AlignVCenter,
                   tr("%1: %2 on average")
                       .arg(figures(ownUnit(static_cast<double>(curve_->at[nearest]))),
                            text(static_cast<double>(curve_->average[index]))));
}

}  // namespace gradus::ui
