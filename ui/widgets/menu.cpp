#include "ui/widgets/menu.h"

namespace gradus::ui {

QMenu* makeMenu(QWidget* parent) {
  auto* menu = new QMenu(parent);
  menu->setWindowFlags(menu->windowFlags() | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint);
  menu->setToolTipsVisible(true);
  return menu;
}

}  // namespace gradus::ui
