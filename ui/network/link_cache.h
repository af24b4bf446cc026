// Hundreds of translucent curves take longer to draw than a frame may last. They are drawn once into a picture that
// is used again until the weights or the zoom change, and that moves along while the canvas is panned.
#pragma once

#include <QImage>
#include <QRectF>
#include <vector>

#include "ui/network/canvas_view.h"
#include "ui/network/network_links.h"

class QPainter;

namespace gradus::ui {

class LinkCache {
 public:
  void invalidate() { image_ = QImage(); }

  /// Paints what lies in `visible` (widget coordinates), drawing the links anew only if the picture is of no use.
  void paint(QPainter& painter, const std::vector<Link>& links, const CanvasView& view, const QRectF& visible,
             const Theme& theme);

 private:
  void render(const std::vector<Link>& links, const QRectF& visible, double ratio, const Theme& theme);

  QImage image_;
  CanvasView view_;  // for which the picture was drawn
  QRectF covered_;   // by the picture, in widget coordinates of that view
};

}  // namespace gradus::ui
