// How everything that no longer holds is shown: there, but faint.
#pragma once

class QWidget;

namespace gradus::ui {

/// The widget and all in it at less than two thirds of its strength, or as usual. Costs nothing where nothing changes.
void setDimmed(QWidget& widget, bool isDimmed);

bool isDimmed(const QWidget& widget);

}  // namespace gradus::ui
