// The few strokes that all controls share, so that they look like one family.
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;
class QWidget;

namespace gradus::ui {

constexpr double kControlRadius = 7;
constexpr double kCardRadius = 10;
constexpr int kControlHeight = 30;
constexpr int kControlWidth = 104;  ///< of fields in a form
constexpr int kSpacing = 12;        ///< between cards and inside them

/// A rounded surface with a border one pixel wide that lies inside `rect`.
void paintSurface(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& border);

/// What shows where the keyboard is.
void paintFocus(QPainter& painter, const QRectF& rect, double radius, const QColor& color);

/// The surface of a button or field in its present state: pressed, hovered, focused, disabled.
void paintControl(QPainter& painter, const QWidget& widget, bool pressed, bool focused);

/// Words on what is drawn already, which shows through their ground a little.
void paintWords(QPainter& painter, const QRectF& where, const QString& words, const QColor& ink, QColor ground);

/// Cuts the corners off a popup, now and whenever its size changes. It should be opaque: without a compositor,
/// what is translucent is black.
void keepCornersRound(QWidget& popup, int radius);

}  // namespace gradus::ui
