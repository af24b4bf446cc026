// A black square to draw on with a soft white brush, larger than what the network sees, so that a stroke is smooth.
#pragma once

#include <QImage>
#include <QPointF>
#include <QWidget>

#include "core/data/drawn_image.h"

namespace gradus::ui {

/// With the keyboard the arrows move the pen, with Shift they draw, and Delete clears.
class DrawPad : public QWidget {
  Q_OBJECT

 public:
  explicit DrawPad(QWidget* parent = nullptr);

  void setErasing(bool isErasing) { isErasing_ = isErasing; }
  void clear();

  /// What was drawn, 0 where nothing was.
  GreyImage drawing() const;
  bool isBlank() const { return drawing().isBlank(); }

  QSize sizeHint() const override { return {148, 148}; }

 signals:
  void drawn();

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QPointF onCanvas(const QPointF& position) const;
  void stroke(const QPointF& to, bool isErasing);
  void dab(const QPointF& centre, bool isErasing);

  QImage canvas_;
  QPointF pen_;
  bool isErasing_ = false;
};

}  // namespace gradus::ui
