// The losses of a race's networks over the epochs, a hue each.
#pragma once

#include <QWidget>
#include <optional>

#include "core/race/race.h"
#include "ui/theme/theme.h"

class QPainter;

namespace gradus::ui {

/// Pointing at a place, or the arrow keys, reads the losses there.
class RacePlot : public QWidget {
  Q_OBJECT

 public:
  explicit RacePlot(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setStanding(const RaceStandingPtr& standing);

  /// What stands there before there are curves.
  void setNote(const QString& note);

  static QColor colorOf(std::size_t entrant, const Theme& theme);

  /// The losses at the place that is read, else the last ones.
  QString reading() const;

  QSize sizeHint() const override { return {280, 190}; }
  QSize minimumSizeHint() const override { return {200, 130}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  bool hasCurves() const;
  double highest() const;
  QRectF area() const;
  QPointF pixelOf(double epochs, double loss, double top) const;
  void paintGrid(QPainter& painter, double top) const;
  void paintLastEpochs(QPainter& painter, double top) const;
  void paintReading(QPainter& painter, double top) const;
  void read(std::optional<double> epochs);
  void say();

  Theme theme_;
  RaceStandingPtr standing_;
  QString note_;
  std::optional<double> place_;  ///< in epochs
};

}  // namespace gradus::ui
