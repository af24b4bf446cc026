// What a card shows of a sample that is no image: the columns of its row, or its place in the plane.
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
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/sample_grid.h"

namespace gradus::ui {
namespace {

constexpr int kMostPoints = 400;  // behind a point of the plane

/// From the middle of a card to its edge: a little more than where points are.
double extentOf(const Dataset& dataset) {
  return 1.05 * std::max(kPlaneExtent, farthestPlace(dataset));
}

QPointF placeIn(const QRectF& rect, double extent, float x1, float x2) {
  const auto share = [extent](double value) { return std::clamp((value + extent) / (2 * extent), 0.0, 1.0); };
  return {rect.left() + rect.width() * share(x1), rect.bottom() - rect.height() * share(x2)};
}

}  // namespace

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
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight,
                     withSignAndDecimals(cell.deviation, 1) + QStringLiteral("σ"));
  }
}

void GalleryCard::paintPlane(QPainter& painter, std::int64_t row, const QRectF& rect) {
  const Dataset& dataset = *data_->dataset;
  const auto colorOf = [&](std::size_t at) {
    if (dataset.task == Task::Classification) return theme_.classColor(static_cast<std::size_t>(dataset.labels[at]));
    return theme_.signedColor(static_cast<double>(dataset.targets[at]));
  };
  const double extent = extentOf(dataset);
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
      points.drawEllipse(placeIn(whole, extent, dataset.points[2 * at], dataset.points[2 * at + 1]), 1.3 * ratio,
                         1.3 * ratio);
    }
  }
  painter.drawPixmap(rect, plane_, QRectF(plane_.rect()));
  const auto at = static_cast<std::size_t>(row);
  painter.setPen(QPen(theme_.text, 1.5));
  painter.setBrush(colorOf(at));
  painter.drawEllipse(placeIn(rect, extent, dataset.points[2 * at], dataset.points[2 * at + 1]), 4.5, 4.5);
}

}  // namespace gradus::ui
