#include "ui/activations/temperature_plot.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/nn/softmax_numbers.h"
#include "ui/theme/legible.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kLeft = 44;
constexpr int kRight = 14;
constexpr int kTop = 8;
constexpr int kBottom = 22;
constexpr int kPoints = 160;

}  // namespace

TemperaturePlot::TemperaturePlot(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("temperaturePlot"));
  setAccessibleName(tr("Probabilities over the temperature"));
  setToolTip(tr("The probability of each class at every temperature; a click or a drag chooses one."));
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void TemperaturePlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void TemperaturePlot::setLogits(const std::vector<double>& logits, double temperature, int target) {
  logits_ = logits;
  temperature_ = temperature;
  target_ = target;
  update();
}

QRectF TemperaturePlot::area() const {
  return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

double TemperaturePlot::pixelOf(double temperature) const {
  const QRectF room = area();
  const double share = std::log(temperature / kColdest) / std::log(kHottest / kColdest);
  return room.left() + share * room.width();
}

void TemperaturePlot::choose(double pixel) {
  const QRectF room = area();
  const double share = std::clamp((pixel - room.left()) / std::max(room.width(), 1.0), 0.0, 1.0);
  const double temperature = kColdest * std::pow(kHottest / kColdest, share);
  emit temperatureChosen(roundedTo(temperature, 3));
}

void TemperaturePlot::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) choose(event->position().x());
}

void TemperaturePlot::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons().testFlag(Qt::LeftButton)) choose(event->position().x());
}

void TemperaturePlot::paintGrid(QPainter& painter) const {
  const QRectF room = area();
  for (const double share : {0.0, 0.5, 1.0}) {
    const double y = std::round(room.bottom() - share * room.height()) + 0.5;
    painter.setPen(QPen(theme_.grid, 1));
    painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y));
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(0, y - 9, kLeft - 7, 18), Qt::AlignVCenter | Qt::AlignRight, percent(share, 0));
  }
  for (const double tick : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0}) {
    const QString words = (tick == 0.1 ? QStringLiteral("T = ") : QString()) + exactly(tick);
    painter.drawText(QRectF(pixelOf(tick) - 30, room.bottom() + 4, 60, 16), Qt::AlignCenter, words);
  }
}

void TemperaturePlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(sizedFont(font(), 11, false));
  paintGrid(painter);
  if (logits_.empty()) return;

  const QRectF room = area();
  std::vector<QPainterPath> lines(logits_.size());
  for (int i = 0; i <= kPoints; ++i) {
    const double temperature = kColdest * std::pow(kHottest / kColdest, static_cast<double>(i) / kPoints);
    const SoftmaxNumbers numbers = softmaxNumbers(logits_, temperature, 0);
    for (std::size_t line = 0; line < lines.size(); ++line) {
      const QPointF at(pixelOf(temperature), room.bottom() - numbers.probabilities[line] * room.height());
      i == 0 ? lines[line].moveTo(at) : lines[line].lineTo(at);
    }
  }
  painter.setPen(QPen(theme_.muted, 1.2, Qt::DashLine));
  painter.drawLine(QPointF(pixelOf(temperature_), room.top()), QPointF(pixelOf(temperature_), room.bottom()));
  painter.setBrush(Qt::NoBrush);
  const SoftmaxNumbers now = softmaxNumbers(logits_, temperature_, 0);
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const bool isTarget = static_cast<int>(line) == target_;
    const QColor color = isTarget ? theme_.good : theme_.accent;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, isTarget ? 2.2 : 1.3));
    painter.drawPath(lines[line]);
    painter.setPen(QPen(theme_.canvas, 1.5));
    painter.setBrush(color);
    painter.drawEllipse(QPointF(pixelOf(temperature_), room.bottom() - now.probabilities[line] * room.height()), 4, 4);
  }
}

}  // namespace gradus::ui
