// The colours of the classes in a row: which of them a new point in the plane gets.
#pragma once

#include <QStringList>
#include <QWidget>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// A click, ← → or the number of a class chooses it.
class ClassSwatches : public QWidget {
  Q_OBJECT

 public:
  explicit ClassSwatches(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setClasses(const QStringList& names);

  int chosen() const { return chosen_; }
  void choose(int label);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme theme_;
  QStringList names_;
  int chosen_ = 0;
};

}  // namespace gradus::ui
