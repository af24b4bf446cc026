// What the canvas explains: the unit or weight under the pointer, or the one that was pinned, and all weights at large.
#include <algorithm>
#include <utility>

#include "ui/network/hover_text.h"
#include "ui/network/network_canvas.h"
#include "ui/network/weight_view.h"

namespace gradus::ui {
namespace {

constexpr double kReachOfLink = 4;  // pixels around a curve that count as on it
constexpr int kLargestPicture = 2048;

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

}  // namespace

HoverSource NetworkCanvas::hoverSource(const std::optional<UnitQuestion>& question) const {
  HoverSource source{network(), layout_, values_, dataset(), nullptr, question && question == pinned_};
  const bool isKnown = question && snapshot_ != nullptr && snapshot_->detail && snapshot_->detail->of == *question;
  if (isKnown && values_.layer(question->layer + 1) != nullptr) source.detail = &*snapshot_->detail;
  return source;
}

Link NetworkCanvas::linkTo(const UnitQuestion& question) const {
  Link link;
  link.column = question.layer + 1;
  link.from = question.input;
  link.to = question.unit;
  const auto weights = values_.weights(link.column, link.to);
  if (!weights.empty()) link.weight = weights[static_cast<std::size_t>(question.input)];
  return link;
}

HoverContent NetworkCanvas::describe(const UnitQuestion& question) const {
  const HoverSource source = hoverSource(question);
  if (question.input < 0) return describeUnit(source, question.layer + 1, question.unit);
  return describeLink(source, linkTo(question));
}

/// Only of what is drawn.
std::vector<Link> NetworkCanvas::linksOf(const UnitQuestion& question) const {
  const int column = question.layer + 1;
  if (question.unit >= static_cast<int>(layout_.at(column).boxes.size())) return {};
  std::vector<Link> links = ui::linksOf(layout_, values_, column, question.unit);
  if (question.input < 0) return links;
  std::erase_if(links, [&](const Link& link) { return link.column != column || link.from != question.input; });
  return links;
}

bool NetworkCanvas::exists(const UnitQuestion& question) const {
  if (question.layer + 1 >= layout_.count()) return false;
  const Column& column = layout_.at(question.layer + 1);
  return question.layer >= 0 && column.isDense && question.unit < column.units && question.input < column.inputs;
}

/// The unit or weight at a point of the layout.
std::optional<UnitQuestion> NetworkCanvas::questionAt(const QPointF& point) const {
  const HoveredBox box = boxAt(layout_, point);
  if (box.column > 0) {
    const UnitQuestion question{box.column - 1, box.box, -1};
    return exists(question) ? std::optional(question) : std::nullopt;
  }
  const int link = box.column == 0 ? -1 : linkNear(links_, point, kReachOfLink / view_.scale);
  if (link < 0) return std::nullopt;
  const Link& found = links_[static_cast<std::size_t>(link)];
  const UnitQuestion question{found.column - 1, found.to, found.from};
  return found.weight && exists(question) ? std::optional(question) : std::nullopt;
}

void NetworkCanvas::updateHover() {
  const HoveredBox before = std::exchange(hovered_, {});
  highlighted_.clear();
  if (pinned_) {
    if (pinned_->input < 0) hovered_ = {pinned_->layer + 1, pinned_->unit};
    highlighted_ = linksOf(*pinned_);
    explain(pinned_, describe(*pinned_));
  } else if (pointer_ && !dragged_ && !isWeightViewOpen() && area().adjusted(-16, -8, 16, 8).contains(*pointer_)) {
    hoverAt(view_.unmap(*pointer_));
  } else if (!isWeightViewOpen()) {
    explain(std::nullopt, {});
  }
  if (hovered_ != before) emit unitHovered(hovered_.column, hovered_.box);
  update();
}

void NetworkCanvas::hoverAt(const QPointF& point) {
  hovered_ = boxAt(layout_, point);
  const std::optional<UnitQuestion> question = questionAt(point);
  HoverContent content;
  if (hovered_.column >= 0) {
    const Column& column = layout_.at(hovered_.column);
    const bool isImage = column.kind == ColumnKind::Image;
    const bool hasPixels = isImage && dataset() != nullptr && dataset()->isImage();
    const int unit = hasPixels ? pixelAt(column.boxes.front(), dataset()->image, point) : hovered_.box;
    if (!isImage || hasPixels) content = describeUnit(hoverSource(question), hovered_.column, unit);
    highlighted_ = ui::linksOf(layout_, values_, hovered_.column, hovered_.box);
  } else if (const int link = linkNear(links_, point, kReachOfLink / view_.scale); link >= 0) {
    highlighted_ = {links_[static_cast<std::size_t>(link)]};
    content = describeLink(hoverSource(question), highlighted_.front());
  }
  explain(question, content);
}

void NetworkCanvas::explain(const std::optional<UnitQuestion>& question, const HoverContent& content) {
  card_->setContent(content);
  if (question == asked_) return;
  asked_ = question;
  emit questionChanged(question);
}

void NetworkCanvas::pin(const std::optional<UnitQuestion>& question) {
  refresh();
  pinned_ = question;
  updateHover();
}

/// Walks through the units of a column, or with `inputs` through the weights of the pinned unit.
void NetworkCanvas::pinNext(int by, bool inputs) {
  UnitQuestion next = pinned_.value_or(UnitQuestion{std::max(selectedLayer(), 0), -1, -1});
  const Column& column = layout_.at(next.layer + 1);
  if (inputs && pinned_) {
    next.input = std::clamp(next.input + by, -1, column.inputs - 1);
  } else {
    next.unit = std::clamp(next.unit + (pinned_ ? by : 1), 0, std::max(0, column.units - 1));
  }
  if (exists(next)) pin(next);
}

void NetworkCanvas::openWeights(int column, int unit) {
  refresh();
  if (column < 1 || column >= layout_.count() || values_.layer(column) == nullptr) return;
  if (!layout_.at(column).isDense) return;
  shownWeights_ = {column, unit};
  pinned_.reset();  // the click that opened it
  if (weightView_ == nullptr) makeWeightView();
  weightView_->setGeometry(area().adjusted(-4, -8, 4, 4).toAlignedRect());
  weightView_->show();
  weightView_->raise();
  card_->raise();  // it may be higher than the room below
  weightView_->setFocus(Qt::OtherFocusReason);
  showWeights();
  updateHover();
}

void NetworkCanvas::closeWeights() {
  if (!isWeightViewOpen()) return;
  weightView_->hide();
  setFocus(Qt::OtherFocusReason);
  updateHover();
}

bool NetworkCanvas::isWeightViewOpen() const {
  return weightView_ != nullptr && !weightView_->isHidden();
}

void NetworkCanvas::makeWeightView() {
  weightView_ = new WeightView(this);
  weightView_->setTheme(theme_);
  connect(weightView_, &WeightView::closed, this, &NetworkCanvas::closeWeights);
  connect(weightView_, &WeightView::stepped, this, [this](int by) {
    if (shownWeights_.box < 0) return;
    const int units = layout_.at(shownWeights_.column).units;
    shownWeights_.box = std::clamp(shownWeights_.box + by, 0, units - 1);
    showWeights();
  });
  connect(weightView_, &WeightView::pointed, this, [this](const std::optional<QPoint>& cell) {
    if (pinned_) return;
    if (!cell) return explain(std::nullopt, {});
    const UnitQuestion question = weightAt(*cell);
    explain(question, describe(question));
  });
  connect(weightView_, &WeightView::clicked, this, [this](const QPoint& cell) { pin(weightAt(cell)); });
  connect(weightView_, &WeightView::doubleClicked, this, [this](const QPoint& cell) {
    pin(weightAt(cell));
    card_->editNumber();
  });
}

/// The weight of a cell of the picture that is shown at large.
UnitQuestion NetworkCanvas::weightAt(const QPoint& cell) const {
  const Column& column = layout_.at(shownWeights_.column);
  const int layer = shownWeights_.column - 1;
  const QSize size = weightView_->picture().image.size();
  if (shownWeights_.box >= 0) return {layer, shownWeights_.box, cell.y() * size.width() + cell.x()};
  return {layer, cell.y() * column.units / size.height(), cell.x() * column.inputs / size.width()};
}

/// A unit's weights in the shape of the image, or a whole layer: a row for each unit, a column for each input.
void NetworkCanvas::showWeights() {
  if (!isWeightViewOpen()) return;
  const LayerSnapshot* layer = shownWeights_.column < layout_.count() ? values_.layer(shownWeights_.column) : nullptr;
  if (layer == nullptr || shownWeights_.box >= layer->outputs) return closeWeights();
  const HoverSource source = hoverSource({});
  WeightPicture picture;
  const float scale = values_.weightScale(shownWeights_.column);
  picture.scale = static_cast<double>(scale);
  if (shownWeights_.box >= 0) {
    picture.title = tr("Weights of %1").arg(unitName(source, shownWeights_.column, shownWeights_.box));
    picture.image =
        weightTile(values_.weights(shownWeights_.column, shownWeights_.box), dataset()->image, scale, ramp_);
    picture.isOne = true;
  } else {
    picture.title = tr("All weights of %1: a row for each unit, a column for each input")
                        .arg(columnName(source, shownWeights_.column));
    const QSize size(std::min(layer->inputs, kLargestPicture), std::min(layer->outputs, kLargestPicture));
    picture.image = matrixPicture(layer->weight, layer->inputs, size, scale, ramp_);
  }
  weightView_->setPicture(picture);
}

}  // namespace gradus::ui
