// What is measured of the layers, marked on the canvas: units that are dead, layers that are new, and the layer that
// the doctor speaks of.
#include <QPainter>
#include <algorithm>
#include <utility>

#include "ui/network/header_row.h"
#include "ui/network/network_canvas.h"
#include "ui/theme/legible.h"

namespace gradus::ui {

void NetworkCanvas::setStatistics(StatisticsPtr statistics) {
  statistics_ = std::move(statistics);
  updateMarks();
}

/// Statistics of another network, such as the one before an edit, mark nothing.
void NetworkCanvas::updateMarks() {
  silent_.assign(layout_.columns.size(), {});
  newLayers_.clear();
  const bool fits = statistics_ != nullptr && std::ssize(statistics_->layers) + 1 == layout_.count();
  bool isAnyDead = false;
  for (int i = 1; fits && i < layout_.count(); ++i) {
    const LayerStatistics& layer = statistics_->layers[static_cast<std::size_t>(i - 1)];
    if (layer.units != layout_.at(i).units) continue;
    isAnyDead = isAnyDead || !layer.silent.empty();
    silent_[static_cast<std::size_t>(i)] = layer.silent;
    if (statistics_->step > 0 && layer.steps == 0 && !layer.weights.empty()) newLayers_.push_back(i - 1);
  }
  card_->setLegend(isAnyDead ? statistics_->samples : 0, isAnyDead ? statistics_->epochs : 0);
  update();
}

bool NetworkCanvas::isDead(int column, int unit) const {
  const auto index = static_cast<std::size_t>(column);
  return index < silent_.size() && std::ranges::binary_search(silent_[index], unit);
}

void NetworkCanvas::frameLayer(int layer) {
  if (std::exchange(framed_, layer) != layer) update();
}

void NetworkCanvas::revealLayer(int layer) {
  reveal(layer + 1);
}

QRectF NetworkCanvas::frameRect() const {
  if (framed_ < 0 || framed_ + 1 >= layout_.count()) return {};
  return ringAround(framed_);
}

void NetworkCanvas::drawFrame(QPainter& painter) const {
  const QRectF frame = frameRect();
  if (frame.isNull()) return;
  painter.setPen(QPen(theme_.accent, 1.5));
  QColor ground = theme_.accent;
  ground.setAlphaF(0.13F);
  painter.setBrush(ground);
  painter.drawRoundedRect(frame, 10, 10);
}

void NetworkCanvas::drawNewMarks(QPainter& painter) const {
  painter.setFont(sizedFont(font(), 11, true));
  painter.setPen(theme_.accent);
  for (const int layer : newLayers_) {
    const QRect header = headers_->at(layer + 1)->geometry();
    painter.drawText(QRect(header.left(), header.bottom() - 1, header.width(), 15), Qt::AlignCenter, tr("new"));
  }
}

}  // namespace gradus::ui
