// Undo or redo in the top bar: a click takes one step, its menu lists the steps by name.
#pragma once

#include "ui/widgets/button.h"

class QUndoStack;

namespace gradus::ui {

class HistoryButton : public Button {
  Q_OBJECT

 public:
  enum class Direction { Undo, Redo };

  explicit HistoryButton(Direction direction, QWidget* parent = nullptr);

  /// The history it walks; it must outlive the button's use.
  void setHistory(QUndoStack& history);

 protected:
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void refresh();
  void openMenu(const QPoint& position);

  Direction direction_;
  QUndoStack* history_ = nullptr;
};

}  // namespace gradus::ui
