#include "ui/widgets/popup_place.h"

#include <QScreen>
#include <QWidget>
#include <algorithm>

namespace gradus::ui {

void placeBelow(QWidget& popup, const QWidget& anchor) {
  constexpr int kSpace = 4;
  QPoint corner = anchor.mapToGlobal(QPoint((anchor.width() - popup.width()) / 2, anchor.height() + kSpace));
  if (const QScreen* display = anchor.screen()) {
    const QRect available = display->availableGeometry();
    if (corner.y() + popup.height() > available.bottom()) {
      const int above = anchor.mapToGlobal(QPoint()).y() - popup.height() - kSpace;
      corner.setY(std::max(available.top(), above));
    }
    const int rightmost = std::max(available.left(), available.right() - popup.width());
    corner.setX(std::clamp(corner.x(), available.left(), rightmost));
  }
  popup.move(corner);
}

}  // namespace gradus::ui
