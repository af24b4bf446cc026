#include "ui/inspect/draw_pad.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kSide = 224;      // eight times MNIST's
constexpr double kBrush = 12;   // radius; MNIST's strokes are about three of its pixels wide
constexpr double kHard = 0.62;  // of the radius, inside which the brush is opaque
constexpr double kEraser = 20;
constexpr double kKeyStep = 8;

}  // namespace

DrawPad::DrawPad(QWidget* parent)
    : QWidget(parent), canvas_(kSide, kSide, QImage::Format_Grayscale8), pen_(kSide / 2.0, kSide / 4.0) {
  setAccessibleName(tr("Drawing"));
  setToolTip(tr("Draw with the mouse, or with Shift and the arrow keys; Delete clears"));
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::CrossCursor);
  setFixedSize(sizeHint());
  canvas_.fill(0);
}

void DrawPad::clear() {
  canvas_.fill(0);
  update();
  emit drawn();
}

GreyImage DrawPad::drawing() const {
  GreyImage image{kSide, kSide, {}};
  for (int y = 0; y < kSide; ++y) {
    const std::uint8_t* line = canvas_.constScanLine(y);
    image.pixels.insert(image.pixels.end(), line, line + kSide);
  }
  return image;
}

QPointF DrawPad::onCanvas(const QPointF& position) const {
  return {position.x() * kSide / width(), position.y() * kSide / height()};
}

/// Each pixel becomes as bright as the brightest dab that touched it, so that a slow hand draws no thicker.
void DrawPad::dab(const QPointF& centre, bool isErasing) {
  const double radius = isErasing ? kEraser : kBrush;
  const int top = std::max(0, static_cast<int>(std::floor(centre.y() - radius)));
  const int bottom = std::min(kSide - 1, static_cast<int>(std::ceil(centre.y() + radius)));
  const int left = std::max(0, static_cast<int>(std::floor(centre.x() - radius)));
  const int right = std::min(kSide - 1, static_cast<int>(std::ceil(centre.x() + radius)));
  for (int y = top; y <= bottom; ++y) {
    std::uint8_t* line = canvas_.scanLine(y);
    for (int x = left; x <= right; ++x) {
      const double distance = std::hypot(x + 0.5 - centre.x(), y + 0.5 - centre.y()) / radius;
      const double ink = 255 * std::clamp((1 - distance) / (1 - kHard), 0.0, 1.0);
      const auto level = static_cast<std::uint8_t>(std::lround(isErasing ? 255 - ink : ink));
      line[x] = isErasing ? std::min(line[x], level) : std::max(line[x], level);
    }
  }
}

void DrawPad::stroke(const QPointF& to, bool isErasing) {
  const double length = std::hypot(to.x() - pen_.x(), to.y() - pen_.y());
  const int dabs = std::max(1, static_cast<int>(std::ceil(length / 2)));
  for (int i = 0; i <= dabs; ++i) dab(pen_ + (to - pen_) * i / dabs, isErasing);
  pen_ = to;
  update();
  emit drawn();
}

bool DrawPad::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::event(event);
}

void DrawPad::mousePressEvent(QMouseEvent* event) {
  pen_ = onCanvas(event->position());
  mouseMoveEvent(event);
}

void DrawPad::mouseMoveEvent(QMouseEvent* event) {
  const bool isErasing = isErasing_ || event->buttons().testFlag(Qt::RightButton);
  if (event->buttons() & (Qt::LeftButton | Qt::RightButton)) stroke(onCanvas(event->position()), isErasing);
}

void DrawPad::keyPressEvent(QKeyEvent* event) {
  QPointF step;
  switch (event->key()) {
    case Qt::Key_Left:
      step = {-kKeyStep, 0};
      break;
    case Qt::Key_Right:
      step = {kKeyStep, 0};
      break;
    case Qt::Key_Up:
      step = {0, -kKeyStep};
      break;
    case Qt::Key_Down:
      step = {0, kKeyStep};
      break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      return clear();
    default:
      return QWidget::keyPressEvent(event);
  }
  const QPointF to(std::clamp(pen_.x() + step.x(), 0.0, double(kSide)),
                   std::clamp(pen_.y() + step.y(), 0.0, double(kSide)));
  if (event->modifiers().testFlag(Qt::ShiftModifier)) return stroke(to, isErasing_);
  pen_ = to;
  update();
}

void DrawPad::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  QPainterPath outline;
  outline.addRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
  painter.setClipPath(outline);
  painter.drawImage(rect(), canvas_);
  painter.setClipping(false);
  painter.setPen(QPen(palette().color(hasFocus() ? role::kAccent : role::kBorder), hasFocus() ? 2 : 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(outline);
  if (!hasFocus() || underMouse()) return;
  const QPointF at(pen_.x() * width() / kSide, pen_.y() * height() / kSide);
  painter.drawEllipse(at, 4, 4);
}

}  // namespace gradus::ui
