// Which keys a control keeps for itself while it has the keyboard, though the window has a shortcut for them.
#pragma once

class QAbstractButton;
class QWidget;

namespace gradus::ui {

/// Space presses `control` and not the window's Train button.
void keepSpace(QWidget& control);

/// Return presses `button` too, and does not go on to what it lies on.
void keepReturn(QAbstractButton& button);

}  // namespace gradus::ui
