// The hand of the person on the canvas: pointer, wheel and the menus that it opens.
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "core/nn/layer_registry.h"
#include "ui/network/header_row.h"
#include "ui/network/hover_text.h"
#include "ui/network/layer_popover.h"
#include "ui/network/network_canvas.h"
#include "ui/network/network_menus.h"
#include "ui/network/round_button.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr double kScrollEdge = 40;  // where a drag moves the view along

}  // namespace

bool NetworkCanvas::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString name = nameAt(help->pos());
    QToolTip::showText(help->globalPos(), wrappedTip(name), this);  // nothing hides it
    event->setAccepted(!name.isEmpty());
    return true;
  }
  return QWidget::event(event);
}

QString NetworkCanvas::nameOfUnit(int column, int unit) const {
  return unitName(hoverSource({}), column, unit);
}

QString NetworkCanvas::nameAt(const QPointF& position) const {
  for (const ElidedText& each : elided_) {
    if (each.box.contains(position)) return each.text;
  }
  return {};
}

int NetworkCanvas::layerAt(const QPointF& position) const {
  const QPointF point = view_.unmap(position);
  for (int column = 1; column < layout_.count(); ++column) {
    if (layout_.at(column).bounds.adjusted(-6, -6, 6, 6).contains(point)) return column - 1;
  }
  return -1;
}

void NetworkCanvas::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
  dragged_ = event->position();
  hasPanned_ = false;
}

void NetworkCanvas::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  if (dragged_) {
    const QPointF shift = event->position() - *dragged_;
    if (!hasPanned_ && shift.manhattanLength() < 4) return;  // a click with a trembling hand
    hasPanned_ = true;
    dragged_ = event->position();
    setCursor(Qt::ClosedHandCursor);
    setView({view_.scale, view_.offset + shift});
    return;
  }
  refresh();
  updateHover();
}

void NetworkCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (!dragged_) return;
  dragged_.reset();
  unsetCursor();
  if (!hasPanned_ && event->button() == Qt::LeftButton) {
    const bool adds = event->modifiers().testFlag(Qt::ControlModifier);
    editor_.select(layerAt(event->position()), adds ? Select::Toggle : Select::Only);
    refresh();
    pin(adds ? std::nullopt : questionAt(view_.unmap(event->position())));
  }
  updateHover();
}

void NetworkCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  refresh();
  const QPointF point = view_.unmap(event->position());
  for (int index = 1; index < layout_.count(); ++index) {
    if (layout_.at(index).more.contains(point)) return openWeights(index, -1);
  }
  const std::optional<UnitQuestion> question = questionAt(point);
  if (!question) {
    if (layerAt(event->position()) < 0) fit();
    return;
  }
  const bool isTile = layout_.at(question->layer + 1).kind == ColumnKind::Tiles;
  if (isTile && question->input < 0) return openWeights(question->layer + 1, question->unit);
  pin(question);
  card_->editNumber();
}

void NetworkCanvas::wheelEvent(QWheelEvent* event) {
  const QPoint turn = event->angleDelta();
  const bool sideways = turn.y() == 0 || event->modifiers().testFlag(Qt::ShiftModifier);
  if (sideways) {
    setView({view_.scale, view_.offset + QPointF(turn.x() + turn.y(), 0)});
    updateHover();
  } else {
    zoom(event->position(), std::exp(turn.y() * 0.0015));
  }
  event->accept();
}

void NetworkCanvas::leaveEvent(QEvent*) {
  pointer_.reset();
  updateHover();
}

void NetworkCanvas::focusInEvent(QFocusEvent* event) {
  const bool byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
  if (byKeyboard && selectedLayer() < 0) selectLayer(0);  // a place to begin, and a ring that shows the focus
  update();
}

void NetworkCanvas::focusOutEvent(QFocusEvent*) {
  update();
}

/// The gap nearest to that place: the number of the hidden layer that begins behind it.
int NetworkCanvas::gapAt(double x) const {
  int nearest = 0;
  const auto distance = [&](int gap) { return std::abs(view_.map(QPointF(layout_.gapCentre(gap), 0)).x() - x); };
  for (int gap = 1; gap + 1 < layout_.count(); ++gap) {
    if (distance(gap) < distance(nearest)) nearest = gap;
  }
  return nearest;
}

void NetworkCanvas::dragLayers(const QPoint& position) {
  dropGap_ = gapAt(position.x());
  const double beyond = position.x() < kScrollEdge             ? kScrollEdge
                        : position.x() > width() - kScrollEdge ? -kScrollEdge
                                                               : 0;
  if (beyond != 0) look(withinBounds({view_.scale, view_.offset + QPointF(beyond, 0)}));
  update();
}

void NetworkCanvas::dropLayers() {
  if (!dropGap_) return;
  const int gap = *dropGap_;
  dropGap_.reset();
  editor_.moveSelectedTo(gap);
  update();
}

void NetworkCanvas::fillAddMenu(QMenu& menu) {
  menu.clear();
  addLayerKinds(menu, editor_, [this] { return editor_.gapBehind(); });
  menu.addSeparator();
  menu.addAction(tr("Begin with"))->setEnabled(false);
  addPresets(menu, editor_, dataset());
}

/// A menu that speaks of the network as it is: it closes when that becomes another one.
QMenu* NetworkCanvas::makeCanvasMenu(const QString& name) {
  QMenu* menu = makeMenu(this);
  menu->setObjectName(name);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  connect(&editor_, &NetworkEditor::changed, menu, &QWidget::close);
  return menu;
}

void NetworkCanvas::openInsertMenu(int gap) {
  QMenu* menu = makeCanvasMenu(QStringLiteral("insertMenu"));
  addLayerKinds(*menu, editor_, [gap] { return gap; });
  if (editor_.canPaste()) {
    menu->addSeparator();
    addEntry(*menu, tr("Paste"), {}, &editor_, [this, gap] { editor_.paste(gap); });
  }
  menu->setActiveAction(menu->actions().front());
  const RoundButton* button = headers_->insertButton(gap);
  menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4)));
}

void NetworkCanvas::openSettings(int layer) {
  const bool isOutput = editor_.isOutput(layer);
  if (!isOutput && !editor_.isHidden(layer)) return;
  const LayerSpec spec = layerOf(network(), layer);
  const HeaderContent& header = headers_->at(layer + 1)->content();
  const QString summary = isOutput ? header.toolTip : QString::fromStdString(findLayer(spec.layer.name).summary);
  const QString name = editor_.nameOf(layer);
  auto* popover = new LayerPopover(theme_, {name, summary}, spec, isOutput, this);
  connect(popover, &LayerPopover::edited, &editor_,
          [this, layer](const LayerSpec& edited) { editor_.setLayer(layer, edited); });
  // After a change from elsewhere it would speak of another layer, or take the change back with its next one.
  connect(&editor_, &NetworkEditor::changed, popover, [this, layer, count = editor_.hiddenCount(), popover] {
    const bool isSame = editor_.hiddenCount() == count && layerOf(network(), layer) == popover->layer();
    if (!isSame) popover->close();
  });
  popover->popup(*headers_->at(layer + 1));
}

void NetworkCanvas::contextMenuEvent(QContextMenuEvent* event) {
  const int onHeader = [&] {
    for (int column = 1; column < headers_->count(); ++column) {
      if (headers_->at(column)->geometry().contains(event->pos())) return column - 1;
    }
    return -1;
  }();
  const int layer = onHeader >= 0 ? onHeader : layerAt(event->pos());
  if (layer >= 0 && !editor_.selection().contains(layer)) editor_.select(layer);
  openContextMenu(event->globalPos());
}

void NetworkCanvas::openContextMenu(const QPoint& global) {
  QMenu* menu = makeCanvasMenu(QStringLiteral("contextMenu"));
  const int layer = selectedLayer();
  if (layer >= 0) {
    addEntry(*menu, tr("Settings of %1…").arg(editor_.nameOf(layer)), QStringLiteral("Return"), this,
             [this, layer] { openSettings(layer); });
    LayerHeader* header = headers_->at(layer + 1);
    addEntry(*menu, tr("Activation…"), QStringLiteral("A"), header, [header] { header->openActivations(); });
    if (editor_.isHidden(layer) && unitsOf(layerOf(network(), layer)) > 0) {
      addEntry(*menu, tr("Units…"), QStringLiteral("F2"), header, [header] { header->editUnits(); });
    }
    if (layout_.at(layer + 1).isDense) {
      addEntry(*menu, tr("Show all weights"), QStringLiteral("W"), this, [this, layer] { openWeights(layer + 1, -1); });
    }
    menu->addSeparator();
  }
  QMenu* kinds = makeMenu(menu);
  kinds->setTitle(layer >= 0 ? tr("Add a layer behind") : tr("Add a layer"));
  addLayerKinds(*kinds, editor_, [this] { return editor_.gapBehind(); });
  menu->addMenu(kinds);
  QMenu* networks = makeMenu(menu);
  networks->setTitle(tr("Begin with"));
  addPresets(*networks, editor_, dataset());
  menu->addMenu(networks);
  menu->addSeparator();
  addLayerActions(*menu, editor_);
  menu->addSeparator();
  addEntry(*menu, tr("Show the whole network"), QStringLiteral("Ctrl+0"), this, [this] { fit(); });
  menu->popup(global);
}

}  // namespace gradus::ui
