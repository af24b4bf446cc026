#include "ui/widgets/checked_edit.h"

#include <QFocusEvent>
#include <QPainter>
#include <QToolTip>
#include <utility>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {

CheckedEdit::CheckedEdit(Check whyRefused, QWidget* parent) : QLineEdit(parent), check_(std::move(whyRefused)) {
  connect(this, &QLineEdit::textChanged, this, &CheckedEdit::check);
  connect(this, &QLineEdit::textEdited, this, [this] {
    check();
    if (isRefused()) {
      explain();
    } else {
      QToolTip::hideText();
    }
  });
}

QWidget& CheckedEdit::whole() {
  return property("bare").toBool() ? *parentWidget() : *this;
}

void CheckedEdit::check() {
  const QString before = std::exchange(problem_, isModified() ? check_(text()) : QString());
  if (problem_ == before) return;
  QWidget& whole = this->whole();
  if (before.isEmpty()) {
    usualToolTip_ = whole.toolTip();
    usualDescription_ = accessibleDescription();
  }
  whole.setToolTip(isRefused() ? problem_ : usualToolTip_);
  setAccessibleDescription(isRefused() ? problem_ : usualDescription_);
  whole.update();
}

void CheckedEdit::explain() {
  if (!isRefused()) return;
  // Beside the line: below it would lie on the next one.
  QWidget& whole = this->whole();
  const QPoint beside(whole.width() + 4, -whole.height() / 2);
  QToolTip::showText(whole.mapToGlobal(beside), wrappedTip(problem_), &whole);
}

void CheckedEdit::focusInEvent(QFocusEvent* event) {
  QLineEdit::focusInEvent(event);
  selects_ = event->reason() == Qt::MouseFocusReason;
}

void CheckedEdit::mouseReleaseEvent(QMouseEvent* event) {
  QLineEdit::mouseReleaseEvent(event);
  if (std::exchange(selects_, false) && !hasSelectedText()) selectAll();
}

void CheckedEdit::paintEvent(QPaintEvent* event) {
  QLineEdit::paintEvent(event);
  if (!isRefused() || &whole() != this) return;
  QPainter painter(this);
  paintFocus(painter, rect(), kControlRadius, palette().color(role::kBad));
}

}  // namespace gradus::ui
