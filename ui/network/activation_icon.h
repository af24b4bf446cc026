// The curve of an activation as a small picture, drawn from the function itself: a new row of the table has its icon
// at once.
#pragma once

#include <QPixmap>
#include <QSize>

#include "core/nn/activation.h"

class QColor;

namespace gradus::ui {

/// f(x) for x from −4 to 4 with `parameters` (those of the table's row, in its order) in `color`; `size` in logical
/// pixels, `ratio` device pixels each.
QPixmap activationIcon(const Activation& activation, const ActivationParameters& parameters, const QSize& size,
                       const QColor& color, double ratio);

}  // namespace gradus::ui
