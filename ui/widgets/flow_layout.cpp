#include "ui/widgets/flow_layout.h"

#include <algorithm>

namespace gradus::ui {

FlowLayout::FlowLayout(int between, QWidget* parent) : QLayout(parent), between_(between) {
  setContentsMargins(0, 0, 0, 0);
}

void FlowLayout::addItem(QLayoutItem* item) {
  items_.emplace_back(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const {
  return index >= 0 && index < count() ? items_[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
  if (index < 0 || index >= count()) return nullptr;
  const auto at = items_.begin() + index;
  QLayoutItem* item = at->release();
  items_.erase(at);
  return item;
}

int FlowLayout::heightForWidth(int width) const {
  return flow(QRect(0, 0, width, 0), false);
}

/// All in one row.
QSize FlowLayout::sizeHint() const {
  QSize size;
  for (const auto& item : items_) {
    if (item->isEmpty()) continue;
    const QSize hint = item->sizeHint();
    size = {size.width() + hint.width() + (size.width() > 0 ? between_ : 0), std::max(size.height(), hint.height())};
  }
  return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const {
  QSize size;
  for (const auto& item : items_) {
    if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
  }
  return size.grownBy(contentsMargins()).expandedTo({0, height_});
}

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  const int height = flow(rect, true);
  if (height == height_) return;
  height_ = height;
  update();
}

int FlowLayout::flow(const QRect& whole, bool moves) const {
  const QMargins around = contentsMargins();
  const QRect rect = whole.marginsRemoved(around);
  int x = rect.x();
  int y = rect.y();
  int high = 0;
  std::vector<std::pair<QLayoutItem*, QRect>> row;
  const auto endRow = [&] {
    for (const auto& [item, place] : row) {
      if (moves) item->setGeometry(place.translated(0, (high - place.height()) / 2));
    }
    row.clear();
  };
  for (const auto& item : items_) {
    if (item->isEmpty()) continue;
    const QSize size = item->sizeHint();
    const int wide = std::min(size.width(), rect.width());
    if (!row.empty() && x + wide > rect.x() + rect.width()) {
      endRow();
      x = rect.x();
      y += high + between_;
      high = 0;
    }
    row.emplace_back(item.get(), QRect(x, y, wide, size.height()));
    x += wide + between_;
    high = std::max(high, size.height());
  }
  endRow();
  return y + high - rect.y() + around.top() + around.bottom();
}

}  // namespace gradus::ui
