// Which changes belong to one movement of a person: dragging a slider proposes many values, and one undo takes them
// all back.
#pragma once

#include <QObject>

namespace gradus::ui {

class Gesture : public QObject {
  Q_OBJECT

 public:
  /// Watches the whole application from now on.
  explicit Gesture(QObject* parent = nullptr);

  /// Another number with every press of a button or key, and when the keyboard goes elsewhere.
  int number() const { return number_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  int number_ = 0;
};

}  // namespace gradus::ui
