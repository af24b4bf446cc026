#include "ui/widgets/menu.h"

#include "ui/widgets/paint.h"

namespace gradus::ui {

QMenu* makeMenu(QWidget* parent) {
  auto* menu = new QMenu(parent);
  menu->setWindowFlags(menu->windowFlags() | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint);
  keepCornersRound(*menu, 8);
  menu->setToolTipsVisible(true);
  return menu;
}

}  // namespace gradus::ui
