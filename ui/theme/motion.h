// Whether pictures move as little as they can: for people whom motion makes ill or draws away. What moves of itself
// asks here, Qt's own effects and the blinking of the caret too.
#pragma once

namespace gradus::ui {

/// Because a person wants it, in this program or for the whole system.
bool isMotionReduced();

/// What the system says.
void setSystemReducesMotion(bool reduces);

/// What a person has chosen for this program.
void setReducesMotion(bool reduces);

}  // namespace gradus::ui
