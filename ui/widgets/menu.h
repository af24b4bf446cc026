// Menus with the window's rounded corners.
#pragma once

#include <QMenu>

namespace gradus::ui {

/// A menu that `parent` owns.
QMenu* makeMenu(QWidget* parent);

/// An entry with words of a person's or a file's, shown as they are: an & in them names no key, a tab begins no column,
/// and what looks like HTML is none. Its tool tip has lines.
QAction* addWords(QMenu& menu, const QString& words, const QString& toolTip = {});

}  // namespace gradus::ui
