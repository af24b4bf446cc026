// How predicted numbers lie beside the true ones: a point for each sample, and how often which error is made.
#pragma once

#include <QWidget>
#include <vector>

#include "core/inspect/regression_report.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// Predicted over true: on the line is right. A click at a point chooses its sample.
class TruthPlot : public QWidget {
  Q_OBJECT

 public:
  /// A sample.
  struct Point {
    std::int64_t row = 0;
    double truth = 0;
    double predicted = 0;
  };

  explicit TruthPlot(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// At most a few thousand are drawn, evenly chosen; what is not finite is left out.
  void setPoints(std::vector<Point> points, const QString& unit);

  void setChosen(std::int64_t row);
  std::size_t pointCount() const { return points_.size(); }
  QPointF placeOf(const Point& point) const;
  const std::vector<Point>& points() const { return points_; }

  QSize sizeHint() const override { return {360, 250}; }
  QSize minimumSizeHint() const override { return {200, 220}; }

 signals:
  void sampleChosen(qint64 row);

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF area() const;
  const Point* pointAt(const QPointF& position) const;

  Theme theme_;
  std::vector<Point> points_;
  QString unit_;
  double low_ = 0;
  double high_ = 1;
  std::int64_t chosen_ = -1;
};

/// The residuals in bins.
class ResidualPlot : public QWidget {
  Q_OBJECT

 public:
  explicit ResidualPlot(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setReport(const RegressionReport& report);

  QSize sizeHint() const override { return {360, 150}; }
  QSize minimumSizeHint() const override { return {200, 140}; }

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF area() const;

  Theme theme_;
  RegressionReport report_;
};

}  // namespace gradus::ui
