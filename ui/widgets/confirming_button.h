// A button whose deed cannot be seen, such as copying: it says for a moment that it was done.
#pragma once

#include <QTimer>

#include "ui/widgets/button.h"

namespace gradus::ui {

class ConfirmingButton : public Button {
  Q_OBJECT

 public:
  /// `done` takes the place of `text` for a moment, such as "Copied" for "Copy"; both may be empty, a tick says it too.
  ConfirmingButton(const QString& iconName, const QString& text, const QString& done, QWidget* parent = nullptr);

  void confirm();
  bool isConfirming() const { return timer_.isActive(); }

  /// As wide as the wider of both words, so that nothing moves.
  QSize sizeHint() const override;

 private:
  void show(const QString& iconName, const QString& text);

  QString icon_;
  QString text_;
  QString done_;
  QTimer timer_;
};

}  // namespace gradus::ui
