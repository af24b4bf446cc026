// Icons are own drawings in one colour. They are drawn from their outlines at whatever size and pixel ratio is asked
// for, in a colour of the theme, so that they are sharp and fit both themes.
#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>
#include <QString>

class QPainter;

namespace gradus::ui {

/// Draws resources/icons/`name`.svg into `rect`, its strokes and fills in `color`. Draws nothing if there is none.
void drawIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color);

/// The same for places that want a QIcon, such as menus.
QIcon makeIcon(const QString& name, const QColor& color);

/// The program's own picture, in colour.
QIcon applicationIcon();

}  // namespace gradus::ui
