// The histograms of one tensor over the time of a run, one behind the other, the newest in front.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/probe/distribution.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// The tensor at one moment.
struct Ridge {
  Distribution distribution;
  double epochs = 0;  ///< done then
};

/// Pointing at a ridge, or the arrow keys, reads its numbers.
class RidgePlot : public QWidget {
  Q_OBJECT

 public:
  explicit RidgePlot(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// `what` is what the numbers are, such as "weights".
  void setContent(const QString& title, const QString& what, std::vector<Ridge> ridges);

  const std::vector<Ridge>& ridges() const { return ridges_; }

  /// What is read at the place pointed at, else the numbers of the newest ridge.
  QString reading() const;

  QSize sizeHint() const override { return {280, 220}; }
  QSize minimumSizeHint() const override { return {220, 180}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  /// A ridge, and a place in the common range of all: 0 … 1.
  struct Place {
    std::size_t ridge = 0;
    double along = 0;
  };

  struct Range {
    double low = 0;
    double high = 1;
  };

  QRectF area() const;
  double ridgeHeight() const;
  double baseline(std::size_t ridge) const;
  QPolygonF outline(std::size_t ridge) const;
  void paintRidge(QPainter& painter, std::size_t ridge) const;
  void paintAxis(QPainter& painter) const;
  void paintReading(QPainter& painter) const;
  void measure();
  void say();

  Theme theme_;
  QString title_;
  QString what_;
  std::vector<Ridge> ridges_;
  Range range_;
  double densest_ = 0;  ///< √ of the largest share of a bin per width of the range
  std::optional<Place> place_;
};

}  // namespace gradus::ui
