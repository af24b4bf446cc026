// Several views of one thing in one place: a row of tabs with, at its right end, what can be done in the present one.
#pragma once

#include <QWidget>
#include <vector>

class QHBoxLayout;
class QStackedWidget;
class QVBoxLayout;

namespace gradus::ui {

class TabHeader;

class TabbedPanel : public QWidget {
  Q_OBJECT

 public:
  explicit TabbedPanel(const QString& accessibleName, QWidget* parent = nullptr);

  /// `actions` are shown while this tab is. Ctrl and the number of the tab bring it to the front. Where there is too
  /// little room beside the tabs, the actions show icons for words, then the tabs their short titles, and then the
  /// actions go below.
  void addTab(const QString& title, QWidget* view, const std::vector<QWidget*>& actions,
              const QString& shortTitle = {});

  int current() const;
  void setCurrent(int index);  ///< nothing for a tab that there is not

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  struct Tab {
    QString title;
    QString shortTitle;
    std::vector<QWidget*> actions;
  };

  bool fits(bool hasWords, bool hasLongTitles, int margin);
  void placeActions(bool isBeside);
  void arrange();

  TabHeader* tabs_;
  QStackedWidget* views_;
  QVBoxLayout* layout_;
  QHBoxLayout* header_;
  QWidget* actionRow_;
  std::vector<Tab> all_;
};

}  // namespace gradus::ui
