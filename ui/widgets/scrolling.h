// A column of cards that scrolls where there is too little room for it.
#pragma once

class QLayout;
class QScrollArea;
class QWidget;

namespace gradus::ui {

/// Scrolls `content` up and down, and looks like what is behind it.
QScrollArea* makeScrolling(QWidget* content);

/// Gives the bar a place in the right margin of `layout`, that of the content, for good; it shows nothing where nothing
/// is to be scrolled. A bar that comes and goes changes the width of what lies there, and with it the height: where a
/// picture grows with its width, bar and picture would chase each other for ever.
void keepWidth(QScrollArea& area, QLayout& layout);

}  // namespace gradus::ui
