#include "ui/inspect/gallery_card.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "core/data/plane_sets.h"
#include "core/train/prepare.h"
#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/train/sample_grid.h"
#include "ui/widgets/format.h"
#include "ui/widgets/paint.h"

namespace gradus::ui {
namespace {

constexpr double kMargin = 8;
constexpr double kCaption = 22;
constexpr double kLine = 17;
constexpr std::size_t kColumnsShown = 5;
constexpr double kRound = 8;
constexpr double kNarrowest = 92;
constexpr double kWidest = 140;
constexpr double kTable = 168;
constexpr int kMostPoints = 400;  // behind a point of the plane

/// Where a point of the plane is in `rect`, which shows a little more than where points are made.
QPointF placeIn(const QRectF& rect, float x1, float x2) {
  constexpr double kHalf = kPlaneExtent * 1.05;
  const auto share = [](double value) { return std::clamp((value + kHalf) / (2 * kHalf), 0.0, 1.0); };
  return {rect.left() + rect.width() * share(x1), rect.bottom() - rect.height() * share(x2)};
}

/// Room for the names of two classes side by side, as far as there is; tables need room for their columns.
double smallestWidthOf(const Dataset& dataset) {
  if (!dataset.isImage() && !dataset.isPlane()) return kTable;
  const QFontMetricsF metrics(textFont(12, QFont::DemiBold));
  double widest = 0;
  for (const std::string& name : dataset.classNames) {
    widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(name)));
  }
  constexpr double kArrowAndShare = 52;
  return std::clamp(std::ceil(2 * widest + kArrowAndShare + 2 * kMargin), kNarrowest, kWidest);
}

QString signedText(double value) {
  return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + QString::number(std::abs(value), 'f', 1);
}

}  // namespace

void GalleryCard::setTheme(const Theme& theme) {
  theme_ = theme;
  plane_ = {};
}

void GalleryCard::setData(const PreparedDataPtr& data) {
  data_ = data;
  predictions_ = nullptr;
  plane_ = {};
  smallestWidth_ = data_ ? smallestWidthOf(*data_->dataset) : kNarrowest;
}

double GalleryCard::heightFor(double width) const {
  if (data_ == nullptr) return width;
  const Dataset& dataset = *data_->dataset;
  if (dataset.isImage()) {
    const double side = width - 2 * kMargin;
    return side * dataset.image.height / std::max(dataset.image.width, 1) + 2 * kMargin + kCaption;
  }
  if (dataset.isPlane()) return width + kCaption;
  const auto columns = std::min<std::size_t>(kColumnsShown, static_cast<std::size_t>(dataset.features));
  return 2 * kMargin + kCaption + kLine * static_cast<double>(columns) + 2;
}

// --- words

bool GalleryCard::isRight(std::size_t place) const {
  const auto row = static_cast<std::size_t>(predictions_->rows[place]);
  return data_->dataset->task == Task::Classification && data_->dataset->labels[row] == predictions_->predicted[place];
}

QString GalleryCard::truthOf(std::size_t place) const {
  const Dataset& dataset = *data_->dataset;
  const auto row = static_cast<std::size_t>(predictions_->rows[place]);
  if (dataset.task == Task::Regression) return figures(static_cast<double>(dataset.targets[row]));
  return QString::fromStdString(dataset.classNames[static_cast<std::size_t>(dataset.labels[row])]);
}

QString GalleryCard::guessOf(std::size_t place) const {
  const Dataset& dataset = *data_->dataset;
  if (dataset.task == Task::Regression) return figures(static_cast<double>(predictions_->values[place]));
  return QString::fromStdString(dataset.classNames[static_cast<std::size_t>(predictions_->predicted[place])]);
}

QString GalleryCard::detailOf(std::size_t place) const {
  if (data_->dataset->task == Task::Classification) {
    return percent(static_cast<double>(predictions_->confidence[place]), 0);
  }
  const auto row = static_cast<std::size_t>(predictions_->rows[place]);
  const auto error =
      static_cast<double>(predictions_->values[place]) - static_cast<double>(data_->dataset->targets[row]);
  return signedFigures(error);
}

QString GalleryCard::caption(std::size_t place) const {
  if (isRight(place)) return truthOf(place);
  return truthOf(place) + QStringLiteral(" → ") + guessOf(place);
}

QString GalleryCard::explanation(std::size_t place) const {
  const QString row = grouped(predictions_->rows[place]);
  const QString loss = figures(static_cast<double>(predictions_->loss[place]));
  if (data_->dataset->task == Task::Regression) {
    return QStringLiteral("Sample %1 is %2; the network says %3, which is off by %4.")
        .arg(row, truthOf(place), guessOf(place), detailOf(place));
  }
  const QString about = isRight(place) ? QStringLiteral("Sample %1 is %2, as the network says with %4; loss %5.")
                                       : QStringLiteral("Sample %1 is %2; the network says %3 with %4; loss %5.");
  return QString(about)
      .replace(QStringLiteral("%1"), row)
      .replace(QStringLiteral("%2"), truthOf(place))
      .replace(QStringLiteral("%3"), guessOf(place))
      .replace(QStringLiteral("%4"), detailOf(place))
      .replace(QStringLiteral("%5"), loss);
}

// --- painting

void GalleryCard::paint(QPainter& painter, std::size_t place, const QRectF& rect, const QFont& font,
                        const CardState& state) {
  if (data_ == nullptr || predictions_ == nullptr || place >= predictions_->rows.size()) return;
  const std::int64_t row = predictions_->rows[place];
  const Dataset& dataset = *data_->dataset;
  if (row >= dataset.rows) return;
  QColor fill = theme_.card;
  if (state.isSelected) fill = mix(fill, theme_.accent, 0.10);
  paintSurface(painter, rect, kRound, fill, state.isHovered ? theme_.muted : theme_.border);
  if (state.isSelected || state.isCurrent || state.isWatched) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(state.isSelected || state.isWatched ? theme_.accent : theme_.muted, 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), kRound - 1, kRound - 1);
    if (state.isSelected && state.isCurrent) {
      painter.setPen(QPen(theme_.text, 1));
      painter.drawRoundedRect(rect.adjusted(3.5, 3.5, -3.5, -3.5), kRound - 3, kRound - 3);
    }
  }
  const QRectF inside = rect.adjusted(kMargin, kMargin, -kMargin, -kMargin - kCaption);
  if (dataset.isImage()) {
    QPainterPath outline;
    outline.addRoundedRect(inside, 3, 3);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.drawImage(inside, imageOf(dataset, row));
    painter.restore();
  } else if (dataset.isPlane()) {
    paintPlane(painter, row, inside);
  } else {
    paintColumns(painter, row, inside, font);
  }
  paintCaption(
      painter, place,
      QRectF(rect.left() + kMargin, rect.bottom() - kCaption - kMargin / 2, rect.width() - 2 * kMargin, kCaption),
      font);
}

/// "4 → 9", the wrong answer in the colour of mistakes, and how sure it is.
void GalleryCard::paintCaption(QPainter& painter, std::size_t place, const QRectF& rect, const QFont& font) const {
  const QFont plain = sizedFont(font, 12, false);
  const QFont strong = sizedFont(font, 12, true);
  const QFont small = sizedFont(font, 11, false);
  const QString detail = detailOf(place);
  painter.setFont(small);
  painter.setPen(theme_.muted);
  painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight, detail);
  double room = rect.width() - QFontMetricsF(small).horizontalAdvance(detail) - 5;
  double x = rect.left();
  const auto write = [&](const QString& words, const QFont& words_font, const QColor& color, double most) {
    const QFontMetricsF metrics(words_font);
    const QString text = metrics.elidedText(words, Qt::ElideRight, std::max(most, 8.0));
    painter.setFont(words_font);
    painter.setPen(color);
    painter.drawText(QRectF(x, rect.top(), room + 20, rect.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    const double used = metrics.horizontalAdvance(text);
    x += used;
    room -= used;
  };
  const bool isMistake = data_->dataset->task == Task::Classification && !isRight(place);
  const bool isNumber = data_->dataset->task == Task::Regression;
  if (!isMistake && !isNumber) return write(truthOf(place), strong, theme_.good, room);
  constexpr double kArrow = 16;
  write(truthOf(place), plain, theme_.text, (room - kArrow) / 2);
  write(QStringLiteral(" → "), plain, theme_.muted, 2 * kArrow);
  write(guessOf(place), strong, isNumber ? theme_.text : theme_.bad, room);
}

/// The columns that are furthest from their means, in their own units.
void GalleryCard::paintColumns(QPainter& painter, std::int64_t row, const QRectF& rect, const QFont& font) const {
  const Dataset& dataset = *data_->dataset;
  std::vector<std::int64_t> order(static_cast<std::size_t>(dataset.features));
  std::iota(order.begin(), order.end(), 0);
  std::vector<TableValue> cells;
  for (std::int64_t feature = 0; feature < dataset.features; ++feature)
    cells.push_back(tableValueOf(*data_, row, feature));
  const std::size_t shown = std::min(order.size(), kColumnsShown);
  const auto unusual = [&](std::int64_t feature) {
    const TableValue& cell = cells[static_cast<std::size_t>(feature)];
    return cell.isNumeric ? std::abs(cell.deviation) : cell.value > 0.5 ? 0.5 : -1.0;
  };
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(shown), std::greater(), unusual);
  std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown));  // in the order of the table

  const QFont plain = sizedFont(font, 11, false);
  const QFontMetricsF metrics(plain);
  painter.setFont(plain);
  constexpr double kDeviation = 34;
  for (std::size_t i = 0; i < shown; ++i) {
    const TableValue& cell = cells[static_cast<std::size_t>(order[i])];
    const QRectF line(rect.left(), rect.top() + kLine * static_cast<double>(i), rect.width(), kLine);
    const QString value = cell.isNumeric     ? tableNumber(cell.value)
                          : cell.value > 0.5 ? QStringLiteral("yes")
                                             : QStringLiteral("no");
    const double valueWidth = metrics.horizontalAdvance(value);
    painter.setPen(theme_.muted);
    painter.drawText(
        line, Qt::AlignVCenter | Qt::AlignLeft,
        metrics.elidedText(QString::fromStdString(dataset.featureNames[static_cast<std::size_t>(order[i])]),
                           Qt::ElideRight, rect.width() - valueWidth - kDeviation - 6));
    painter.setPen(theme_.text);
    painter.drawText(line.adjusted(0, 0, -kDeviation, 0), Qt::AlignVCenter | Qt::AlignRight, value);
    if (!cell.isNumeric) continue;
    // Far from the mean in the colour of its sign, as everywhere.
    const QColor full = cell.deviation < 0 ? theme_.negative : theme_.positive;
    QColor color = std::abs(cell.deviation) < 1 ? theme_.muted : full;
    for (double share = 0.1; contrast(color, theme_.card) < 4.5 && share < 1; share += 0.1) {
      color = mix(full, theme_.text, share);
    }
    painter.setPen(color);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, signedText(cell.deviation) + QStringLiteral("σ"));
  }
}

void GalleryCard::paintPlane(QPainter& painter, std::int64_t row, const QRectF& rect) {
  const Dataset& dataset = *data_->dataset;
  const auto colorOf = [&](std::size_t at) {
    if (dataset.task == Task::Classification) return theme_.classColor(static_cast<std::size_t>(dataset.labels[at]));
    return theme_.signedColor(static_cast<double>(dataset.targets[at]));
  };
  const double ratio = painter.device()->devicePixelRatioF();
  const QSize size = (rect.size() * ratio).toSize();
  if (plane_.size() != size) {
    plane_ = QPixmap(size);
    plane_.fill(Qt::transparent);
    QPainter points(&plane_);
    points.setRenderHint(QPainter::Antialiasing);
    points.setPen(Qt::NoPen);
    points.setOpacity(0.45);
    const QRectF whole(QPointF(0, 0), QSizeF(size));
    const std::size_t stride = 1 + data_->train.size() / kMostPoints;
    for (std::size_t i = 0; i < data_->train.size(); i += stride) {
      const auto at = static_cast<std::size_t>(data_->train[i]);
      points.setBrush(colorOf(at));
      points.drawEllipse(placeIn(whole, dataset.points[2 * at], dataset.points[2 * at + 1]), 1.3 * ratio, 1.3 * ratio);
    }
  }
  painter.drawPixmap(rect, plane_, QRectF(plane_.rect()));
  const auto at = static_cast<std::size_t>(row);
  painter.setPen(QPen(theme_.text, 1.5));
  painter.setBrush(colorOf(at));
  painter.drawEllipse(placeIn(rect, dataset.points[2 * at], dataset.points[2 * at + 1]), 4.5, 4.5);
}

}  // namespace gradus::ui
