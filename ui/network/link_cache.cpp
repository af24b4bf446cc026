#include "ui/network/link_cache.h"

#include <QPaintDevice>
#include <QPainter>
#include <cmath>

#include "ui/network/link_curve.h"

namespace gradus::ui {
namespace {

/// The whole number of device pixels next to `shift`: anything between would blur the picture.
QPointF snapped(const QPointF& shift, double ratio) {
  return {std::round(shift.x() * ratio) / ratio, std::round(shift.y() * ratio) / ratio};
}

QRectF boundsOf(const std::vector<Link>& links, const CanvasView& view) {
  constexpr double kHalfPen = 4;
  QRectF bounds;
  for (const Link& link : links)
    bounds |= QRectF(view.map(link.start), view.map(link.end)).normalized().adjusted(0, 0, 1, 1);
  return bounds.adjusted(-kHalfPen, -kHalfPen, kHalfPen, kHalfPen);
}

}  // namespace

void LinkCache::paint(QPainter& painter, const std::vector<Link>& links, const CanvasView& view, const QRectF& visible,
                      const Theme& theme) {
  if (links.empty()) return;
  const double ratio = painter.device()->devicePixelRatioF();
  const QPointF shift = snapped(view.offset - view_.offset, ratio);
  const QRectF needed = visible & boundsOf(links, view);
  const bool useful = !image_.isNull() && view.scale == view_.scale && image_.devicePixelRatio() == ratio &&
                      covered_.translated(shift).adjusted(-1, -1, 1, 1).contains(needed);
  if (!useful) {
    view_ = view;
    render(links, visible, ratio, theme);
    painter.drawImage(covered_.topLeft(), image_);
    return;
  }
  painter.drawImage(covered_.topLeft() + shift, image_);
}

void LinkCache::render(const std::vector<Link>& links, const QRectF& visible, double ratio, const Theme& theme) {
  // A third of the view more on each side lets the canvas be panned for a while without drawing again.
  const double marginX = visible.width() / 3;
  const double marginY = visible.height() / 3;
  const QRectF wanted = visible.adjusted(-marginX, -marginY, marginX, marginY) & boundsOf(links, view_);
  covered_ = QRectF(wanted.toAlignedRect());
  image_ = QImage((covered_.size() * ratio).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
  image_.fill(Qt::transparent);
  const auto toImage = [&](const QPointF& point) { return (view_.map(point) - covered_.topLeft()) * ratio; };
  for (const Link& link : links) {
    QPen pen = linkPen(link, view_, theme);
    pen.setWidthF(pen.widthF() * ratio);
    rasterCurve(image_, toImage(link.start), toImage(link.end), pen);
  }
  image_.setDevicePixelRatio(ratio);
}

}  // namespace gradus::ui
