// A command as a few words in the colour of links, for places where a button would be too loud.
#pragma once

#include <QPushButton>

namespace gradus::ui {

class LinkButton : public QPushButton {
  Q_OBJECT

 public:
  explicit LinkButton(const QString& text = {}, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace gradus::ui
