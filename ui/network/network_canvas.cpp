#include "ui/network/network_canvas.h"

#include <QPainter>
#include <algorithm>
#include <utility>

#include "core/nn/activation.h"
#include "core/nn/layer_registry.h"
#include "ui/network/layer_header.h"
#include "ui/network/link_curve.h"
#include "ui/network/network_edit.h"
#include "ui/network/number_text.h"
#include "ui/network/round_button.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 16;
constexpr int kHeaderTop = 10;
constexpr int kBelowHeaders = 16;
constexpr int kAroundCard = 14;
constexpr int kNarrowestHeader = 8;
constexpr int kWidestHeader = 260;
constexpr int kWidestRing = 136;    // around a header's controls, where the boxes below are narrower
constexpr int kRoomForInsert = 13;  // at each side of a name: half a button, and a little air
constexpr int kInsertTop = kHeaderTop - 1;

template <typename Widget>
void deleteFrom(std::vector<Widget*>& widgets, std::size_t count) {
  for (std::size_t i = count; i < widgets.size(); ++i) {
    widgets[i]->disconnect();  // a field that loses the focus would still ask for its units
    widgets[i]->hide();
    widgets[i]->deleteLater();  // one of them may be in the middle of its own signal
  }
  widgets.resize(std::min(count, widgets.size()));
}

/// Throws FormatError before anything has changed.
void checkNames(const NetworkSpec& network) {
  for (const LayerSpec& layer : network.hidden) {
    findLayer(layer.layer.name);
    findActivation(layer.activation.name);
  }
}

}  // namespace

NetworkCanvas::NetworkCanvas(QWidget* parent) : QWidget(parent), theme_(Theme::dark()), card_(new HoverCard(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Network"));
  setTheme(theme_);
  rebuild();
}

NetworkCanvas::~NetworkCanvas() = default;

void NetworkCanvas::setTheme(const Theme& theme) {
  theme_ = theme;
  ramp_ = ColorRamp(theme);
  card_->setTheme(theme);
  for (LayerHeader* header : headers_) header->setTheme(theme);
  for (RoundButton* button : insertButtons_) button->setTheme(theme);
  isStale_ = true;
  update();
}

void NetworkCanvas::setData(PreparedDataPtr prepared) {
  if (prepared == data_) return;
  data_ = std::move(prepared);
  snapshot_.reset();
  rebuild();
}

void NetworkCanvas::setNetwork(const NetworkSpec& network) {
  if (network == network_) return;
  checkNames(network);
  network_ = network;
  selected_ = std::min(selected_, static_cast<int>(network_.hidden.size()) - 1);
  rebuild();
}

void NetworkCanvas::setSnapshot(SnapshotPtr snapshot) {
  const bool historyOnly =
      snapshot != nullptr && snapshot->layers.empty() && snapshot_ != nullptr && snapshot->run == snapshot_->run;
  if (historyOnly) return;
  snapshot_ = std::move(snapshot);
  isStale_ = true;
  update();
}

void NetworkCanvas::fit() {
  const QRectF space = area();
  const double scale = std::min({1.0, space.width() / std::max(1.0, layout_.bounds.width()),
                                 space.height() / std::max(1.0, layout_.bounds.height())});
  setView({scale, space.center() - layout_.bounds.center() * scale});
  isFitted_ = true;
}

void NetworkCanvas::selectLayer(int layer) {
  selected_ = std::clamp(layer, -1, static_cast<int>(network_.hidden.size()) - 1);
  for (std::size_t i = 0; i < headers_.size(); ++i) headers_[i]->setSelected(static_cast<int>(i) == selected_ + 1);
  update();
}

LayerHeader* NetworkCanvas::headerOf(int layer) const {
  return headers_[static_cast<std::size_t>(layer) + 1];
}

int NetworkCanvas::itemCount() {
  refresh();
  return layout_.boxCount() + static_cast<int>(links_.size());
}

QRectF NetworkCanvas::area() const {
  const double top = kHeaderTop + LayerHeader::kHeight + kBelowHeaders;
  const double bottom = height() - HoverCard::kHeight - 2 * kAroundCard;
  return {kMargin, top, std::max(width() - 2.0 * kMargin, 100.0), std::max(bottom - top, 120.0)};
}

void NetworkCanvas::rebuild() {
  layout_ = layoutNetwork(shapeOf(network_, dataset()), area());
  isStale_ = true;
  updateHeaders();
  if (isFitted_) {
    fit();
  } else {
    placeHeaders();
  }
  update();
}

LayerHeader* NetworkCanvas::makeHeader(int column) {
  auto* header = new LayerHeader(this);
  header->setObjectName(QStringLiteral("header%1").arg(column));
  header->setTheme(theme_);
  const int layer = column - 1;
  connect(header, &LayerHeader::pressed, this, [this, layer] {
    setFocus(Qt::MouseFocusReason);
    selectLayer(layer < static_cast<int>(network_.hidden.size()) ? layer : -1);
  });
  connect(header, &LayerHeader::unitsRequested, this, [this, layer](int units) { requestUnits(layer, units); });
  connect(header, &LayerHeader::activationRequested, this, [this, layer](const std::string& name) {
    edit(withActivation(network_, layer, name), layer, QStringLiteral("Change the activation"));
  });
  connect(header, &LayerHeader::editingEnded, this, [this] { setFocus(Qt::OtherFocusReason); });
  header->show();
  return header;
}

RoundButton* NetworkCanvas::makeInsertButton(int gap) {
  auto* button = new RoundButton(RoundButton::Sign::Plus, tr("Insert a layer at position %1").arg(gap + 1),
                                 tr("Insert a linear layer here."), this);
  button->setObjectName(QStringLiteral("insert%1").arg(gap));
  button->setTheme(theme_);
  connect(button, &QAbstractButton::clicked, this, [this, gap] { insertLayer(gap); });
  button->show();
  return button;
}

void NetworkCanvas::updateHeaders() {
  const auto columns = layout_.columns.size();
  deleteFrom(headers_, columns);
  deleteFrom(insertButtons_, columns - 1);
  QStringList description;
  for (std::size_t i = 0; i < columns; ++i) {
    const int column = static_cast<int>(i);
    if (i == headers_.size()) headers_.push_back(makeHeader(column));
    headers_[i]->setContent(headerContent(column));
    headers_[i]->setSelected(column == selected_ + 1 && selected_ >= 0);
    if (i > 0 && i > insertButtons_.size()) insertButtons_.push_back(makeInsertButton(column - 1));
    description << headers_[i]->accessibleName();
  }
  for (RoundButton* button : insertButtons_) button->raise();
  card_->raise();
  setAccessibleDescription(description.join(QStringLiteral(", ")));
}

HeaderContent NetworkCanvas::headerContent(int index) const {
  const Column& column = layout_.at(index);
  HeaderContent content;
  if (index == 0) {
    content.title = tr("Input");
    content.toolTip = tr("The sample the network looks at; its size follows from the data.");
    const ImageShape image = dataset() == nullptr ? ImageShape{} : dataset()->image;
    const QString channels = image.channels > 1 ? QStringLiteral("%1 × ").arg(image.channels) : QString();
    if (column.units == 0) {
      content.subtitle = tr("no data yet");
    } else if (image.width == 0) {
      content.subtitle = column.units == 1 ? tr("1 feature") : tr("%1 features").arg(groupedNumber(column.units));
    } else {
      content.subtitle =
          QStringLiteral("%1%2 × %3 = ").arg(channels).arg(image.height).arg(image.width) + groupedNumber(column.units);
    }
    content.shortSubtitle = column.units == 0 ? content.subtitle : groupedNumber(column.units);
    return content;
  }
  const QString sizes = (column.inputs == 0 ? QString() : groupedNumber(column.inputs)) + QStringLiteral(" → ") +
                        groupedNumber(column.units);
  const QString parameters =
      column.isDense ? groupedNumber((static_cast<std::int64_t>(column.inputs) + 1) * column.units) : QString();
  content.shortSubtitle = sizes;
  content.tinySubtitle = groupedNumber(column.units);
  content.subtitle = sizes;
  if (column.kind == ColumnKind::Output) {
    const bool classifies = dataset() != nullptr && dataset()->task == Task::Classification;
    content.title = tr("Output");
    if (classifies) content.subtitle += tr(" · softmax");
    content.toolTip = classifies ? tr("One unit for each class, %1 parameters.").arg(parameters)
                                 : tr("The predicted number, %1 parameters.").arg(parameters);
    return content;
  }
  const LayerSpec& layer = network_.hidden[static_cast<std::size_t>(index - 1)];
  const LayerInfo& info = findLayer(layer.layer.name);
  content.title = QString::fromStdString(info.title);
  content.shortTitle = QString::number(index);
  content.toolTip = QString::fromStdString(info.summary);
  if (column.isDense) {
    if (column.inputs > 0) content.subtitle += tr(" · %1 params").arg(parameters);
    content.toolTip += tr("\nThe wheel or ↑ ↓ change its units, Delete removes it.");
  } else {
    if (column.units == 0) content.subtitle = content.shortSubtitle = tr("no data yet");
    content.toolTip += tr("\nIt keeps the number of units. Delete removes it.");
  }
  for (const ParameterInfo& parameter : info.parameters) {
    if (parameter.name == "units") continue;
    content.toolTip +=
        QStringLiteral("\n%1 %2: %3")
            .arg(QString::fromStdString(parameter.label), preciseNumber(valueOf(layer.layer, info, parameter.name)),
                 QString::fromStdString(parameter.explanation));
  }
  content.toolTip.prepend(QStringLiteral("%1 %2: %3\n").arg(content.title).arg(index).arg(content.subtitle));
  content.editable = true;
  content.units = unitsOf(layer);
  content.activation = layer.activation;
  return content;
}

void NetworkCanvas::placeHeaders() {
  const auto viewX = [this](double x) { return view_.map(QPointF(x, 0)).x(); };
  for (int i = 0; i < layout_.count(); ++i) {
    const double axis = viewX(layout_.at(i).axis);
    const double left = i == 0 ? 0 : viewX(layout_.gapCentre(i - 1));
    const double right = i + 1 == layout_.count() ? width() : viewX(layout_.gapCentre(i));
    const int wide =
        std::clamp(static_cast<int>(2 * std::min(axis - left, right - axis)), kNarrowestHeader, kWidestHeader);
    headers_[static_cast<std::size_t>(i)]->setGeometry(static_cast<int>(axis) - wide / 2, kHeaderTop, wide,
                                                       LayerHeader::kHeight);
  }
  for (std::size_t gap = 0; gap < insertButtons_.size(); ++gap) {
    RoundButton* button = insertButtons_[gap];
    // Between narrow columns it would cut through the names of the layers.
    button->setQuiet(!headers_[gap]->hasRoomBeside(kRoomForInsert) ||
                     !headers_[gap + 1]->hasRoomBeside(kRoomForInsert));
    button->move(static_cast<int>(viewX(layout_.gapCentre(static_cast<int>(gap)))) - button->width() / 2, kInsertTop);
  }
}

void NetworkCanvas::refresh() {
  if (!isStale_) return;
  isStale_ = false;
  values_ = NetworkValues(snapshot_, layout_);
  links_ = strongestLinks(layout_, values_);
  linkCache_.invalidate();
  makePictures();
  updateHover();
}

void NetworkCanvas::makePictures() {
  tiles_.clear();
  pictures_.assign(layout_.columns.size(), QImage());
  if (dataset() == nullptr) return;
  if (values_.sample() != nullptr) pictures_.front() = sampleImage(*dataset(), values_.sample()->row);
  for (int index = 1; index < layout_.count(); ++index) {
    const Column& column = layout_.at(index);
    const std::span<const float> values = values_.values(index);
    if (column.kind == ColumnKind::Image && !values.empty()) {
      pictures_[static_cast<std::size_t>(index)] = weightTile(values, dataset()->image, robustScale(values), ramp_);
    }
    if (column.kind != ColumnKind::Tiles || values_.layer(index) == nullptr) continue;
    for (int unit = 0; unit < static_cast<int>(column.boxes.size()); ++unit) {
      tiles_.push_back(weightTile(values_.weights(index, unit), dataset()->image, values_.weightScale(index), ramp_));
    }
  }
}

void NetworkCanvas::resizeEvent(QResizeEvent*) {
  card_->setGeometry(kMargin, height() - HoverCard::kHeight - kAroundCard, std::max(width() - 2 * kMargin, 40),
                     HoverCard::kHeight);
  rebuild();
}

void NetworkCanvas::paintEvent(QPaintEvent*) {
  refresh();
  QPainter painter(this);
  painter.fillRect(rect(), theme_.canvas);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF space = area();
  const QRectF visible(0, space.top() - kBelowHeaders / 2.0, width(), space.height() + kBelowHeaders);
  painter.setClipRect(visible);

  constexpr double kFaded = 0.22;  // so that the links of the hovered unit stand out
  painter.setOpacity(highlighted_.empty() ? 1 : kFaded);
  linkCache_.paint(painter, links_, view_, visible, theme_);
  painter.setOpacity(1);
  for (const Link& link : highlighted_) {
    drawCurve(painter, view_.map(link.start), view_.map(link.end), linkPen(link, view_, theme_, 0.5));
  }

  const NetworkScene scene{layout_, values_, dataset(), tiles_, pictures_, view_, hovered_};
  NetworkPainter columns(painter, scene, theme_, font());
  columns.drawColumns();
  elided_ = columns.elided();
  painter.setClipping(false);
  drawSelection(painter);
}

void NetworkCanvas::drawSelection(QPainter& painter) const {
  if (selected_ < 0) return;
  const QRect header = headerOf(selected_)->geometry();
  QRectF ring = view_.map(layout_.at(selected_ + 1).bounds).adjusted(-10, 0, 10, 10);
  const double besideControls = (std::min(header.width(), kWidestRing) - ring.width()) / 2;
  if (besideControls > 0) ring.adjust(-besideControls, 0, besideControls, 0);
  ring.setTop(header.y() - 4);
  ring.setBottom(std::min(ring.bottom(), card_->y() - 4.0));
  QColor color = theme_.accent;
  if (!hasFocus()) color.setAlphaF(0.45F);
  painter.setPen(QPen(color, 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(ring, 10, 10);
}

}  // namespace gradus::ui
