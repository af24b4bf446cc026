#include "ui/widgets/menu.h"

#include "ui/widgets/tool_tip.h"

namespace gradus::ui {

QMenu* makeMenu(QWidget* parent) {
  auto* menu = new QMenu(parent);
  menu->setWindowFlags(menu->windowFlags() | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint);
  menu->setToolTipsVisible(true);
  return menu;
}

QAction* addWords(QMenu& menu, const QString& words, const QString& toolTip) {
  QAction* action = menu.addAction(QString(words).replace(u'&', QStringLiteral("&&")).replace(u'\t', u' '));
  if (!toolTip.isEmpty()) action->setToolTip(wrappedTip(toolTip));
  return action;
}

}  // namespace gradus::ui
