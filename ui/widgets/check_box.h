// A check box in the window's look: its square stands at the right end, under the other fields of a form, unless it is
// asked to stand before its words.
#pragma once

#include <QCheckBox>

namespace gradus::ui {

class CheckBox : public QCheckBox {
  Q_OBJECT

 public:
  /// Without a text it is as wide as its square.
  explicit CheckBox(const QString& text = {}, QWidget* parent = nullptr);

  /// The square before the words, for boxes that stand in a row.
  void setBoxFirst(bool first);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  bool hitButton(const QPoint& position) const override { return rect().contains(position); }
  void paintEvent(QPaintEvent* event) override;

 private:
  bool isBoxFirst_ = false;
};

}  // namespace gradus::ui
