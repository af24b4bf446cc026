// Text that can be read: never below 11 pixels, and with enough contrast on whatever colour lies behind it.
#pragma once

#include <QFont>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// `base` with `pixels` height, which never goes below 11, bold or not.
QFont sizedFont(const QFont& base, double pixels, bool bold);

/// The theme's text colour where it has a contrast of at least 4.5:1 on `background`, else black or white.
QColor readableOn(const QColor& background, const Theme& theme);

/// `color` laid thinly over the theme's cards: at most 45 % of it, and so little that the theme's text is read on it.
QColor tint(const QColor& color, const Theme& theme);

/// Contrast of two colours as WCAG 2 defines it, 1 … 21.
double contrast(const QColor& a, const QColor& b);

}  // namespace gradus::ui
