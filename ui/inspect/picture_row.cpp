#include "ui/inspect/picture_row.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <utility>

#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr double kGap = 8;
constexpr double kCaption = 19;

}  // namespace

PictureRow::PictureRow(int columns, QWidget* parent) : QWidget(parent), columns_(columns) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setMouseTracking(true);
}

void PictureRow::setPictures(std::vector<Picture> pictures) {
  const bool isOtherSize = pictures.size() != pictures_.size();
  pictures_ = std::move(pictures);
  current_ = std::min(current_, pictures_.empty() ? 0 : pictures_.size() - 1);
  setFocusPolicy(isClickable() ? Qt::TabFocus : Qt::NoFocus);
  QStringList captions;
  for (const Picture& each : pictures_) captions << each.caption;
  setAccessibleDescription(captions.join(QStringLiteral(", ")));
  if (isOtherSize) setFixedHeight(heightFor(width()));
  update();
}

double PictureRow::sideFor(double width) const {
  return (width - kGap * (columns_ - 1)) / columns_;
}

int PictureRow::heightFor(int width) const {
  const std::size_t lines =
      (pictures_.size() + static_cast<std::size_t>(columns_) - 1) / static_cast<std::size_t>(columns_);
  return static_cast<int>(static_cast<double>(lines) * (sideFor(width) + kCaption) + 0.999);
}

QRectF PictureRow::place(std::size_t index) const {
  const double side = sideFor(width());
  const std::size_t line = index / static_cast<std::size_t>(columns_);
  const std::size_t column = index % static_cast<std::size_t>(columns_);
  return {static_cast<double>(column) * (side + kGap), static_cast<double>(line) * (side + kCaption), side, side};
}

std::size_t PictureRow::indexAt(const QPointF& position) const {
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    if (place(i).adjusted(0, 0, 0, kCaption).contains(position)) return i;
  }
  return pictures_.size();
}

void PictureRow::resizeEvent(QResizeEvent*) {
  setFixedHeight(heightFor(width()));
}

bool PictureRow::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const std::size_t index = indexAt(help->pos());
    showTip(*help, index < pictures_.size() ? pictures_[index].explanation : QString(), *this);
    return true;
  }
  return QWidget::event(event);
}

void PictureRow::mousePressEvent(QMouseEvent* event) {
  const std::size_t index = indexAt(event->position());
  if (event->button() != Qt::LeftButton || index >= pictures_.size() || pictures_[index].row < 0) return;
  current_ = index;
  emit clicked(pictures_[index].row);
}

void PictureRow::keyPressEvent(QKeyEvent* event) {
  if (!isClickable()) return QWidget::keyPressEvent(event);
  if (event->key() == Qt::Key_Right && current_ + 1 < pictures_.size()) {
    ++current_;
  } else if (event->key() == Qt::Key_Left && current_ > 0) {
    --current_;
  } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    emit clicked(pictures_[current_].row);
  } else {
    return QWidget::keyPressEvent(event);
  }
  update();
}

void PictureRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(sizedFont(font(), 11, false));
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    const QRectF square = place(i);
    QPainterPath outline;
    outline.addRoundedRect(square, 4, 4);
    painter.fillPath(outline, palette().color(role::kControl));
    if (!pictures_[i].image.isNull()) {
      painter.setClipPath(outline);
      painter.drawImage(square, pictures_[i].image);
      painter.setClipping(false);
    }
    painter.setBrush(Qt::NoBrush);
    const bool isCurrent = hasFocus() && i == current_;
    painter.setPen(QPen(palette().color(isCurrent ? role::kAccent : role::kBorder), isCurrent ? 2 : 1));
    painter.drawPath(outline);
    painter.setPen(palette().color(role::kMuted));
    const QRectF caption(square.left() - kGap / 2, square.bottom() + 2, square.width() + kGap, kCaption - 4);
    painter.drawText(
        caption, Qt::AlignHCenter | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(pictures_[i].caption, Qt::ElideRight, static_cast<int>(caption.width())));
  }
}

}  // namespace gradus::ui
