#include "ui/train/mistake_view.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/grid_keys.h"
#include "ui/widgets/sample_grid.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr double kLargestPicture = 46;  ///< where the words are wider than it

QString nameOf(const Dataset& dataset, std::int32_t label) {
  return QString::fromStdString(dataset.classNames.at(static_cast<std::size_t>(label)));
}

}  // namespace

MistakeView::MistakeView(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("mistakeView"));
  setAccessibleName(QStringLiteral("Samples that the network gets wrong"));
  setFocusPolicy(Qt::TabFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void MistakeView::setData(const DatasetPtr& dataset) {
  dataset_ = dataset;
  widestTruth_ = widestGuess_ = 0;
  for (const std::string& name : dataset ? dataset->classNames : std::vector<std::string>()) {
    const QString words = QString::fromStdString(name);
    widestTruth_ =
        std::max(widestTruth_, QFontMetricsF(sizedFont(font(), kCaptionSize, false)).horizontalAdvance(words));
    widestGuess_ =
        std::max(widestGuess_, QFontMetricsF(sizedFont(font(), kCaptionSize, true)).horizontalAdvance(words));
  }
  setPredictions(nullptr);
}

void MistakeView::setPredictions(const PredictionsPtr& predictions) {
  predictions_ = predictions;
  fill();
}

void MistakeView::setWatched(std::int64_t row) {
  watched_ = row;
  update();
}

std::vector<std::int64_t> MistakeView::rows() const {
  std::vector<std::int64_t> rows;
  for (const Item& item : items_) rows.push_back(item.row);
  return rows;
}

QString MistakeView::caption(std::size_t index) const {
  return items_.at(index).truth + QStringLiteral(" → ") + items_.at(index).guess;
}

QSize MistakeView::minimumSizeHint() const {
  return {200, static_cast<int>(std::ceil(dataset_ && dataset_->isImage() ? lineHeight() : 3 * kLine))};
}

void MistakeView::fill() {
  items_.clear();
  hovered_.reset();
  if (predictions_ && dataset_) {
    const std::size_t count = std::min(room(), predictions_->mistakes.size());
    for (std::size_t i = 0; i < count; ++i) items_.push_back(itemAt(predictions_->mistakes[i]));
  }
  QStringList captions;
  for (std::size_t i = 0; i < items_.size(); ++i) captions << caption(i);
  setAccessibleDescription(captions.join(QStringLiteral(", ")));
  update();
}

MistakeView::Item MistakeView::itemAt(std::size_t place) const {
  Item item;
  item.row = predictions_->rows[place];
  const auto row = static_cast<std::size_t>(item.row);
  if (dataset_->task == Task::Classification) {
    item.truth = nameOf(*dataset_, dataset_->labels[row]);
    item.guess = nameOf(*dataset_, predictions_->predicted[place]);
    item.detail = percent(static_cast<double>(predictions_->confidence[place]), 0);
  } else {
    const auto truth = static_cast<double>(dataset_->targets[row]);
    const auto guess = static_cast<double>(predictions_->values[place]);
    item.truth = figures(truth);
    item.guess = figures(guess);
    item.detail = signedFigures(guess - truth);
  }
  if (dataset_->isImage()) item.image = imageOf(*dataset_, item.row);
  return item;
}

// --- places

/// Names that do not fit side by side below a picture stand below each other, and the pictures farther apart.
bool MistakeView::hasTwoLines() const {
  const double narrow = (width() - (kColumns - 1) * kGap) / kColumns;
  return dataset_ && dataset_->isImage() && 2 * std::max(widestTruth_, widestGuess_) + kArrow > narrow + kGap;
}

int MistakeView::columns() const {
  if (!dataset_ || !dataset_->isImage()) return 1;
  if (!hasTwoLines()) return kColumns;
  const double wanted = std::max({widestTruth_, widestGuess_ + kArrow, kLargestPicture});
  return std::clamp(static_cast<int>((width() + kGap) / (wanted + kGap)), 1, kColumns);
}

double MistakeView::cellWidth() const {
  return (width() - (columns() - 1) * kGap) / columns();
}

double MistakeView::pictureSide() const {
  return hasTwoLines() ? std::min(cellWidth(), kLargestPicture) : cellWidth();
}

double MistakeView::captionHeight() const {
  return hasTwoLines() ? kCaption + kSecondLine : kCaption;
}

bool MistakeView::hasRoomForCaptions() const {
  return !hasTwoLines() || cellWidth() >= std::max(widestTruth_, widestGuess_ + kArrow);
}

double MistakeView::lineHeight() const {
  return dataset_ && dataset_->isImage() ? pictureSide() + captionHeight() : kLine;
}

std::size_t MistakeView::room() const {
  const double gap = dataset_ && dataset_->isImage() ? kGap : 0;
  const double lines = std::floor((height() + gap + 0.5) / (lineHeight() + gap));
  return static_cast<std::size_t>(columns()) * static_cast<std::size_t>(std::max(1.0, lines));
}

QRectF MistakeView::cell(std::size_t index) const {
  if (!dataset_ || !dataset_->isImage()) {
    return {0, static_cast<double>(index) * kLine, static_cast<double>(width()), kLine};
  }
  const auto inRow = static_cast<std::size_t>(columns());
  const auto column = static_cast<double>(index % inRow);
  const std::size_t above = index / inRow;
  return {column * (cellWidth() + kGap), static_cast<double>(above) * (lineHeight() + kGap), cellWidth(), lineHeight()};
}

std::optional<std::size_t> MistakeView::indexAt(const QPointF& position) const {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (cell(i).contains(position)) return i;
  }
  return std::nullopt;
}

void MistakeView::resizeEvent(QResizeEvent*) {
  fill();
}

// --- hands

QString MistakeView::explanation(const Item& item) const {
  const QString about = dataset_->task == Task::Classification
                            ? QStringLiteral("Sample %1 is %2; the network says %3, and is %4 sure.")
                            : QStringLiteral("Sample %1 is %2; the network says %3, which is off by %4.");
  return about.arg(grouped(item.row), item.truth, item.guess, item.detail) +
         QStringLiteral(" Click to see its way through the network.");
}

bool MistakeView::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto index = indexAt(help->pos());
    showTip(*help, index ? explanation(items_[*index]) : QString(), *this);
    return true;
  }
  return QWidget::event(event);
}

void MistakeView::mousePressEvent(QMouseEvent* event) {
  const auto index = indexAt(event->position());
  if (index && event->button() == Qt::LeftButton) emit sampleClicked(items_[*index].row);
}

void MistakeView::mouseMoveEvent(QMouseEvent* event) {
  const auto index = indexAt(event->position());
  if (index == hovered_) return;
  hovered_ = index;
  update();
}

void MistakeView::leaveEvent(QEvent*) {
  hovered_.reset();
  update();
}

void MistakeView::keyPressEvent(QKeyEvent* event) {
  const std::optional<std::ptrdiff_t> step = gridStep(event->key(), columns());
  if (!step) return QWidget::keyPressEvent(event);
  const auto found = std::ranges::find(items_, watched_, &Item::row);
  const std::ptrdiff_t index = found == items_.end() ? 0 : found - items_.begin() + *step;
  if (index >= 0 && index < std::ssize(items_)) emit sampleClicked(items_[static_cast<std::size_t>(index)].row);
}

}  // namespace gradus::ui
