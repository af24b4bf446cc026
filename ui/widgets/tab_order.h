// The way of the Tab key. Qt goes in the order in which widgets were made; what is made again while the window is open,
// as a form for another choice, would come last of all.
#pragma once

class QLayout;
class QWidget;

namespace gradus::ui {

/// Tab goes through what lies in `layout` as the eye does, what is hidden now included; it begins where it began.
void orderTabs(const QLayout& layout);

/// The same for a part that has made its contents anew: they come where the part stands in its card. Parts without
/// contents have a place too, so that no card has to be told when they get some.
void orderTabsWithin(QWidget& part);

}  // namespace gradus::ui
