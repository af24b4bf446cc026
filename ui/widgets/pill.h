// A pill: a small rounded button that states a fact, with a dot whose colour says how the fact is. Pressed, it offers
// what can be done about that.
#pragma once

#include <QColor>
#include <QPushButton>

namespace gradus::ui {

class Pill : public QPushButton {
  Q_OBJECT

 public:
  explicit Pill(QWidget* parent = nullptr);

  /// An invalid colour draws no dot.
  void setDot(const QColor& color);

  /// The dot alone, where there is no room for words; the tool tip is to say them.
  void setShowsText(bool shows);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int textLeft() const;

  QColor dot_;
  bool showsText_ = true;
};

}  // namespace gradus::ui
