// Where a popup of our own opens: below what it belongs to, or above where the screen ends.
#pragma once

class QWidget;

namespace gradus::ui {

/// Moves `popup`, a window of its own, to the middle below `anchor`.
void placeBelow(QWidget& popup, const QWidget& anchor);

}  // namespace gradus::ui
