#include "ui/plane/plane_field.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kDot = 3.2;
constexpr double kRing = 5.2;  // a point that is watched or held
constexpr double kHalo = 5.4;  // around a point that the network gets wrong
constexpr double kCorner = 5;
constexpr std::size_t kMostPoints = 3000;
const QColor kInk(0x0B, 0x14, 0x20, 0xD0);

}  // namespace

PlaneField::PlaneField(QWidget* parent) : QWidget(parent), theme_(Theme::dark()), palette_(theme_) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::CrossCursor);
  setAccessibleName(tr("Output of the network over the plane"));
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void PlaneField::setTheme(const Theme& theme) {
  theme_ = theme;
  palette_ = FieldPalette(theme);
  makeImage();
  makePoints();
}

void PlaneField::setData(const PreparedDataPtr& prepared) {
  data_ = prepared;
  watched_ = -1;
  snapshot_.reset();
  pressedAt_.reset();
  heldAt_.reset();
  held_ = -1;
  extent_ = kPlaneExtent;
  if (hasPoints()) {
    scale_ = fullColorOf(*data_->dataset);
    extent_ = fieldExtent(*data_->dataset);
  }
  makeImage();
  makePoints();
}

void PlaneField::setSnapshot(const SnapshotPtr& snapshot) {
  const bool isOther = snapshot_ != nullptr && snapshot->run != snapshot_->run;
  if (!snapshot->fields && !isOther) return;
  snapshot_ = snapshot->fields ? snapshot : nullptr;
  makeImage();
}

void PlaneField::showUnit(const Place& place) {
  if (unit_ == place) return;
  unit_ = place;
  makeImage();
}

void PlaneField::setTestShown(bool shown) {
  isTestShown_ = shown;
  makePoints();
}

void PlaneField::setDiscrete(bool discrete) {
  isDiscrete_ = discrete;
  makeImage();
}

void PlaneField::setWatched(std::int64_t row) {
  watched_ = row;
  update();
}

const FieldSnapshot* PlaneField::fields() const {
  if (snapshot_ == nullptr || !hasPoints()) return nullptr;
  const Dataset& dataset = *data_->dataset;
  const std::int64_t outputs = dataset.task == Task::Classification ? dataset.classes() : 1;
  const FieldSnapshot& known = *snapshot_->fields;
  return known.outputs == outputs && known.extent == extent_ ? &known : nullptr;
}

QRectF PlaneField::frame() const {
  const double side = std::min(width(), height());
  return {(width() - side) / 2, 0, side, side};
}

QPointF PlaneField::toWidget(double x1, double x2) const {
  const QRectF place = frame();
  const double unit = place.width() / (2 * extent_);
  return place.center() + QPointF(x1 * unit, -x2 * unit);  // the second feature grows upwards
}

QPointF PlaneField::toPlane(const QPointF& position) const {
  const QRectF place = frame();
  const QPointF away = (position - place.center()) * (2 * extent_ / place.width());
  return {away.x(), -away.y()};
}

QPointF PlaneField::pointOf(std::int64_t row) const {
  const auto at = static_cast<std::size_t>(2 * row);
  return toWidget(data_->dataset->points[at], data_->dataset->points[at + 1]);
}

QColor PlaneField::colorOf(std::int64_t row) const {
  const Dataset& dataset = *data_->dataset;
  const auto at = static_cast<std::size_t>(row);
  if (dataset.task == Task::Regression) return theme_.signedColor(dataset.targets[at] / scale_);
  return theme_.classColor(static_cast<std::size_t>(dataset.labels[at]));
}

bool PlaneField::isShown(const std::vector<std::int64_t>& part) const {
  return &part == &data_->train || isTestShown_;
}

std::int64_t PlaneField::rowAt(const QPointF& position, double reach) const {
  if (!hasPoints()) return -1;
  std::int64_t nearest = -1;
  double least = reach * reach;
  for (const auto* part : {&data_->test, &data_->valid, &data_->train}) {
    if (!isShown(*part)) continue;
    for (const std::int64_t row : *part) {
      const QPointF away = pointOf(row) - position;
      const double distance = QPointF::dotProduct(away, away);
      if (distance > least) continue;
      least = distance;
      nearest = row;
    }
  }
  return nearest;
}

bool PlaneField::isWrong(std::int64_t row) const {
  const Dataset& dataset = *data_->dataset;
  const auto at = static_cast<std::size_t>(row);
  const std::vector<float> said = outputAt(*fields(), dataset.points[2 * at], dataset.points[2 * at + 1]);
  return std::ranges::max_element(said) - said.begin() != dataset.labels[at];
}

void PlaneField::makeImage() {
  image_ = {};
  border_.clear();
  update();
  if (!hasPoints()) return;
  if (unit_.column == 0) {
    const auto index = static_cast<std::size_t>(unit_.unit);
    const auto& titles = data_->dataset->featureNames;
    const auto all = planeFeatures();
    const auto row = index < titles.size() ? std::ranges::find(all, titles[index], &PlaneFeature::title) : all.end();
    if (row != all.end()) image_ = featureImage(*row, kFieldSide, extent_, palette_);
    return;
  }
  const FieldSnapshot* field = fields();
  if (field == nullptr) return;
  const FieldUnit wanted{unit_.column - 1, unit_.unit};
  if (unit_.column > 0 && field->unit == wanted) {
    image_ = fieldImage(field->closer, kFieldSide, palette_);
    return;
  }
  image_ = outputImage(*field, {data_->dataset->task, isDiscrete_, scale_}, theme_, palette_);
  if (data_->dataset->task == Task::Classification) border_ = decisionBorder(*field);
}

void PlaneField::makePoints() {
  const double ratio = devicePixelRatioF();
  points_ = QPixmap(size() * ratio);
  points_.setDevicePixelRatio(ratio);
  points_.fill(Qt::transparent);
  update();
  if (!hasPoints()) return;
  QPainter painter(&points_);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const auto* part : {&data_->test, &data_->valid, &data_->train}) {
    if (!isShown(*part)) continue;
    const std::size_t stride = part->size() / kMostPoints + 1;
    for (std::size_t i = 0; i < part->size(); i += stride) drawPoint(painter, (*part)[i], part != &data_->train);
  }
}

void PlaneField::drawPoint(QPainter& painter, std::int64_t row, bool isTest) const {
  painter.setBrush(colorOf(row));
  const QPointF point = pointOf(row);
  if (!isTest) {
    painter.setPen(QPen(kInk, 1));
    painter.drawEllipse(point, kDot, kDot);
    return;
  }
  // Another shape, since colours are taken by the classes.
  constexpr double kHalf = kDot + 0.8;
  // Numbers near 0 are nearly as light as the floor of the light theme.
  painter.setPen(QPen(data_->dataset->task == Task::Regression ? theme_.muted : QColor(Qt::white), 1));
  painter.drawPolygon(QPolygonF(
      {point + QPointF(0, -kHalf), point + QPointF(kHalf, 0), point + QPointF(0, kHalf), point + QPointF(-kHalf, 0)}));
}

void PlaneField::drawWrong(QPainter& painter) const {
  const bool isOutput = unit_.column < 0;
  if (!isOutput || fields() == nullptr || data_->dataset->task != Task::Classification) return;
  // Behind the points, so that many of them in a row still show their colours.
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.text);
  for (const auto* part : {&data_->test, &data_->valid, &data_->train}) {
    if (!isShown(*part)) continue;
    const std::size_t stride = part->size() / kMostPoints + 1;
    for (std::size_t i = 0; i < part->size(); i += stride) {
      if (isWrong((*part)[i])) painter.drawEllipse(pointOf((*part)[i]), kHalo, kHalo);
    }
  }
}

void PlaneField::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const QRectF place = frame();
  if (image_.isNull()) {
    paintSurface(painter, place, kCorner, theme_.canvas, theme_.border);
  } else {
    painter.drawImage(place, image_);
  }
  if (!border_.empty()) {
    QColor line = theme_.text;
    line.setAlphaF(0.6F);
    painter.setPen(QPen(line, 1.2 / place.width(), Qt::SolidLine, Qt::RoundCap));
    painter.save();
    painter.translate(place.topLeft());
    painter.scale(place.width(), place.height());
    painter.drawLines(border_.data(), static_cast<int>(border_.size()));
    painter.restore();
  }
  painter.setClipRect(place);
  if (hasPoints()) drawWrong(painter);
  painter.drawPixmap(0, 0, points_);
  if (hasPoints() && watched_ >= 0 && watched_ < data_->dataset->rows) {
    painter.setPen(QPen(kInk, 1.2));
    painter.setBrush(colorOf(watched_));
    painter.drawEllipse(pointOf(watched_), kRing + 0.8, kRing + 0.8);
    painter.setPen(QPen(theme_.isDark ? theme_.text : theme_.card, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(pointOf(watched_), kRing + 2.2, kRing + 2.2);
  }
  drawHeld(painter);
  if (hasFocus()) drawCursor(painter);
  painter.setClipping(false);
  QPainterPath corners;
  corners.addRect(place.adjusted(-0.5, -0.5, 0.5, 0.5));
  corners.addRoundedRect(place, kCorner, kCorner);
  painter.fillPath(corners, palette().color(role::kCard));
  if (hasFocus()) paintFocus(painter, place, kCorner, theme_.accent);
}

void PlaneField::drawHeld(QPainter& painter) const {
  if (!heldAt_) return;
  painter.setPen(QPen(Qt::white, 1.5));
  painter.setBrush(colorOf(held_));
  painter.drawEllipse(*heldAt_, kRing, kRing);
}

void PlaneField::drawCursor(QPainter& painter) const {
  const QPointF at = toWidget(cursor_.x(), cursor_.y());
  for (const auto& [color, width] : {std::pair{QColor(kInk), 3.0}, std::pair{QColor(Qt::white), 1.4}}) {
    painter.setPen(QPen(color, width));
    painter.drawLine(at - QPointF(8, 0), at + QPointF(8, 0));
    painter.drawLine(at - QPointF(0, 8), at + QPointF(0, 8));
  }
}

void PlaneField::resizeEvent(QResizeEvent*) {
  makePoints();
}

void PlaneField::read(const QPointF& position) {
  if (!hasPoints() || !frame().contains(position)) return emit readingChanged({});
  const QPointF place = toPlane(position);
  QString text = tr("x₁ %1  x₂ %2").arg(withDecimals(place.x(), 2), withDecimals(place.y(), 2));
  if (const FieldSnapshot* field = fields()) {
    const std::vector<float> said = outputAt(*field, place.x(), place.y());
    if (data_->dataset->task == Task::Regression) {
      text += tr(" → %1").arg(figures(said[0]));
    } else {
      const auto best = static_cast<std::size_t>(std::ranges::max_element(said) - said.begin());
      text += tr(" → %1 %2").arg(QString::fromStdString(data_->dataset->classNames[best]), percent(said[best], 0));
    }
  }
  emit readingChanged(text);
}

}  // namespace gradus::ui
