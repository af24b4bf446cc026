// A card groups what belongs together: a rounded surface with a title, and room for one small thing in its corner.
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace gradus::ui {

class Card : public QFrame {
  Q_OBJECT

 public:
  /// Without a title there is no row for it, for content that brings its own.
  explicit Card(const QString& title = {}, QWidget* parent = nullptr);

  /// Where the content goes; cards keep 12 pixels around it.
  QVBoxLayout* body() const { return body_; }

  /// Puts `widget` at the right of the title. The card takes it.
  void setCorner(QWidget* widget);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QLabel* title_;
  QHBoxLayout* header_;
  QVBoxLayout* body_;
};

}  // namespace gradus::ui
