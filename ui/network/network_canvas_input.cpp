// The hand of the person on the canvas: pointer, wheel and keyboard.
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/network/hover_text.h"
#include "ui/network/layer_header.h"
#include "ui/network/network_canvas.h"
#include "ui/network/network_edit.h"

namespace gradus::ui {
namespace {

constexpr double kSmallestZoom = 0.2;
constexpr double kLargestZoom = 8;
constexpr double kKeyZoom = 1.25;
constexpr double kReachOfLink = 4;  // pixels around a curve that count as on it
constexpr int kLargeStep = 10;

/// The pixel of the image under `point`, by its number in the sample.
int pixelAt(const QRectF& box, const ImageShape& shape, const QPointF& point) {
  const QPointF share((point.x() - box.left()) / box.width(), (point.y() - box.top()) / box.height());
  const int x = std::clamp(static_cast<int>(share.x() * shape.width), 0, shape.width - 1);
  const int y = std::clamp(static_cast<int>(share.y() * shape.height), 0, shape.height - 1);
  return y * shape.width + x;
}

HoveredBox boxAt(const NetworkLayout& layout, const QPointF& point) {
  for (int index = 0; index < layout.count(); ++index) {
    const Column& column = layout.at(index);
    if (!column.bounds.contains(point)) continue;
    for (std::size_t box = 0; box < column.boxes.size(); ++box) {
      if (column.boxes[box].contains(point)) return {index, static_cast<int>(box)};
    }
  }
  return {};
}

bool isDigit(const QKeyEvent& event) {
  return event.text().size() == 1 && event.text()[0].isDigit();
}

bool opensActivations(const QKeyEvent& event) {
  const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
  return (event.key() == Qt::Key_A && modifiers == Qt::NoModifier) ||
         (event.key() == Qt::Key_Down && modifiers == Qt::AltModifier);
}

}  // namespace

bool NetworkCanvas::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString name = nameAt(help->pos());
    QToolTip::showText(help->globalPos(), name, this);  // nothing hides it
    event->setAccepted(!name.isEmpty());
    return true;
  }
  return QWidget::event(event);
}

QString NetworkCanvas::nameAt(const QPointF& position) const {
  for (const ElidedText& each : elided_) {
    if (each.box.contains(position)) return each.text;
  }
  return {};
}

void NetworkCanvas::addLayer() {
  insertLayer(static_cast<int>(network_.hidden.size()));
}

void NetworkCanvas::edit(const NetworkSpec& network, int select, const QString& what) {
  const bool isChange = network != network_;
  network_ = network;
  if (isChange) rebuild();
  selectLayer(select);
  if (isChange) emit networkEdited(NetworkSpec(network_), what);  // a copy: the answer may be another network
}

void NetworkCanvas::insertLayer(int at) {
  edit(withLayerInserted(network_, at), at, QStringLiteral("Add a layer"));
}

void NetworkCanvas::removeLayer(int at) {
  edit(withLayerRemoved(network_, at), std::min(at, static_cast<int>(network_.hidden.size()) - 2),
       QStringLiteral("Remove a layer"));
}

void NetworkCanvas::requestUnits(int layer, int units) {
  edit(withUnits(network_, layer, units), layer, QStringLiteral("Change the units"));
}

void NetworkCanvas::setView(const CanvasView& view) {
  view_ = view;
  isFitted_ = false;
  placeHeaders();
  update();
}

void NetworkCanvas::zoom(const QPointF& fixed, double factor) {
  const double scale = std::clamp(view_.scale * factor, kSmallestZoom, kLargestZoom);
  setView(view_.zoomedAt(fixed, scale / view_.scale));
  updateHover();
}

int NetworkCanvas::hiddenLayerAt(const QPointF& position) const {
  const QPointF point = view_.unmap(position);
  for (int i = 0; i < static_cast<int>(network_.hidden.size()); ++i) {
    if (layout_.at(i + 1).bounds.adjusted(-6, -6, 6, 6).contains(point)) return i;
  }
  return -1;
}

HoverSource NetworkCanvas::hoverSource() const {
  return {network_, layout_, values_, dataset()};
}

void NetworkCanvas::updateHover() {
  HoveredBox box;
  HoverContent content;
  highlighted_.clear();
  if (pointer_ && !dragged_ && area().adjusted(-16, -8, 16, 8).contains(*pointer_)) {
    const QPointF point = view_.unmap(*pointer_);
    box = boxAt(layout_, point);
    if (box.column >= 0) {
      const Column& column = layout_.at(box.column);
      const bool isImage = column.kind == ColumnKind::Image;
      const bool hasPixels = isImage && dataset() != nullptr && dataset()->isImage();
      const int unit = hasPixels ? pixelAt(column.boxes.front(), dataset()->image, point) : box.box;
      if (!isImage || hasPixels) content = describeUnit(hoverSource(), box.column, unit);
      highlighted_ = linksOf(layout_, values_, box.column, box.box);
    } else if (const int link = linkNear(links_, point, kReachOfLink / view_.scale); link >= 0) {
      highlighted_ = {links_[static_cast<std::size_t>(link)]};
      content = describeLink(hoverSource(), highlighted_.front());
    }
  }
  hovered_ = box;
  card_->setContent(content);
  update();
}

void NetworkCanvas::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
  const int layer = event->button() == Qt::LeftButton ? hiddenLayerAt(event->position()) : -1;
  if (layer >= 0) return selectLayer(layer);
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
  if (!hasPanned_ && event->button() == Qt::LeftButton) selectLayer(-1);
  updateHover();
}

void NetworkCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && hiddenLayerAt(event->position()) < 0) fit();
}

void NetworkCanvas::wheelEvent(QWheelEvent* event) {
  zoom(event->position(), std::exp(event->angleDelta().y() * 0.0015));
  event->accept();
}

void NetworkCanvas::leaveEvent(QEvent*) {
  pointer_.reset();
  updateHover();
}

void NetworkCanvas::focusInEvent(QFocusEvent* event) {
  const bool byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
  if (byKeyboard && selected_ < 0) selectLayer(0);  // a place to begin, and a ring that shows the focus
  update();
}

void NetworkCanvas::focusOutEvent(QFocusEvent*) {
  update();
}

void NetworkCanvas::keyPressEvent(QKeyEvent* event) {
  if (!isOwnKey(*event)) return QWidget::keyPressEvent(event);
  if (zoomByKey(*event) || editByKey(*event)) return;
  const int last = static_cast<int>(network_.hidden.size()) - 1;
  switch (event->key()) {
    case Qt::Key_Left:
      selectLayer(selected_ < 0 ? last : std::max(selected_ - 1, 0));
      break;
    case Qt::Key_Right:
      selectLayer(std::min(selected_ + 1, last));
      break;
    case Qt::Key_Insert:
      insertLayer(selected_ < 0 ? last + 1 : selected_ + 1);
      break;
    case Qt::Key_Escape:
      selectLayer(-1);
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

bool NetworkCanvas::zoomByKey(const QKeyEvent& event) {
  if (!event.modifiers().testFlag(Qt::ControlModifier)) return false;
  switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom(area().center(), kKeyZoom);
      return true;
    case Qt::Key_Minus:
      zoom(area().center(), 1 / kKeyZoom);
      return true;
    default:
      return false;
  }
}

bool NetworkCanvas::isOwnKey(const QKeyEvent& event) const {
  const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
  if (modifiers.testFlag(Qt::ControlModifier)) {
    return event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal || event.key() == Qt::Key_Minus;
  }
  const bool isPlain = (modifiers & ~Qt::ShiftModifier) == 0;
  switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Insert:
      return isPlain;
    case Qt::Key_Escape:
    case Qt::Key_Up:
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
      return isPlain && selected_ >= 0;
    case Qt::Key_Down:
      return selected_ >= 0 && (isPlain || opensActivations(event));
    default:
      return selected_ >= 0 && isPlain && (isDigit(event) || opensActivations(event));
  }
}

bool NetworkCanvas::editByKey(const QKeyEvent& event) {
  if (selected_ < 0) return false;
  LayerHeader* header = headerOf(selected_);
  const int units = unitsOf(network_.hidden[static_cast<std::size_t>(selected_)]);
  if (opensActivations(event)) {
    header->openActivations();
    return true;
  }
  const int step = event.modifiers().testFlag(Qt::ShiftModifier) ? kLargeStep : 1;
  switch (event.key()) {
    case Qt::Key_Up:
      requestUnits(selected_, units + step);
      return true;
    case Qt::Key_Down:
      requestUnits(selected_, units - step);
      return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      removeLayer(selected_);
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
      header->editUnits();
      return true;
    default:
      break;
  }
  if (!isDigit(event)) return false;
  header->editUnits(event.text());
  return true;
}

}  // namespace gradus::ui
