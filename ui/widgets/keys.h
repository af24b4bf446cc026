// Which keys a control keeps for itself while it has the keyboard, though the window has a shortcut for them.
#pragma once

class QWidget;

namespace gradus::ui {

/// Space presses `control` and not the window's Train button.
void keepSpace(QWidget& control);

}  // namespace gradus::ui
