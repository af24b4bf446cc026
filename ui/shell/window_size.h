// How large the window is before a person has chosen, and how small it may become.
#pragma once

#include <QSize>

namespace gradus::ui {

/// In it every page shows all it has, some of it by scrolling.
constexpr QSize kSmallestWindow{1024, 600};

/// Of the first window on a screen that has `available` room beside its panels: with the frame that the system will
/// put around it, it fits.
QSize firstWindowSize(const QSize& available);

}  // namespace gradus::ui
