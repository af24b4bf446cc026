// The colours of the window. Blue is positive, orange is negative, teal is train, violet is validation, everywhere.
#pragma once

#include <QColor>

namespace gradus::ui {

/// One theme. Text on its surfaces keeps a contrast of at least 4.5:1.
struct Theme {
  bool isDark = true;

  QColor canvas;   ///< the floor behind the network
  QColor panel;    ///< rail, side panels, top and status bar
  QColor card;     ///< cards on panels
  QColor border;   ///< one-pixel outlines of cards and controls
  QColor control;  ///< buttons and fields
  QColor hover;    ///< a control under the pointer
  QColor grid;     ///< lines of plots
  QColor text;
  QColor muted;     ///< labels and secondary text
  QColor accent;    ///< the main action, selection, focus
  QColor onAccent;  ///< text on accent
  QColor positive;
  QColor negative;
  QColor zero;  ///< the middle between positive and negative
  QColor train;
  QColor valid;
  QColor good;
  QColor warning;
  QColor bad;

  /// Orange for −1, `zero` for 0, blue for 1, mixed in between; values beyond are clamped.
  QColor signedColor(double value) const;

  /// Of the class with that number among points in a plane: orange, blue, and on.
  QColor classColor(std::size_t label) const;

  static const Theme& dark();
  static const Theme& light();
};

/// `from` at 0, `to` at 1.
QColor mix(const QColor& from, const QColor& to, double share);

}  // namespace gradus::ui
