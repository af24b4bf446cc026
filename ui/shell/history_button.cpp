#include "ui/shell/history_button.h"

#include <QContextMenuEvent>
#include <QUndoStack>
#include <algorithm>

#include "ui/document/document.h"
#include "ui/widgets/menu.h"

namespace gradus::ui {
namespace {

constexpr int kListedSteps = 12;

}  // namespace

HistoryButton::HistoryButton(Direction direction, QWidget* parent)
    : Button(direction == Direction::Undo ? QStringLiteral("undo") : QStringLiteral("redo"), {}, Look::Normal, parent),
      direction_(direction) {
  const bool undo = direction == Direction::Undo;
  setObjectName(undo ? QStringLiteral("undoButton") : QStringLiteral("redoButton"));
  setAccessibleName(undo ? QStringLiteral("Undo") : QStringLiteral("Redo"));
  setEnabled(false);
}

void HistoryButton::setHistory(Document& document) {
  document_ = &document;
  connect(&history(), &QUndoStack::indexChanged, this, &HistoryButton::refresh);
  connect(&document, &Document::keptChanged, this, &HistoryButton::refresh);
  connect(this, &QPushButton::clicked, &history(),
          direction_ == Direction::Undo ? &QUndoStack::undo : &QUndoStack::redo);
  refresh();
}

QUndoStack& HistoryButton::history() const {
  return document_->undoStack();
}

void HistoryButton::refresh() {
  const bool undo = direction_ == Direction::Undo;
  const bool able = undo ? history().canUndo() : history().canRedo();
  const QString what = able ? document_->stepName(undo ? history().index() - 1 : history().index(), undo) : QString();
  const QString keys = undo ? QStringLiteral("Ctrl+Z") : QStringLiteral("Ctrl+Shift+Z");
  setEnabled(able);
  setToolTip(able ? QStringLiteral("%1: %2 (%3); right-click lists the steps").arg(accessibleName(), what, keys)
                  : QStringLiteral("Nothing to %1 (%2)").arg(accessibleName().toLower(), keys));
  setAccessibleDescription(toolTip());
}

void HistoryButton::contextMenuEvent(QContextMenuEvent* event) {
  openMenu(event->globalPos());
}

void HistoryButton::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Down) {
    openMenu(mapToGlobal(rect().bottomLeft()));
  } else {
    Button::keyPressEvent(event);
  }
}

void HistoryButton::openMenu(const QPoint& position) {
  QMenu* menu = makeMenu(this);
  menu->setObjectName(QStringLiteral("historyMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  connect(&history(), &QUndoStack::indexChanged, menu, &QWidget::close);  // it numbers the steps as they are now
  const bool undo = direction_ == Direction::Undo;
  const int steps = undo ? history().index() : history().count() - history().index();
  for (int i = 0; i < std::min(steps, kListedSteps); ++i) {
    // The stack's index counts the commands that are done.
    const int command = undo ? history().index() - 1 - i : history().index() + i;
    const int target = undo ? command : command + 1;
    QAction* action =
        addWords(*menu, QStringLiteral("%1: %2").arg(accessibleName(), document_->stepName(command, undo)));
    connect(action, &QAction::triggered, &history(), [history = &history(), target] { history->setIndex(target); });
  }
  menu->popup(position);
}

}  // namespace gradus::ui
