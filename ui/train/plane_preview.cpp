#include "ui/train/plane_preview.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/theme/style.h"
#include "ui/widgets/paint.h"

namespace gradus::ui {
namespace {

constexpr std::size_t kMostPoints = 3000;

}  // namespace

PlanePreview::PlanePreview(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("planePreview"));
  setAccessibleName(QStringLiteral("The data as points in the plane"));
  setToolTip(
      QStringLiteral("The data: points for training are strong, points for validation and test are faint. "
                     "Click one to see its way through the network"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void PlanePreview::setTheme(const Theme& theme) {
  theme_ = theme;
  draw();
}

void PlanePreview::setData(const PreparedDataPtr& prepared) {
  data_ = prepared;
  watched_ = -1;
  reach_ = 1e-6F;
  if (hasPoints()) {
    for (const float value : data_->dataset->points) reach_ = std::max(reach_, std::abs(value));
  }
  draw();
}

void PlanePreview::setWatched(std::int64_t row) {
  watched_ = row;
  update();
}

bool PlanePreview::hasPoints() const {
  return data_ != nullptr && data_->dataset->isPlane();
}

double PlanePreview::scale() const {
  return (std::min(width(), height()) / 2.0 - 8) / reach_;
}

QPointF PlanePreview::pointOf(std::int64_t row) const {
  const auto at = static_cast<std::size_t>(2 * row);
  const std::vector<float>& values = data_->dataset->points;
  // The second feature grows upwards, as in every textbook.
  return QPointF(width() / 2.0, height() / 2.0) + QPointF(values[at] * scale(), -values[at + 1] * scale());
}

QColor PlanePreview::colorOf(std::int64_t row) const {
  const Dataset& dataset = *data_->dataset;
  const auto at = static_cast<std::size_t>(row);
  if (dataset.labels.empty()) return theme_.signedColor(dataset.targets.at(at));
  return theme_.classColor(static_cast<std::size_t>(dataset.labels.at(at)));
}

void PlanePreview::draw() {
  const double ratio = devicePixelRatioF();
  picture_ = QPixmap(size() * ratio);
  picture_.setDevicePixelRatio(ratio);
  picture_.fill(Qt::transparent);
  update();
  if (!hasPoints()) return;

  const QPointF middle(width() / 2.0, height() / 2.0);
  QPainter painter(&picture_);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(palette().color(role::kBorder), 1));
  painter.drawLine(QPointF(middle.x(), 8), QPointF(middle.x(), height() - 8));
  painter.drawLine(QPointF(8, middle.y()), QPointF(width() - 8, middle.y()));
  painter.setPen(Qt::NoPen);
  const auto dots = [&](const std::vector<std::int64_t>& rows, float opacity) {
    const std::size_t stride = rows.size() / kMostPoints + 1;
    for (std::size_t i = 0; i < rows.size(); i += stride) {
      QColor color = colorOf(rows[i]);
      color.setAlphaF(opacity);
      painter.setBrush(color);
      painter.drawEllipse(pointOf(rows[i]), 2.2, 2.2);
    }
  };
  dots(data_->test, 0.4F);
  dots(data_->valid, 0.4F);
  dots(data_->train, 1.0F);
}

void PlanePreview::mousePressEvent(QMouseEvent* event) {
  if (!hasPoints() || event->button() != Qt::LeftButton) return;
  std::int64_t nearest = 0;
  double least = std::numeric_limits<double>::max();
  for (std::int64_t row = 0; row < data_->dataset->rows; ++row) {
    const QPointF away = pointOf(row) - event->position();
    const double distance = QPointF::dotProduct(away, away);
    if (distance >= least) continue;
    least = distance;
    nearest = row;
  }
  emit sampleClicked(nearest);
}

void PlanePreview::resizeEvent(QResizeEvent*) {
  draw();
}

void PlanePreview::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSurface(painter, rect(), kControlRadius, palette().color(role::kCanvas), palette().color(role::kBorder));
  painter.drawPixmap(0, 0, picture_);
  if (!hasPoints() || watched_ < 0 || watched_ >= data_->dataset->rows) return;
  painter.setPen(QPen(palette().color(role::kText), 1.5));
  painter.setBrush(colorOf(watched_));
  painter.drawEllipse(pointOf(watched_), 4, 4);
}

}  // namespace gradus::ui
