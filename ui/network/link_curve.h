// The curve of a link: level where it leaves and where it arrives, always going to the right.
#pragma once

#include <QPen>
#include <QPointF>

class QImage;
class QPainter;

namespace gradus::ui {

/// The point at `t`, 0 … 1, of the cubic from `start` to `end` whose inner control points lie half-way across.
QPointF linkPoint(const QPointF& start, const QPointF& end, double t);

void drawCurve(QPainter& painter, const QPointF& start, const QPointF& end, const QPen& pen);

/// The same into `image` (ARGB32 premultiplied; device pixels), about ten times as fast as a general stroke: hundreds
/// of links are drawn anew with every snapshot. As the curve only goes to the right, each column of pixels holds one
/// vertical run whose coverage is known from height and slope.
void rasterCurve(QImage& image, const QPointF& start, const QPointF& end, const QPen& pen);

}  // namespace gradus::ui
