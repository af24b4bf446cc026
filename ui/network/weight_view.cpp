#include "ui/network/weight_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>

#include "core/base/number_text.h"
#include "ui/network/round_button.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kPadding = 14;
constexpr int kTitle = 34;
constexpr int kScaleWidth = 14;
constexpr int kScaleRoom = 84;

bool isOwnKey(const QKeyEvent& event) {
  switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Escape:
      return event.modifiers() == Qt::NoModifier || event.modifiers() == Qt::KeypadModifier;
    default:
      return false;
  }
}

}  // namespace

WeightView::WeightView(QWidget* parent)
    : QWidget(parent),
      theme_(Theme::dark()),
      close_(
          new RoundButton(RoundButton::Sign::Cross, tr("Close the weights"), tr("Back to the network (Esc)."), this)) {
  setObjectName(QStringLiteral("weightView"));
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Weights"));
  close_->setObjectName(QStringLiteral("closeWeights"));
  connect(close_, &QAbstractButton::clicked, this, &WeightView::closed);
}

void WeightView::setTheme(const Theme& theme) {
  theme_ = theme;
  close_->setTheme(theme);
  update();
}

void WeightView::setPicture(const WeightPicture& picture) {
  picture_ = picture;
  setAccessibleDescription(picture.title);
  update();
}

QRectF WeightView::pictureRect() const {
  const QRectF room = QRectF(rect()).adjusted(kPadding, kTitle + 4, -kPadding - kScaleRoom, -kPadding);
  if (picture_.image.isNull() || room.isEmpty()) return {};
  QSizeF size = QSizeF(picture_.image.size()).scaled(room.size(), Qt::KeepAspectRatio);
  // Whole pixels for each cell, where there are enough of them, keep all cells alike.
  const double cell = size.width() / picture_.image.width();
  if (cell > 3) size *= static_cast<int>(cell) / cell;
  QRectF place(QPointF(), size);
  place.moveCenter(room.center());
  return QRectF(place.topLeft().toPoint(), size);
}

QRectF WeightView::cellRect(const QPoint& cell) const {
  const QRectF place = pictureRect();
  const QSizeF size(place.width() / picture_.image.width(), place.height() / picture_.image.height());
  return {place.left() + cell.x() * size.width(), place.top() + cell.y() * size.height(), size.width(), size.height()};
}

std::optional<QPoint> WeightView::cellAt(const QPointF& position) const {
  const QRectF place = pictureRect();
  if (!place.contains(position)) return std::nullopt;
  const int x = static_cast<int>((position.x() - place.left()) / place.width() * picture_.image.width());
  const int y = static_cast<int>((position.y() - place.top()) / place.height() * picture_.image.height());
  return QPoint(std::min(x, picture_.image.width() - 1), std::min(y, picture_.image.height() - 1));
}

void WeightView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSurface(painter, rect(), kCardRadius, theme_.card, theme_.border);
  if (hasFocus()) paintFocus(painter, rect(), kCardRadius, theme_.accent);
  painter.setFont(sizedFont(font(), 13, true));
  painter.setPen(theme_.text);
  painter.drawText(QRect(kPadding, 6, width() - 2 * kPadding - 30, kTitle - 8), Qt::AlignVCenter | Qt::AlignLeft,
                   picture_.title);
  if (picture_.isOne) {
    const int left = kPadding + painter.fontMetrics().horizontalAdvance(picture_.title) + 14;
    painter.setFont(sizedFont(font(), 12, false));
    painter.setPen(theme_.muted);
    painter.drawText(QRect(left, 6, width() - left - 40, kTitle - 8), Qt::AlignVCenter | Qt::AlignLeft,
                     tr("← → other units"));
  }
  const QRectF place = pictureRect();
  if (place.isEmpty()) return;
  painter.setRenderHint(QPainter::SmoothPixmapTransform, place.width() < picture_.image.width());
  painter.drawImage(place, picture_.image);
  painter.setRenderHint(QPainter::Antialiasing);
  if (at_) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.text, 1.5));
    painter.drawRect(cellRect(*at_));
  }
  paintScale(painter, place);
}

void WeightView::paintScale(QPainter& painter, const QRectF& beside) const {
  const QRectF bar(width() - kPadding - kScaleRoom + 16, beside.top(), kScaleWidth, beside.height());
  QLinearGradient gradient(bar.topLeft(), bar.bottomLeft());
  constexpr int kStops = 8;
  for (int i = 0; i <= kStops; ++i) {
    gradient.setColorAt(static_cast<double>(i) / kStops, theme_.signedColor(1 - 2.0 * i / kStops));
  }
  painter.setPen(theme_.border);
  painter.setBrush(gradient);
  painter.drawRect(bar);
  painter.setFont(sizedFont(font(), 11, false));
  painter.setPen(theme_.muted);
  const auto label = [&](double y, double value) {
    painter.drawText(QRectF(bar.right() + 6, y - 9, kScaleRoom, 18), Qt::AlignVCenter | Qt::AlignLeft,
                     preciseNumber(value));
  };
  const double rounded = roundedTo(picture_.scale, 2);
  label(bar.top() + 7, rounded);
  label(bar.center().y(), 0);
  label(bar.bottom() - 7, -rounded);
}

void WeightView::resizeEvent(QResizeEvent*) {
  close_->move(width() - close_->width() - 10, 8);
}

void WeightView::mouseMoveEvent(QMouseEvent* event) {
  const auto cell = cellAt(event->position());
  if (cell == at_) return;
  at_ = cell;
  update();
  emit pointed(cell);
}

void WeightView::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  const auto cell = cellAt(event->position());
  if (cell && event->button() == Qt::LeftButton) emit clicked(*cell);
}

void WeightView::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto cell = cellAt(event->position());
  if (cell && event->button() == Qt::LeftButton) emit doubleClicked(*cell);
}

void WeightView::wheelEvent(QWheelEvent* event) {
  event->accept();  // the network behind stays as it is
}

void WeightView::leaveEvent(QEvent*) {
  at_.reset();
  update();
  emit pointed(std::nullopt);
}

bool WeightView::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void WeightView::keyPressEvent(QKeyEvent* event) {
  if (!isOwnKey(*event)) return QWidget::keyPressEvent(event);
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
      emit stepped(-1);
      break;
    case Qt::Key_Right:
    case Qt::Key_Down:
      emit stepped(1);
      break;
    default:
      emit closed();
  }
}

}  // namespace gradus::ui
