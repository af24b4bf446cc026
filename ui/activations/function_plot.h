// An activation and its slope, drawn over each other: the wheel zooms, dragging pans, a dashed line reads exact values.
// Behind them may lie other activations and the numbers that really go into it.
#pragma once

#include <QPainterPath>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "core/nn/activation_curve.h"
#include "core/probe/distribution.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// The wheel zooms (with Shift the widths alone, with Ctrl the heights alone); dragging pans; a click or the arrow keys
/// move the probe; + and − zoom; 0 or a double click shows everything again.
class FunctionPlot : public QWidget {
  Q_OBJECT

 public:
  /// Another function, drawn thin.
  struct Other {
    QString name;
    ActivationCurve curve;
  };

  explicit FunctionPlot(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Another function; the heights follow it unless somebody has chosen others.
  void setFunction(const QString& name, const ActivationCurve& curve);
  void setOthers(std::vector<Other> others);

  /// Numbers whose histogram is shown at the bottom; null shows none.
  void setHistogram(const std::optional<Distribution>& numbers);

  double probe() const { return probe_; }
  void setProbe(double x);

  /// What is seen.
  const Interval& widths() const { return widths_; }
  const Interval& heights() const { return heights_; }
  void showEverything();

  /// The colour of each of the others, for the legend.
  static QColor colorOf(std::size_t other, const Theme& theme);
  static Qt::PenStyle styleOf(std::size_t other);

  /// Where the curves are drawn, in pixels, and a place in it.
  QRectF area() const;
  QPointF pixelOf(double x, double y) const;

  QSize sizeHint() const override { return {520, 160}; }
  QSize minimumSizeHint() const override { return {260, 150}; }

 signals:
  void probeMoved(double x);

  /// Another stretch is seen.
  void rangeChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  enum class Drag { None, Probe, Undecided, Pan };

  double xAt(double pixel) const;
  double yAt(double pixel) const;
  bool isNearProbe(const QPointF& position) const;
  Interval everything() const;
  void fitHeights();
  void look(const Interval& widths, const Interval& heights);
  void zoom(double factor, const QPointF& around, bool wide, bool high);
  void pan(double right, double up);
  void moveProbe(double x);
  void say();

  QPainterPath pathOf(const std::function<double(double)>& function) const;
  void paintGrid(QPainter& painter) const;
  void paintFlat(QPainter& painter) const;
  void paintHistogram(QPainter& painter) const;
  void paintOutside(QPainter& painter) const;
  void paintAsymptotes(QPainter& painter) const;
  void paintMean(QPainter& painter) const;
  void paintCurves(QPainter& painter) const;
  void paintProbe(QPainter& painter) const;

  Theme theme_;
  QString name_;
  ActivationCurve curve_;
  std::optional<Line> left_;
  std::optional<Line> right_;
  double mean_ = 0;
  std::vector<Other> others_;
  std::optional<Distribution> numbers_;

  Interval widths_{-4, 4};
  Interval heights_{-1, 1};
  bool followsHeights_ = true;
  double probe_ = -0.75;
  Drag drag_ = Drag::None;
  QPointF pressedAt_;
  Interval pressedWidths_;
  Interval pressedHeights_;
  bool isOverProbe_ = false;
};

}  // namespace gradus::ui
