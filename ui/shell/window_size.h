// How large the window is before a person has chosen, how small it may become, and how large what is in it.
#pragma once

#include <QSize>

namespace gradus::ui {

/// In it every page shows all it has, some of it by scrolling.
constexpr QSize kSmallestWindow{960, 560};

/// How much larger than usual everything is drawn, text, icons and pictures alike, where the system's font has
/// `points` and a screen `available` room: as much as the font is larger than usual, but never so much that the
/// smallest window would not fit the screen.
double enlargementFor(double points, const QSize& available);

/// Of the first window on a screen that has `available` room beside its panels: with the frame that the system will
/// put around it, it fits.
QSize firstWindowSize(const QSize& available);

}  // namespace gradus::ui
