// What part of the network the canvas shows, and how large.
#include <QScrollBar>
#include <QSignalBlocker>
#include <algorithm>
#include <cmath>

#include "ui/network/header_row.h"
#include "ui/network/network_canvas.h"

namespace gradus::ui {
namespace {

constexpr double kSmallestZoom = 0.2;
constexpr double kLargestZoom = 8;
constexpr double kReadable = 0.85;  // below, names and numbers no longer fit their places

}  // namespace

double NetworkCanvas::wholeScale() const {
  const QRectF space = area();
  return std::min({1.0, space.width() / std::max(1.0, layout_.bounds.width()),
                   space.height() / std::max(1.0, layout_.bounds.height())});
}

void NetworkCanvas::fit() {
  const double scale = wholeScale();
  look({scale, area().center() - layout_.bounds.center() * scale});
  sight_ = Sight::Whole;
}

/// A network that is too wide to be read as a whole is seen from its input, or from where it was seen before.
void NetworkCanvas::showReadable() {
  const QRectF space = area();
  const double scale = std::max(wholeScale(), kReadable);
  CanvasView view{scale, space.center() - layout_.bounds.center() * scale};
  const bool wasScrolled = scroll_->maximum() > 0;
  if (layout_.bounds.width() * scale > space.width()) {
    view.offset.setX(wasScrolled ? view_.offset.x() : space.left() - layout_.bounds.left() * scale);
  }
  look(withinBounds(view));
}

/// No further to either side than the network goes; one that fits is in the middle.
CanvasView NetworkCanvas::withinBounds(CanvasView view) const {
  const QRectF space = area();
  const QRectF shown = view.map(layout_.bounds);
  if (shown.width() <= space.width()) {
    view.offset.rx() += space.center().x() - shown.center().x();
  } else {
    view.offset.rx() += std::min(0.0, space.left() - shown.left()) + std::max(0.0, space.right() - shown.right());
  }
  return view;
}

/// Moves a column that is outside into sight.
void NetworkCanvas::reveal(int column) {
  if (column < 1 || column >= layout_.count()) return;
  const QRectF space = area();
  const QRectF header(headers_->at(column)->geometry());
  const QRectF shown = view_.map(layout_.at(column).bounds).united({header.x(), 0, header.width(), 1});
  double shift = std::max(0.0, space.left() - shown.left());
  if (shift == 0) shift = std::min(0.0, space.right() - shown.right());
  if (shift != 0) look({view_.scale, view_.offset + QPointF(shift, 0)});
}

void NetworkCanvas::look(const CanvasView& view) {
  view_ = view;
  headers_->place(layout_, view_);
  updateScrollBar();
  update();
}

void NetworkCanvas::setView(const CanvasView& view) {
  sight_ = Sight::Chosen;
  look(view);
}

void NetworkCanvas::updateScrollBar() {
  const QRectF space = area();
  const QRectF shown = view_.map(layout_.bounds);
  const int width = static_cast<int>(shown.width());
  const int page = static_cast<int>(space.width());
  const QSignalBlocker blocker(scroll_);
  scroll_->setPageStep(page);
  scroll_->setSingleStep(60);
  scroll_->setRange(0, std::max(0, width - page));
  scroll_->setValue(static_cast<int>(std::lround(space.left() - shown.left())));
  scroll_->setVisible(width > page + 1);
}

void NetworkCanvas::zoom(const QPointF& fixed, double factor) {
  const double scale = std::clamp(view_.scale * factor, kSmallestZoom, kLargestZoom);
  setView(view_.zoomedAt(fixed, scale / view_.scale));
  updateHover();
}

}  // namespace gradus::ui
