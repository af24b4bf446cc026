#include "ui/widgets/slider_field.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/density.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kNumber = 40;
constexpr double kKnob = 6;
constexpr auto kRest = std::chrono::milliseconds(120);

}  // namespace

SliderField::SliderField(const NumberRange& range, QWidget* parent) : QWidget(parent), range_(range) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  rest_.setSingleShot(true);
  rest_.setInterval(kRest);
  connect(&rest_, &QTimer::timeout, this, [this] {
    if (value_ == told_) return;
    told_ = value_;
    emit valueChanged(value_);
  });
  setValue(range.minimum);
}

void SliderField::setValue(double value) {
  value_ = told_ = value;
  rest_.stop();
  update();
}

QSize SliderField::sizeHint() const {
  return {kControlWidth + 20, controlHeight(*this) - 2};
}

double SliderField::stride() const {
  if (range_.integer) return 1;
  return std::pow(10.0, std::floor(std::log10(range_.maximum - range_.minimum)) - 2);
}

double SliderField::trackLength() const {
  return width() - (showsNumber_ ? kNumber : 0) - 2 * kKnob;
}

void SliderField::setShowsNumber(bool shows) {
  showsNumber_ = shows;
  update();
}

void SliderField::moveTo(double value) {
  const double snapped = range_.minimum + std::round((value - range_.minimum) / stride()) * stride();
  value_ = roundedTo(std::clamp(snapped, range_.minimum, range_.maximum), 9);
  rest_.start();
  update();
  emit valueMoved(value_);
}

bool SliderField::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::event(event);
}

void SliderField::mousePressEvent(QMouseEvent* event) {
  mouseMoveEvent(event);
}

void SliderField::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton)) return;
  const double share = (event->position().x() - kKnob) / trackLength();
  moveTo(range_.minimum + std::clamp(share, 0.0, 1.0) * (range_.maximum - range_.minimum));
}

void SliderField::mouseReleaseEvent(QMouseEvent*) {
  rest_.start(std::chrono::milliseconds(0));
}

void SliderField::keyPressEvent(QKeyEvent* event) {
  const double large = (range_.maximum - range_.minimum) / 10;
  switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Up:
      moveTo(value_ + stride());
      break;
    case Qt::Key_Left:
    case Qt::Key_Down:
      moveTo(value_ - stride());
      break;
    case Qt::Key_PageUp:
      moveTo(value_ + large);
      break;
    case Qt::Key_PageDown:
      moveTo(value_ - large);
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

void SliderField::wheelEvent(QWheelEvent* event) {
  event->setAccepted(hasFocus());
  if (hasFocus()) moveTo(value_ + (event->angleDelta().y() > 0 ? stride() : -stride()));
}

/// All figures where there is room for them, else those that a step changes.
QString SliderField::numberText() const {
  const QString exact = typeable(value_);
  if (fontMetrics().horizontalAdvance(exact) <= kNumber) return exact;
  return typeable(roundedTo(std::round(value_ / stride()) * stride(), 9));
}

void SliderField::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor accent = palette().color(isEnabled() ? role::kAccent : role::kBorder);
  const double share = (value_ - range_.minimum) / (range_.maximum - range_.minimum);
  const double middle = height() / 2.0;
  const double knob = kKnob + share * trackLength();
  const auto line = [&](double from, double to, const QColor& color) {
    painter.setPen(QPen(color, 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(from, middle), QPointF(to, middle));
  };
  line(kKnob, kKnob + trackLength(), mix(palette().color(role::kBorder), palette().color(role::kMuted), 0.2));
  line(kKnob, knob, accent);
  painter.setPen(QPen(palette().color(role::kCard), 2));
  painter.setBrush(accent);
  const double radius = kKnob + (underMouse() && isEnabled() ? 1 : 0);
  painter.drawEllipse(QPointF(knob, middle), radius, radius);
  if (hasFocus()) paintFocus(painter, QRectF(knob - 8, middle - 8, 16, 16), 8, palette().color(role::kText));
  if (!showsNumber_) return;
  painter.setPen(palette().color(role::kText));
  painter.drawText(QRectF(width() - kNumber, 0, kNumber, height()), Qt::AlignVCenter | Qt::AlignRight, numberText());
}

}  // namespace gradus::ui
