// The parts of the data as a bar: train, valid, test. Its dividers are dragged, or moved by the arrow keys.
#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// How the rows of a data set are dealt out, as DataSpec has it.
struct PartShares {
  double valid = 0.1;  ///< of the rows that are not for the test
  double test = 0.2;   ///< of all rows

  double train() const { return (1 - test) * (1 - valid); }  ///< of all rows

  bool operator==(const PartShares&) const = default;
};

/// Tab comes to it; ← → move the divider that is held by a percent (with Shift by ten), ↑ ↓ hold the other one.
class PartBar : public QWidget {
  Q_OBJECT

 public:
  explicit PartBar(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Shows the shares without a signal. A test part that is given with the data stays as it is.
  void setShares(const PartShares& shares, bool isTestGiven);

  /// With those of a drag that has not ended.
  const PartShares& shares() const { return shares_; }

  QSize sizeHint() const override { return {200, kHeight}; }
  QSize minimumSizeHint() const override { return {80, kHeight}; }

 signals:
  /// On the way there: cheap things may follow the hand.
  void sharesMoved(const gradus::ui::PartShares& shares);

  /// A divider was let go.
  void sharesChosen(const gradus::ui::PartShares& shares);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool event(QEvent* event) override;

 private:
  static constexpr int kHeight = 18;

  /// Between train and valid, and between valid and test.
  enum class Divider { Valid, Test };

  double placeOf(Divider divider) const;  ///< a share of all rows
  std::optional<Divider> dividerAt(double x) const;
  void moveTo(Divider divider, double place);
  void step(double by);
  void tell();
  void describe();

  Theme theme_;
  PartShares shares_;
  PartShares told_;
  bool isTestGiven_ = false;
  Divider held_ = Divider::Valid;
  std::optional<Divider> dragged_;
  std::optional<Divider> hovered_;
  QTimer rest_;
};

}  // namespace gradus::ui
