#include "ui/train/step_overlay.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>

#include "ui/network/network_canvas.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr double kRing = 8;

}  // namespace

StepOverlay::StepOverlay(NetworkCanvas& canvas) : QWidget(&canvas), canvas_(canvas) {
  setObjectName(QStringLiteral("stepOverlay"));
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  canvas.installEventFilter(this);
  resize(canvas.size());
  hide();
}

void StepOverlay::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void StepOverlay::setFocus(const std::optional<StepFocus>& focus) {
  focus_ = focus;
  setAccessibleName(text());
  setVisible(focus.has_value());
  raise();
  update();
}

QString StepOverlay::text() const {
  return focus_ ? QString::fromStdString(focus_->text) : QString();
}

QList<QRectF> StepOverlay::litColumns() const {
  if (!focus_) return {};
  const auto& columns = canvas_.networkLayout().columns;
  const int last = static_cast<int>(columns.size()) - 1;
  QList<QRectF> lit;
  const auto light = [&](int column) {
    if (column < 0 || column > last) return;
    const QRectF bounds = canvas_.networkLayout().at(column).bounds;
    lit.append(canvas_.view().map(bounds).adjusted(-kRing, -kRing, kRing, kRing));
  };
  switch (focus_->phase) {
    case StepFocus::Phase::Forward:
    case StepFocus::Phase::Backward:
      light(focus_->layer + 1);
      break;
    case StepFocus::Phase::Loss:
      light(last);
      break;
    case StepFocus::Phase::Update:
      for (int column = 1; column <= last; ++column) light(column);
      break;
    case StepFocus::Phase::Sample:
      light(0);
      break;
  }
  return lit;
}

bool StepOverlay::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) resize(canvas_.size());
  return QWidget::eventFilter(watched, event);
}

void StepOverlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor color = focus_->phase == StepFocus::Phase::Backward ? theme_.warning : theme_.accent;
  painter.setPen(QPen(color, 2));
  painter.setBrush(Qt::NoBrush);
  for (const QRectF& column : litColumns()) painter.drawRoundedRect(column, 10, 10);

  const QFont font = textFont(12, QFont::DemiBold);
  const QFontMetrics metrics(font);
  // In the place of the card's idle words; what a person points at comes first.
  if (!canvas_.hoverContent().kind.isEmpty()) return;
  const QRect card = canvas_.cardGeometry();
  paintSurface(painter, card, kCardRadius, theme_.card, color);
  painter.setFont(font);
  painter.setPen(theme_.text);
  painter.drawText(card, Qt::AlignCenter, metrics.elidedText(text(), Qt::ElideRight, card.width() - 24));
}

}  // namespace gradus::ui
