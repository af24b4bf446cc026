#include "ui/plane/class_swatches.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kCell = 22;

}  // namespace

ClassSwatches::ClassSwatches(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAccessibleName(tr("Class of new points"));
  setToolTip(tr("The class that a click into the field gives to a new point (1, 2, …)"));
}

void ClassSwatches::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ClassSwatches::setClasses(const QStringList& names) {
  names_ = names;
  choose(chosen_);
  updateGeometry();
}

void ClassSwatches::choose(int label) {
  chosen_ = std::clamp(label, 0, std::max(0, static_cast<int>(names_.size()) - 1));
  setAccessibleDescription(names_.isEmpty() ? QString() : names_[chosen_]);
  update();
}

QSize ClassSwatches::sizeHint() const {
  return {kCell * static_cast<int>(names_.size()), kCell};
}

bool ClassSwatches::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::event(event);
}

void ClassSwatches::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) choose(static_cast<int>(event->position().x()) / kCell);
}

void ClassSwatches::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
    choose(chosen_ + (event->key() == Qt::Key_Right ? 1 : -1));
  } else if (event->key() >= Qt::Key_1 && event->key() < Qt::Key_1 + names_.size()) {
    choose(event->key() - Qt::Key_1);
  } else {
    QWidget::keyPressEvent(event);
  }
}

void ClassSwatches::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  for (int label = 0; label < names_.size(); ++label) {
    const QPointF middle((label + 0.5) * kCell, height() / 2.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.classColor(static_cast<std::size_t>(label)));
    painter.drawEllipse(middle, 5.5, 5.5);
    if (label != chosen_) continue;
    painter.setPen(QPen(theme_.text, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(middle, 8.5, 8.5);
  }
  if (hasFocus()) paintFocus(painter, rect(), kControlRadius, theme_.accent);
}

}  // namespace gradus::ui
