#include "ui/widgets/elided_label.h"

#include <QPainter>

namespace gradus::ui {

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QWidget(parent), text_(text) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setForegroundRole(QPalette::WindowText);
}

void ElidedLabel::setText(const QString& text) {
  if (text_ == text) return;
  text_ = text;
  setAccessibleName(text);
  updateGeometry();
  resizeEvent(nullptr);
  update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode) {
  mode_ = mode;
  update();
}

QSize ElidedLabel::sizeHint() const {
  return {fontMetrics().horizontalAdvance(text_) + 2, fontMetrics().height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const {
  return {std::min(sizeHint().width(), 4 * fontMetrics().averageCharWidth()), sizeHint().height()};
}

void ElidedLabel::setExplanation(const QString& explanation) {
  explanation_ = explanation;
  resizeEvent(nullptr);
}

void ElidedLabel::resizeEvent(QResizeEvent*) {
  QStringList lines;
  if (fontMetrics().horizontalAdvance(text_) > width()) lines << text_;
  if (!explanation_.isEmpty()) lines << explanation_;
  setToolTip(lines.join(u'\n'));
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(palette().color(foregroundRole()));
  painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(text_, mode_, width()));
}

}  // namespace gradus::ui
