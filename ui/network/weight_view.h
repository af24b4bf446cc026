// All weights of a unit, or of a whole layer, as large as the canvas: the pixels of a tile can be told apart, and each
// is a weight that can be pointed at.
#pragma once

#include <QImage>
#include <QWidget>
#include <optional>

#include "ui/theme/theme.h"

namespace gradus::ui {

class RoundButton;

struct WeightPicture {
  QString title;
  QImage image;        ///< a pixel for each cell
  double scale = 1;    ///< the weight that has the full colour
  bool isOne = false;  ///< of one unit among others, between which one can go
};

class WeightView : public QWidget {
  Q_OBJECT

 public:
  explicit WeightView(QWidget* parent);

  void setTheme(const Theme& theme);
  void setPicture(const WeightPicture& picture);
  const WeightPicture& picture() const { return picture_; }

  /// Where a cell of the picture is drawn, in the widget.
  QRectF cellRect(const QPoint& cell) const;

 signals:
  void pointed(const std::optional<QPoint>& cell);  ///< what lies under the pointer
  void clicked(const QPoint& cell);
  void doubleClicked(const QPoint& cell);
  void stepped(int by);  ///< the unit before or behind is wanted
  void closed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF pictureRect() const;
  std::optional<QPoint> cellAt(const QPointF& position) const;
  void paintScale(QPainter& painter, const QRectF& beside) const;

  Theme theme_;
  WeightPicture picture_;
  std::optional<QPoint> at_;
  RoundButton* close_;
};

}  // namespace gradus::ui
