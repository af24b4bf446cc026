// A column of cards that scrolls where there is too little room for it.
#pragma once

class QLayout;
class QScrollArea;
class QWidget;

namespace gradus::ui {

/// Scrolls `content` up and down, and looks like what is behind it.
QScrollArea* makeScrolling(QWidget* content);

/// Lets the bar take its room from the right margin of `layout`, that of the content, so that what lies in it keeps its
/// width.
void keepWidth(QScrollArea& area, QLayout& layout);

}  // namespace gradus::ui
