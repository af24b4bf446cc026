// The row of tabs above a page's centre: plain words, the present one underlined.
#pragma once

#include <QTabBar>

namespace gradus::ui {

class TabHeader : public QTabBar {
  Q_OBJECT

 public:
  explicit TabHeader(QWidget* parent = nullptr);

 protected:
  QSize tabSizeHint(int index) const override;
  QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradus::ui
