// How the axes of a curve plot look: no frame, horizontal grid only, small quiet numbers.
#pragma once

#include "ui/plots/custom_plot.h"

class QFont;

namespace gradus::ui {

struct Theme;

enum class CurveScale { Linear, Percent, Logarithmic };

/// Fixed margins, so that plots above each other share their horizontal axis.
void styleAxes(QCustomPlot& plot, const Theme& theme, const QFont& font);

/// Room and numbers for an axis at the right, or none. Plots above each other have it together.
void setRightAxis(QCustomPlot& plot, bool hasRoom, bool hasNumbers);

/// Scale and ticks of the vertical axis.
void setScale(QCPAxis& axis, CurveScale scale);

/// Scale and ticks of the horizontal axis, in epochs.
void setPositionScale(QCPAxis& axis, bool isLogarithmic);

}  // namespace gradus::ui
