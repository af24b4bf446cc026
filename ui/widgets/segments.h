// A few choices side by side of which one holds, in one rounded frame.
#pragma once

#include <QTabBar>

namespace gradus::ui {

/// The arrow keys choose, as in a row of tabs.
class Segments : public QTabBar {
  Q_OBJECT

 public:
  explicit Segments(QWidget* parent = nullptr);

  void addSegment(const QString& label, const QString& explanation);

 protected:
  QSize tabSizeHint(int index) const override;
  QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
  void wheelEvent(QWheelEvent* event) override;  ///< it scrolls what is around
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradus::ui
