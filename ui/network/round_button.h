// A small round button with a plus, a minus, three dots or a cross, drawn from the theme: inserts layers, steps units,
// opens settings.
#pragma once

#include <QAbstractButton>

#include "ui/theme/theme.h"

namespace gradus::ui {

class RoundButton : public QAbstractButton {
  Q_OBJECT
 public:
  enum class Sign { Plus, Minus, Dots, Cross };

  /// `name` is read by screen readers, `toolTip` is one sentence.
  RoundButton(Sign sign, const QString& name, const QString& toolTip, QWidget* parent);

  /// What is seen of it while neither the pointer nor the keyboard is there.
  enum class Rest {
    Whole,
    Sign,    ///< without the circle, where that would lie on something else
    Nothing  ///< where the sign would do so too
  };
  void setRest(Rest rest);
  Rest rest() const { return rest_; }

  void setTheme(const Theme& theme);
  QSize sizeHint() const override { return {kSide, kSide}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  static constexpr int kSide = 20;

  Sign sign_;
  Rest rest_ = Rest::Whole;
  Theme theme_;
};

}  // namespace gradus::ui
