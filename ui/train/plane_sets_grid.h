// Small pictures of all sets of points in the plane: a click chooses one.
#pragma once

#include <QAbstractButton>
#include <QImage>
#include <vector>

#include "core/data/catalog.h"
#include "ui/theme/theme.h"

class QGridLayout;

namespace gradus::ui {

/// One set: every place in the colour of the point that is nearest to it.
class PlaneSetButton : public QAbstractButton {
  Q_OBJECT

 public:
  PlaneSetButton(const DatasetInfo& info, QWidget* parent);

  const std::string& name() const { return info_.name; }
  void setTheme(const Theme& theme);

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const DatasetInfo& info_;
  QImage picture_;
};

class Button;

class PlaneSetsGrid : public QWidget {
  Q_OBJECT

 public:
  explicit PlaneSetsGrid(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setCurrent(const std::string& name);

  /// The first ones and the present one in one row, for windows that are not high; a button shows the others too.
  void setOneRow(bool isOne);

  QSize minimumSizeHint() const override;

 signals:
  void chosen(const QString& name);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();
  void fitSides();

  QGridLayout* grid_;
  std::vector<PlaneSetButton*> buttons_;
  Button* more_;
  bool isOneRow_ = false;
  bool isOpen_ = false;  ///< all are shown nevertheless
};

}  // namespace gradus::ui
