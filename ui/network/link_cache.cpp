#include "ui/network/link_cache.h"

#include <QPaintDevice>
#include <QPainter>
#include <cmath>

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

void LinkCache::paint(QPainter& painter, const std::vector<Link>& links, const CanvasView& view,
                      const QRectF& visible, const Theme& theme) {
  if (links.empty()) return;
  const double ratio = painter.device()->devicePixelRatioF();
  const QPointF shift = snapped(view.offset - view_.offset, ratio);
  const QRectF needed = visible & boundsOf(links, view);
  const bool useful = !pixmap_.isNull() && view.scale == view_.scale && pixmap_.devicePixelRatio() == ratio &&
                      covered_.translated(shift).adjusted(-1, -1, 1, 1).contains(needed);
  if (!useful) {
    view_ = view;
    render(links, visible, ratio, theme);
    painter.drawPixmap(covered_.topLeft(), pixmap_);
    return;
  }
  painter.drawPixmap(covered_.topLeft() + shift, pixmap_);
}

void LinkCache::render(const std::vector<Link>& links, const QRectF& visible, double ratio,
                       const Theme& theme) {
  // A third of the view more on each side lets the canvas be panned for a while without drawing again.
  const double marginX = visible.width() / 3;
  const double marginY = visible.height() / 3;
  const QRectF wanted = visible.adjusted(-marginX, -marginY, marginX, marginY) & boundsOf(links, view_);
  covered_ = QRectF(wanted.toAlignedRect());
  pixmap_ = QPixmap((covered_.size() * ratio).toSize().expandedTo({1, 1}));
  pixmap_.setDevicePixelRatio(ratio);
  pixmap_.fill(Qt::transparent);
  QPainter painter(&pixmap_);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(-covered_.topLeft());
  for (const Link& link : links) {
    const QRectF reach =
        QRectF(view_.map(link.start), view_.map(link.end)).normalized().adjusted(-4, -4, 4, 4);
    if (reach.intersects(covered_)) drawLink(painter, link, view_, theme);
  }
}

}  // namespace gradus::ui
