// How the canvas looks at the network: a zoom and a shift. The layout keeps its own coordinates; only painting and
// the mouse pass through here, so that text and outlines keep their size and stay sharp at every zoom.
#pragma once

#include <QPointF>
#include <QRectF>

namespace gradus::ui {

struct CanvasView {
  double scale = 1;
  QPointF offset;

  QPointF map(const QPointF& point) const { return point * scale + offset; }
  QRectF map(const QRectF& rect) const { return {map(rect.topLeft()), rect.size() * scale}; }
  QPointF unmap(const QPointF& point) const { return (point - offset) / scale; }

  /// The view zoomed by `factor` with `fixed`, a point of the widget, staying where it is.
  CanvasView zoomedAt(const QPointF& fixed, double factor) const {
    return {scale * factor, fixed - (fixed - offset) * factor};
  }

  bool operator==(const CanvasView&) const = default;
};

}  // namespace gradus::ui
