// The entry of a curve in the legend above a plot: a dash in its colour and its name. A click shows or hides the curve;
// what is hidden is hollow and struck through.
#pragma once

#include <QAbstractButton>

#include "ui/plots/part_look.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// An entry of a legend as it is painted, for curves that are always there too.
struct LegendWords {
  QString name;
  QColor color;
  bool isOn = true;

  int width() const;
  void paint(QPainter& painter, const QRectF& place, const Theme& theme) const;
};

class LegendEntry : public QAbstractButton {
  Q_OBJECT

 public:
  LegendEntry(DataPart part, QWidget* parent);

  void setTheme(const Theme& theme);
  DataPart part() const { return part_; }
  LegendWords words() const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  DataPart part_;
  Theme theme_;
};

}  // namespace gradus::ui
