#include "ui/formula/formula_label.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/formula/formula.h"
#include "ui/theme/style.h"

namespace gradus::ui {

FormulaLabel::FormulaLabel(QWidget* parent) : QWidget(parent), box_(makeLetters({})) {
  setFont(textFont(15));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FormulaLabel::setFormula(const QString& text) {
  if (text == text_) return;
  text_ = text;
  box_ = ui::setFormula(text);
  setAccessibleName(text);
  updateGeometry();
  update();
}

FormulaType FormulaLabel::type() const {
  return {font(), palette().color(role::kText)};
}

QSize FormulaLabel::sizeHint() const {
  const FormulaExtent extent = box_->extent(type());
  return {static_cast<int>(std::ceil(extent.width)) + 2, static_cast<int>(std::ceil(extent.height())) + 4};
}

void FormulaLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const FormulaExtent extent = box_->extent(type());
  // One that is too large is made smaller, rather than cut off where nobody knows how it goes on.
  const double scale = std::min({1.0, (width() - 2) / extent.width, height() / extent.height()});
  painter.scale(scale, scale);
  const double middle = height() / scale / 2;
  box_->paint(painter, {1, middle + (extent.ascent - extent.descent) / 2}, type());
}

}  // namespace gradus::ui
