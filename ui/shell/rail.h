// The rail at the left edge: one item for each page that exists.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/document/page.h"

class QAbstractButton;
class QVBoxLayout;

namespace gradus::ui {

class Rail : public QWidget {
  Q_OBJECT

 public:
  explicit Rail(QWidget* parent = nullptr);

  /// Adds an item below the others; `shortcut` is told in its tool tip.
  void addItem(const Page::Title& title, const QString& shortcut);

  void setCurrent(int index);

 signals:
  void chosen(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QVBoxLayout* layout_;
  std::vector<QAbstractButton*> items_;
};

}  // namespace gradus::ui
