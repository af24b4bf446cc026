#include "ui/widgets/dimming.h"

#include <QGraphicsOpacityEffect>
#include <QWidget>

namespace gradus::ui {

void setDimmed(QWidget& widget, bool isDimmed) {
  if (ui::isDimmed(widget) == isDimmed) return;
  constexpr double kFaint = 0.62;
  auto* effect = isDimmed ? new QGraphicsOpacityEffect(&widget) : nullptr;
  if (effect != nullptr) effect->setOpacity(kFaint);
  widget.setGraphicsEffect(effect);
}

bool isDimmed(const QWidget& widget) {
  return widget.graphicsEffect() != nullptr;
}

}  // namespace gradus::ui
