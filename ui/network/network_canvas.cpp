#include "ui/network/network_canvas.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <utility>

#include "core/data/shown_numbers.h"
#include "core/train/prepare.h"
#include "ui/network/header_row.h"
#include "ui/network/header_text.h"
#include "ui/network/link_curve.h"
#include "ui/network/weight_view.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 16;
constexpr int kBelowHeaders = 16;
constexpr int kAroundCard = 8;
constexpr int kWidestRing = 136;  // around a header's controls, where the boxes below are narrower
constexpr int kScrollBar = 11;

}  // namespace

NetworkCanvas::NetworkCanvas(QWidget* parent)
    : QWidget(parent),
      theme_(Theme::dark()),
      headers_(new HeaderRow(editor_, *this)),
      scroll_(new QScrollBar(Qt::Horizontal, this)),
      card_(new HoverCard(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Network"));
  scroll_->setAccessibleName(tr("Columns of the network"));
  scroll_->setCursor(Qt::ArrowCursor);
  scroll_->hide();
  connect(scroll_, &QScrollBar::valueChanged, this, [this](int value) {
    setView({view_.scale, {area().left() - layout_.bounds.left() * view_.scale - value, view_.offset.y()}});
  });
  connectEditor();
  setTheme(theme_);
  rebuild();
}

NetworkCanvas::~NetworkCanvas() = default;

void NetworkCanvas::connectEditor() {
  connect(&editor_, &NetworkEditor::changed, this, [this] {
    rebuild();
    reveal(selectedLayer() + 1);
  });
  connect(&editor_, &NetworkEditor::edited, this, &NetworkCanvas::networkEdited);
  connect(&editor_, &NetworkEditor::selectionChanged, this, [this] {
    headers_->showSelection(editor_.selection());
    reveal(selectedLayer() + 1);
    update();
  });
  connect(&editor_, &NetworkEditor::refused, this, [this](const QString& why) {
    card_->setContent({tr("Note"), {{why, {}}}});
  });
  connect(card_, &HoverCard::numberEdited, this, &NetworkCanvas::editPinned);
  connect(card_, &HoverCard::closed, this, [this] { pin(std::nullopt); });
  connect(card_, &HoverCard::editingEnded, this, [this] { setFocus(Qt::OtherFocusReason); });
  connect(card_, &HoverCard::wantedHeightChanged, this, &NetworkCanvas::placeCard);
  connect(headers_, &HeaderRow::insertRequested, this, &NetworkCanvas::openInsertMenu);
  connect(headers_, &HeaderRow::settingsRequested, this, &NetworkCanvas::openSettings);
  connect(headers_, &HeaderRow::dragged, this, &NetworkCanvas::dragLayers);
  connect(headers_, &HeaderRow::dropped, this, &NetworkCanvas::dropLayers);
  connect(headers_, &HeaderRow::keyboardReturned, this, [this] { setFocus(Qt::MouseFocusReason); });
  connect(headers_, &HeaderRow::pointed, this, [this](int column) {
    if (pinned_) return;
    if (column < 0 || column >= headers_->count()) return card_->setContent({});
    const HeaderContent& content = headers_->at(column)->content();
    const QString text = content.problem.isEmpty() ? content.toolTip.section(u'\n', 0, 1) : content.problem;
    card_->setContent({content.name(), {{text, {}}}});
  });
}

void NetworkCanvas::setTheme(const Theme& theme) {
  theme_ = theme;
  ramp_ = ColorRamp(theme);
  if (dataset() != nullptr) fields_ = UnitFields(*dataset(), theme_);
  card_->setTheme(theme);
  if (weightView_ != nullptr) weightView_->setTheme(theme);
  headers_->setTheme(theme);
  isStale_ = true;
  update();
}

void NetworkCanvas::setData(PreparedDataPtr prepared) {
  if (prepared == data_) return;
  data_ = std::move(prepared);
  snapshot_.reset();
  fields_ = dataset() == nullptr ? UnitFields() : UnitFields(*dataset(), theme_);
  rebuild();
}

void NetworkCanvas::setNetwork(const NetworkSpec& network) {
  if (network != editor_.network()) editor_.setNetwork(network);
}

void NetworkCanvas::setTraining(const TrainingSpec& training) {
  if (training == training_) return;
  training_ = training;
  const bool hasOtherOutputs = shapeOf(network(), training_.loss, dataset()).outputs != layout_.columns.back().units;
  hasOtherOutputs ? rebuild() : updateHeaders();
}

void NetworkCanvas::setSnapshot(SnapshotPtr snapshot) {
  const bool historyOnly =
      snapshot != nullptr && snapshot->layers.empty() && snapshot_ != nullptr && snapshot->run == snapshot_->run;
  if (historyOnly) return;
  snapshot_ = std::move(snapshot);
  isStale_ = true;
  update();
}

void NetworkCanvas::addLayer() {
  editor_.insert(editor_.hiddenCount(), "linear");
}

LayerHeader* NetworkCanvas::currentHeader() const {
  return headers_->at(selectedLayer() + 1);
}

int NetworkCanvas::itemCount() {
  refresh();
  return layout_.boxCount() + static_cast<int>(links_.size());
}

QRectF NetworkCanvas::area() const {
  const double top = HeaderRow::kTop + LayerHeader::kHeight + kBelowHeaders;
  const double bottom = height() - HoverCard::kHeight - 2 * kAroundCard;
  return {kMargin, top, std::max(width() - 2.0 * kMargin, 100.0), std::max(bottom - top, 110.0)};
}

void NetworkCanvas::rebuild() {
  layout_ = layoutNetwork(shapeOf(network(), training_.loss, dataset()), area());
  isStale_ = true;
  if (pinned_ && !exists(*pinned_)) pinned_.reset();
  updateHeaders();
  updateMarks();
  if (sight_ == Sight::Whole) {
    fit();
  } else if (sight_ == Sight::Readable) {
    showReadable();
  } else {
    look(view_);
  }
}

void NetworkCanvas::updateHeaders() {
  Experiment experiment;
  experiment.network = network();
  experiment.training = training_;
  const HeaderSource source{network(), layout_, dataset(), training_.loss};
  std::vector<HeaderContent> contents;
  for (int column = 0; column < layout_.count(); ++column) contents.push_back(headerContent(source, column));
  for (const NetworkProblem& problem :
       findProblems(experiment, data_ == nullptr ? NetworkGround{} : groundOf(*data_), shownNumbers())) {
    contents[static_cast<std::size_t>(problem.layer) + 1].problem = QString::fromStdString(problem.text);
  }
  headers_->setContents(contents);
  headers_->showSelection(editor_.selection());
  headers_->place(layout_, view_);
  card_->raise();
  setAccessibleDescription(headers_->description());
}

void NetworkCanvas::refresh() {
  if (!isStale_) return;
  isStale_ = false;
  values_ = NetworkValues(snapshot_, layout_);
  links_ = strongestLinks(layout_, values_);
  linkCache_.invalidate();
  makePictures();
  fields_.show(snapshot_ != nullptr && snapshot_->fields ? &*snapshot_->fields : nullptr);
  showWeights();
  updateHover();
}

void NetworkCanvas::editPinned(double number) {
  if (!pinned_ || values_.layer(pinned_->layer + 1) == nullptr) return;
  const double before = card_->content().number;
  const QString name = pinned_->input < 0 ? tr("Bias of %1") : tr("Weight of %1");
  if (number != before) emit parameterEdited(*pinned_, before, number, name.arg(editor_.nameOf(pinned_->layer)));
}

void NetworkCanvas::makePictures() {
  tiles_.clear();
  pictures_.assign(layout_.columns.size(), QImage());
  if (dataset() == nullptr) return;
  if (const SampleSnapshot* sample = values_.sample()) {
    const bool isOwn = sample->row < 0;
    pictures_.front() = isOwn ? inputImage(sample->input, dataset()->image) : sampleImage(*dataset(), sample->row);
  }
  for (int index = 1; index < layout_.count(); ++index) {
    const Column& column = layout_.at(index);
    const std::span<const float> values = values_.values(index);
    if (column.kind == ColumnKind::Image && !values.empty()) {
      pictures_[static_cast<std::size_t>(index)] = weightTile(values, dataset()->image, robustScale(values), ramp_);
    }
    const LayerSnapshot* layer = values_.layer(index);
    if (column.kind == ColumnKind::Units && !column.more.isNull() && layer != nullptr && !layer->weight.empty()) {
      const QSize room = (column.more.size() * 1.5).toSize();
      const QSize size(std::min(layer->inputs, room.width()), std::min(layer->outputs, room.height()));
      pictures_[static_cast<std::size_t>(index)] =
          matrixPicture(layer->weight, layer->inputs, size, values_.weightScale(index), ramp_);
    }
    if (column.kind != ColumnKind::Tiles || layer == nullptr) continue;
    for (int unit = 0; unit < static_cast<int>(column.boxes.size()); ++unit) {
      tiles_.push_back(weightTile(values_.weights(index, unit), dataset()->image, values_.weightScale(index), ramp_));
    }
  }
}

void NetworkCanvas::resizeEvent(QResizeEvent*) {
  placeCard();
  scroll_->setGeometry(kMargin, height() - HoverCard::kHeight - kAroundCard - kScrollBar - 2, card_->width(),
                       kScrollBar);
  if (weightView_ != nullptr) weightView_->setGeometry(area().adjusted(-4, -8, 4, 4).toAlignedRect());
  rebuild();
}

/// A card with more to say grows upward.
void NetworkCanvas::placeCard() {
  const int wide = std::max(width() - 2 * kMargin, 40);
  card_->resize(wide, card_->height());
  const int high = card_->wantedHeight();
  card_->setGeometry(kMargin, height() - high - kAroundCard, wide, high);
}

void NetworkCanvas::paintEvent(QPaintEvent*) {
  refresh();
  QPainter painter(this);
  painter.fillRect(rect(), theme_.canvas);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF space = area();
  const QRectF visible(0, space.top() - kBelowHeaders / 2.0, width(), space.height() + kBelowHeaders);
  painter.setClipRect(visible);

  painter.setClipping(false);
  drawFrame(painter);
  painter.setClipRect(visible);
  constexpr double kFaded = 0.22;  // so that the links of the hovered unit stand out
  painter.setOpacity(highlighted_.empty() ? 1 : kFaded);
  linkCache_.paint(painter, links_, view_, visible, theme_);
  painter.setOpacity(1);
  for (const Link& link : highlighted_) {
    drawCurve(painter, view_.map(link.start), view_.map(link.end), linkPen(link, view_, theme_, 0.5));
  }

  const NetworkScene scene{layout_, values_, dataset(), tiles_, pictures_, silent_, fields_, view_, hovered_};
  NetworkPainter columns(painter, scene, theme_, font());
  columns.drawColumns();
  elided_ = columns.elided();
  painter.setClipping(false);
  drawNewMarks(painter);
  drawSelection(painter);
  drawDropPlace(painter);
}

void NetworkCanvas::drawSelection(QPainter& painter) const {
  QColor color = theme_.accent;
  if (!hasFocus()) color.setAlphaF(0.45F);
  painter.setPen(QPen(color, 1.5));
  painter.setBrush(Qt::NoBrush);
  for (const int layer : editor_.selection().layers()) {
    painter.drawRoundedRect(ringAround(layer), 10, 10);
  }
}

/// Around a column and its header.
QRectF NetworkCanvas::ringAround(int layer) const {
  const QRect header = headers_->at(layer + 1)->geometry();
  QRectF ring = view_.map(layout_.at(layer + 1).bounds).adjusted(-10, 0, 10, 10);
  // The header stands over the boxes, which are not always in the middle of the column.
  const double controls = std::min(header.width(), kWidestRing) / 2.0;
  const double axis = QRectF(header).center().x();
  ring.setLeft(std::min(ring.left(), axis - controls));
  ring.setRight(std::max(ring.right(), axis + controls));
  ring.setTop(header.y() - 4);
  ring.setBottom(std::min(ring.bottom(), height() - HoverCard::kHeight - kAroundCard - 4.0));
  return ring;
}

void NetworkCanvas::drawDropPlace(QPainter& painter) const {
  if (!dropGap_) return;
  const double x = view_.map(QPointF(layout_.gapCentre(*dropGap_), 0)).x();
  painter.setPen(QPen(theme_.accent, 3, Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(QPointF(x, HeaderRow::kTop + 24), QPointF(x, area().bottom()));
}

}  // namespace gradus::ui
