// A slider with its number beside it, for quantities that are felt more than known, such as noise.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/widgets/number_range.h"

namespace gradus::ui {

class SliderField : public QWidget {
  Q_OBJECT

 public:
  explicit SliderField(const NumberRange& range, QWidget* parent = nullptr);

  double value() const { return value_; }

  /// Shows `value` without a signal.
  void setValue(double value);

  QSize sizeHint() const override;

  /// Without its number, for places where a field beside it shows and takes that.
  void setShowsNumber(bool shows);

 signals:
  /// The slider rests; not emitted for every pixel of a drag, since what follows may be work.
  void valueChanged(double value);

  /// At each place on its way there too, for what is cheap enough to follow the hand.
  void valueMoved(double value);

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  double stride() const;
  QString numberText() const;
  double trackLength() const;
  void moveTo(double value);

  NumberRange range_;
  double value_ = 0;
  double told_ = 0;
  bool showsNumber_ = true;
  QTimer rest_;
};

}  // namespace gradus::ui
