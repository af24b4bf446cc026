#include "ui/widgets/confirming_button.h"

#include <QAccessible>
#include <algorithm>

namespace gradus::ui {
namespace {

constexpr int kConfirmMilliseconds = 1600;

}  // namespace

ConfirmingButton::ConfirmingButton(const QString& iconName, const QString& text, const QString& done, QWidget* parent)
    : Button(iconName, text, Look::Normal, parent), icon_(iconName), text_(text), done_(done) {
  setAccessibleName(text);
  timer_.setSingleShot(true);
  timer_.setInterval(kConfirmMilliseconds);
  connect(&timer_, &QTimer::timeout, this, [this] { show(icon_, text_); });
}

void ConfirmingButton::confirm() {
  show(QStringLiteral("check"), done_);
  timer_.start();
}

void ConfirmingButton::show(const QString& iconName, const QString& text) {
  setIconName(iconName);
  // Changing the text would drop a shortcut that was set.
  const QKeySequence keys = shortcut();
  setText(text);
  setShortcut(keys);
  if (text.isEmpty()) return;
  setAccessibleName(text);
  QAccessibleEvent event(this, QAccessible::NameChanged);
  QAccessible::updateAccessibility(&event);
}

QSize ConfirmingButton::sizeHint() const {
  const int wider = fontMetrics().horizontalAdvance(done_) - fontMetrics().horizontalAdvance(text_);
  const int shown = text() == done_ ? wider : 0;
  const QSize size = Button::sizeHint();
  return {size.width() - shown + std::max(0, wider), size.height()};
}

}  // namespace gradus::ui
