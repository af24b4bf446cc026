// Turns a theme into what Qt widgets understand. Our own controls paint themselves with palette roles, so that a
// change of theme reaches all of them by one setPalette; the style sheet only serves Qt's menus, tool tips and scroll
// bars.
#pragma once

#include <QFont>
#include <QPalette>
#include <QString>

#include "ui/theme/theme.h"

class QWidget;

namespace gradus::ui {

/// The palette roles in which a theme's colours travel.
namespace role {
constexpr auto kPanel = QPalette::Window;
constexpr auto kCanvas = QPalette::Dark;
constexpr auto kCard = QPalette::AlternateBase;
constexpr auto kBorder = QPalette::Mid;
constexpr auto kControl = QPalette::Button;
constexpr auto kHover = QPalette::Midlight;
constexpr auto kText = QPalette::WindowText;
constexpr auto kMuted = QPalette::PlaceholderText;
constexpr auto kAccent = QPalette::Highlight;
constexpr auto kOnAccent = QPalette::HighlightedText;
constexpr auto kBad = QPalette::BrightText;
}  // namespace role

/// Of an upright scroll bar, in pixels.
constexpr int kScrollBarWidth = 9;

/// What has to be set once before the first window: the base style, the font, the icon. See prepareApplication().
void setBaseLook();

/// Gives `window` and all that is in it the look of `theme`, and the application its palette: below a style sheet,
/// widgets that come later inherit only that one.
void dress(QWidget& window, const Theme& theme);

QPalette paletteFor(const Theme& theme);
QString styleSheetFor(const Theme& theme);

/// Inter, or the system's font where it is not installed. The window's text is 13 pixels high.
QFont textFont(int pixelSize = 13, QFont::Weight weight = QFont::Normal);

/// JetBrains Mono, or the system's fixed-width font where it is not installed.
QFont codeFont(int pixelSize = 13);

}  // namespace gradus::ui
