// The keyboard on the canvas.
#include <QKeyEvent>
#include <algorithm>

#include "ui/network/header_row.h"
#include "ui/network/network_canvas.h"

namespace gradus::ui {
namespace {

constexpr double kKeyZoom = 1.25;
constexpr int kLargeStep = 10;

Qt::KeyboardModifiers modifiersOf(const QKeyEvent& event) {
  return event.modifiers() & ~Qt::KeypadModifier;
}

bool isDigit(const QKeyEvent& event) {
  return event.text().size() == 1 && event.text()[0].isDigit();
}

bool opensActivations(const QKeyEvent& event) {
  return (event.key() == Qt::Key_A && modifiersOf(event) == Qt::NoModifier) ||
         (event.key() == Qt::Key_Down && modifiersOf(event) == Qt::AltModifier);
}

bool opensMenu(const QKeyEvent& event) {
  return event.key() == Qt::Key_Menu || (event.key() == Qt::Key_F10 && modifiersOf(event) == Qt::ShiftModifier);
}

}  // namespace

void NetworkCanvas::keyPressEvent(QKeyEvent* event) {
  if (!isOwnKey(*event)) return QWidget::keyPressEvent(event);
  if (commandByKey(*event) || selectByKey(*event) || editByKey(*event)) return;
  QWidget::keyPressEvent(event);
}

/// Ctrl and a key.
bool NetworkCanvas::isCommand(const QKeyEvent& event) const {
  switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
    case Qt::Key_A:
    case Qt::Key_V:
      return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_C:
    case Qt::Key_X:
    case Qt::Key_D:
      return editor_.isHidden(selectedLayer());
    default:
      return false;
  }
}

bool NetworkCanvas::isOwnKey(const QKeyEvent& event) const {
  const auto modifiers = modifiersOf(event);
  if (opensMenu(event)) return true;
  if (modifiers == Qt::ControlModifier) return isCommand(event);
  const bool isPlain = (modifiers & ~Qt::ShiftModifier) == 0;
  const bool isSelected = selectedLayer() >= 0;
  switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Insert:
      return isPlain;
    case Qt::Key_Escape:
      return isPlain && (isSelected || pinned_ || dropGap_);
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
      return isPlain && (isSelected || pinned_);
    case Qt::Key_E:
      return modifiers == Qt::NoModifier && pinned_;
    case Qt::Key_W:
      return modifiers == Qt::NoModifier && isSelected;
    case Qt::Key_Up:
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
      return isPlain && isSelected;
    case Qt::Key_Down:
      return isSelected && (isPlain || opensActivations(event));
    default:
      return isSelected && isPlain && (isDigit(event) || opensActivations(event));
  }
}

bool NetworkCanvas::commandByKey(const QKeyEvent& event) {
  if (opensMenu(event)) {
    const QWidget* place = selectedLayer() >= 0 ? static_cast<QWidget*>(currentHeader()) : this;
    openContextMenu(place->mapToGlobal(place->rect().center()));
    return true;
  }
  if (modifiersOf(event) != Qt::ControlModifier) return false;
  switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom(area().center(), kKeyZoom);
      return true;
    case Qt::Key_Minus:
      zoom(area().center(), 1 / kKeyZoom);
      return true;
    case Qt::Key_A:
      editor_.selectAll();
      return true;
    case Qt::Key_C:
      editor_.copySelected();
      return true;
    case Qt::Key_X:
      editor_.cutSelected();
      return true;
    case Qt::Key_V:
      editor_.paste(editor_.gapBehind());
      return true;
    case Qt::Key_D:
      editor_.duplicateSelected();
      return true;
    case Qt::Key_Left:
      editor_.moveSelectedBy(-1);
      return true;
    case Qt::Key_Right:
      editor_.moveSelectedBy(1);
      return true;
    default:
      return false;
  }
}

bool NetworkCanvas::selectByKey(const QKeyEvent& event) {
  const int last = editor_.hiddenCount();  // the output
  const int at = selectedLayer();
  const Select how = event.modifiers().testFlag(Qt::ShiftModifier) ? Select::Through : Select::Only;
  switch (event.key()) {
    case Qt::Key_Left:
      editor_.select(at < 0 ? last : std::max(at - 1, 0), how);
      return true;
    case Qt::Key_Right:
      editor_.select(std::min(at + 1, last), how);
      return true;
    case Qt::Key_Home:
      editor_.select(0, how);
      return true;
    case Qt::Key_End:
      editor_.select(last, how);
      return true;
    case Qt::Key_Escape:
      if (dropGap_) {
        dropGap_.reset();
        headers_->cancelDrag();
        update();
      } else if (pinned_) {
        pin(std::nullopt);
      } else {
        editor_.select(-1);
      }
      return true;
    default:
      return false;
  }
}

bool NetworkCanvas::editByKey(const QKeyEvent& event) {
  if (event.key() == Qt::Key_Insert) {
    openInsertMenu(editor_.gapBehind());
    return true;
  }
  if (event.key() == Qt::Key_PageUp || event.key() == Qt::Key_PageDown) {
    pinNext(event.key() == Qt::Key_PageUp ? -1 : 1, event.modifiers().testFlag(Qt::ShiftModifier));
    return true;
  }
  if (event.key() == Qt::Key_E) {
    card_->editNumber();
    return true;
  }
  const int layer = selectedLayer();
  if (layer < 0) return false;
  if (event.key() == Qt::Key_W) {
    const bool isTiles = layout_.at(layer + 1).kind == ColumnKind::Tiles;
    openWeights(layer + 1, isTiles ? 0 : -1);
    return true;
  }
  if (opensActivations(event)) {
    currentHeader()->openActivations();
    return true;
  }
  const int step = event.modifiers().testFlag(Qt::ShiftModifier) ? kLargeStep : 1;
  switch (event.key()) {
    case Qt::Key_Up:
      editor_.stepUnits(layer, step);
      return true;
    case Qt::Key_Down:
      editor_.stepUnits(layer, -step);
      return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      editor_.removeSelected();
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      openSettings(layer);
      return true;
    case Qt::Key_F2:
      currentHeader()->editUnits();
      return true;
    default:
      break;
  }
  if (!isDigit(event)) return false;
  currentHeader()->editUnits(event.text());
  return true;
}

}  // namespace gradus::ui
