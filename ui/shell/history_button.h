// Undo or redo in the top bar: a click takes one step, its menu lists the steps by name.
#pragma once

#include "ui/widgets/button.h"

class QUndoStack;

namespace gradus::ui {

class Document;

class HistoryButton : public Button {
  Q_OBJECT

 public:
  enum class Direction { Undo, Redo };

  explicit HistoryButton(Direction direction, QWidget* parent = nullptr);

  /// The document whose history it walks; it must outlive the button's use.
  void setHistory(Document& document);

 protected:
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QUndoStack& history() const;
  void refresh();
  void openMenu(const QPoint& position);

  Direction direction_;
  Document* document_ = nullptr;
};

}  // namespace gradus::ui
