// What the temperature does to the probabilities of a softmax: a line for each class, over all temperatures at once.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// A click or a drag chooses a temperature.
class TemperaturePlot : public QWidget {
  Q_OBJECT

 public:
  static constexpr double kColdest = 0.1;
  static constexpr double kHottest = 10;

  explicit TemperaturePlot(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setLogits(const std::vector<double>& logits, double temperature, int target);

  QSize sizeHint() const override { return {520, 220}; }
  QSize minimumSizeHint() const override { return {240, 60}; }

 signals:
  void temperatureChosen(double temperature);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  QRectF area() const;
  double pixelOf(double temperature) const;
  void paintGrid(QPainter& painter) const;
  void choose(double pixel);

  Theme theme_;
  std::vector<double> logits_;
  double temperature_ = 1;
  int target_ = 0;
};

}  // namespace gradus::ui
