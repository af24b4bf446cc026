// How a signal or its gradient shrinks or grows on its way through a stack of layers: a line for each activation.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// Pointing reads the numbers after a layer, and so do the arrow keys.
class StackPlot : public QWidget {
  Q_OBJECT

 public:
  struct Course {
    QString name;
    std::vector<double> sizes;  ///< after 0, 1, … layers, as multiples of the first; NaN where there is none
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
  };

  explicit StackPlot(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setCourses(std::vector<Course> courses);
  const std::vector<Course>& courses() const { return courses_; }
  void setLogarithmic(bool logarithmic);

  /// What stands there in place of courses, such as why there are none.
  void setNote(const QString& note);

  /// The layer whose numbers are read.
  int reading() const;

  QSize sizeHint() const override { return {520, 80}; }
  QSize minimumSizeHint() const override { return {240, 70}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Range {
    double low = 0;
    double high = 1;
  };

  int depth() const;
  QRectF area() const;
  Range seen() const;
  QPointF pixelOf(int layer, double size, const Range& range) const;
  void paintGrid(QPainter& painter, const Range& range) const;
  void paintReadings(QPainter& painter, const Range& range) const;
  void read(int layer);
  void say();

  Theme theme_;
  std::vector<Course> courses_;
  QString note_;
  bool isLogarithmic_ = false;
  int reading_ = -1;  ///< −1: near the middle
};

}  // namespace gradus::ui
