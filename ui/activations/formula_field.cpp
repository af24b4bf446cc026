#include "ui/activations/formula_field.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kHeight = 32;
constexpr int kSide = 8;

/// The wave under a mistake, as text editors draw it.
QPainterPath wave(double left, double right, double y) {
  constexpr double kStride = 2;
  constexpr double kHeightOfWave = 2;
  QPainterPath path(QPointF(left, y));
  bool isUp = true;
  for (double x = left + kStride; x < right + kStride; x += kStride, isUp = !isUp) {
    path.lineTo(x, isUp ? y - kHeightOfWave : y);
  }
  return path;
}

}  // namespace

FormulaField::FormulaField(QWidget* parent) : QLineEdit(parent) {
  setProperty("bare", true);
  setFrame(false);
  setFont(codeFont(13));
  setTextMargins(kSide, 0, kSide, 0);
  setFixedHeight(kHeight);
  setAttribute(Qt::WA_Hover);
}

void FormulaField::setFault(std::optional<int> character) {
  fault_ = character;
  update();
}

void FormulaField::insertCall(const QString& name) {
  insert(name + u'(' + selectedText() + u')');
  cursorBackward(false);
  setFocus();
}

void FormulaField::paintEvent(QPaintEvent* event) {
  {
    QPainter painter(this);
    paintControl(painter, *this, false, hasFocus());
  }
  QLineEdit::paintEvent(event);
  if (!fault_) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(rect().adjusted(kSide, 0, -kSide / 2, 0));
  painter.setPen(QPen(palette().color(role::kBad), 1.4));
  // The line may be scrolled; only of the cursor Qt tells where it is.
  const auto advance = [this](int characters) { return fontMetrics().horizontalAdvance(text().left(characters)); };
  const int start = cursorRect().center().x() - advance(cursorPosition());
  const int left = start + advance(*fault_);
  const int width = *fault_ < text().size() ? advance(*fault_ + 1) - advance(*fault_) : advance(1);
  painter.drawPath(wave(left, left + std::max(width, 7), height() - 5.5));
}

}  // namespace gradus::ui
