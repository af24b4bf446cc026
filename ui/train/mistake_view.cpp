#include "ui/train/mistake_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/train/sample_grid.h"
#include "ui/widgets/format.h"
#include "ui/widgets/grid_keys.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr int kColumns = 7;
constexpr double kGap = 6;
constexpr double kCaption = 17;
constexpr double kLine = 22;
constexpr double kRowNumber = 54;
constexpr int kArrow = 18;

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

int MistakeView::columns() const {
  return dataset_ && dataset_->isImage() ? kColumns : 1;
}

double MistakeView::lineHeight() const {
  if (columns() == 1) return kLine;
  return (width() - (kColumns - 1) * kGap) / kColumns + kCaption;
}

std::size_t MistakeView::room() const {
  const double gap = columns() == 1 ? 0 : kGap;
  const double lines = std::floor((height() + gap + 0.5) / (lineHeight() + gap));
  return static_cast<std::size_t>(columns()) * static_cast<std::size_t>(std::max(1.0, lines));
}

QRectF MistakeView::cell(std::size_t index) const {
  if (columns() == 1) return {0, static_cast<double>(index) * kLine, static_cast<double>(width()), kLine};
  const double side = lineHeight() - kCaption;
  const auto column = static_cast<double>(index % kColumns);
  const std::size_t above = index / kColumns;
  return {column * (side + kGap), static_cast<double>(above) * (lineHeight() + kGap), side, lineHeight()};
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

// --- painting

void MistakeView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const QRectF place = cell(i);
    const bool isWatched = items_[i].row == watched_;
    if (dataset_->isImage()) {
      paintImage(painter, items_[i], place);
      if (!isWatched && hovered_ != i) continue;
      painter.setPen(QPen(palette().color(isWatched ? role::kAccent : role::kMuted), isWatched && hasFocus() ? 3 : 2));
      painter.setBrush(Qt::NoBrush);
      const double side = place.width();
      painter.drawRoundedRect(QRectF(place.topLeft(), QSizeF(side, side)).adjusted(1, 1, -1, -1), 2.5, 2.5);
    } else {
      if (isWatched || hovered_ == i) {
        painter.setPen(isWatched ? QPen(palette().color(role::kAccent), hasFocus() ? 2 : 1) : QPen(Qt::NoPen));
        painter.setBrush(palette().color(role::kControl));
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
      }
      paintLine(painter, items_[i], place.adjusted(6, 0, -6, 0));
    }
  }
  // The keyboard is here, but on none of them.
  const bool showsWatched = std::ranges::find(items_, watched_, &Item::row) != items_.end();
  if (hasFocus() && !showsWatched) {
    painter.setPen(QPen(palette().color(role::kAccent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
  }
}

void MistakeView::paintImage(QPainter& painter, const Item& item, const QRectF& place) const {
  const QRectF square(place.topLeft(), QSizeF(place.width(), place.width()));
  QPainterPath outline;
  outline.addRoundedRect(square, 3, 3);
  painter.setClipPath(outline);
  painter.drawImage(square, item.image);
  painter.setClipping(false);
  paintArrow(painter, item, QRectF(place.left() - kGap / 2, square.bottom(), place.width() + kGap, kCaption));
}

void MistakeView::paintLine(QPainter& painter, const Item& item, const QRectF& place) const {
  const QFont plain = sizedFont(font(), 12, false);
  painter.setFont(plain);
  painter.setPen(palette().color(role::kMuted));
  painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, grouped(item.row));
  painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, item.detail);
  const double detail = QFontMetricsF(plain).horizontalAdvance(item.detail);
  paintArrow(painter, item, place.adjusted(kRowNumber, 0, -detail - 8, 0));
}

/// "3 → 7": what it is, and in the colour of mistakes what it is taken for; centred below an image.
void MistakeView::paintArrow(QPainter& painter, const Item& item, const QRectF& place) const {
  const bool isCentred = dataset_->isImage();
  const double pixels = isCentred ? 11 : 12;
  const QFont plain = sizedFont(font(), pixels, false);
  const QFont strong = sizedFont(font(), pixels, true);
  const double room = (place.width() - kArrow) / 2;
  const QString truth = QFontMetricsF(plain).elidedText(item.truth, Qt::ElideRight, room);
  const QString guess = QFontMetricsF(strong).elidedText(item.guess, Qt::ElideRight, room);
  const double truthWidth = QFontMetricsF(plain).horizontalAdvance(truth);
  const double guessWidth = QFontMetricsF(strong).horizontalAdvance(guess);
  const double all = truthWidth + kArrow + guessWidth;
  double x = isCentred ? place.left() + (place.width() - all) / 2 : place.left();
  const auto draw = [&](const QString& text, const QFont& textFont, const QColor& color, double width) {
    painter.setFont(textFont);
    painter.setPen(color);
    painter.drawText(QRectF(x - 2, place.top(), width + 4, place.height()), Qt::AlignCenter, text);
    x += width;
  };
  draw(truth, plain, palette().color(role::kText), truthWidth);
  draw(QStringLiteral("→"), plain, palette().color(role::kMuted), kArrow);
  draw(guess, strong, palette().color(role::kBad), guessWidth);
}

}  // namespace gradus::ui
