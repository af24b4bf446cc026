// A card groups what belongs together: a rounded surface with a title.
#pragma once

#include <QFrame>

class QVBoxLayout;

namespace gradus::ui {

class Card : public QFrame {
  Q_OBJECT

 public:
  /// Without a title there is no row for it, for content that brings its own.
  explicit Card(const QString& title = {}, QWidget* parent = nullptr);

  /// Where the content goes; cards keep 12 pixels around it.
  QVBoxLayout* body() const { return body_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QVBoxLayout* body_;
};

}  // namespace gradus::ui
