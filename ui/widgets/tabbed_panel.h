// Several views of one thing in one place: a row of tabs with, at its right end, what can be done in the present one.
#pragma once

#include <QWidget>
#include <vector>

class QHBoxLayout;
class QStackedWidget;

namespace gradus::ui {

class TabHeader;

class TabbedPanel : public QWidget {
  Q_OBJECT

 public:
  explicit TabbedPanel(const QString& accessibleName, QWidget* parent = nullptr);

  /// `actions` are shown while this tab is. Ctrl and the number of the tab bring it to the front.
  void addTab(const QString& title, QWidget* view, const std::vector<QWidget*>& actions);

  int current() const;
  void setCurrent(int index);  ///< nothing for a tab that there is not

 private:
  TabHeader* tabs_;
  QStackedWidget* views_;
  QHBoxLayout* header_;
  std::vector<std::vector<QWidget*>> actions_;
};

}  // namespace gradus::ui
