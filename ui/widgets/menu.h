// Menus with the window's rounded corners.
#pragma once

#include <QMenu>

namespace gradus::ui {

/// A menu that `parent` owns.
QMenu* makeMenu(QWidget* parent);

}  // namespace gradus::ui
