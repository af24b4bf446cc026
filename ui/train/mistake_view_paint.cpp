// How the mistakes are drawn: pictures with words below, or lines.
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/train/mistake_view.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kRowNumber = 54;

/// The picture in its cell, above the words.
QRectF pictureIn(const QRectF& cell, double side) {
  return {cell.center().x() - side / 2, cell.top(), side, side};
}

}  // namespace

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
      painter.drawRoundedRect(pictureIn(place, pictureSide()).adjusted(1, 1, -1, -1), 2.5, 2.5);
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
  const QRectF square = pictureIn(place, pictureSide());
  QPainterPath outline;
  outline.addRoundedRect(square, 3, 3);
  painter.setClipPath(outline);
  painter.drawImage(square, item.image);
  painter.setClipping(false);
  const QRectF words(place.left() - kGap / 2, square.bottom(), place.width() + kGap, captionHeight());
  hasTwoLines() ? paintTwoLines(painter, item, words) : paintArrow(painter, item, words);
}

/// What it is, and below it, in the colour of mistakes, what it is taken for.
void MistakeView::paintTwoLines(QPainter& painter, const Item& item, const QRectF& place) const {
  const auto draw = [&](const QString& text, bool isStrong, const QColor& color, const QRectF& line) {
    const QFont words = sizedFont(font(), kCaptionSize, isStrong);
    painter.setFont(words);
    painter.setPen(color);
    painter.drawText(line, Qt::AlignCenter, QFontMetricsF(words).elidedText(text, Qt::ElideRight, line.width()));
  };
  const QRectF first(place.left(), place.top() + 1, place.width(), kSecondLine);
  draw(item.truth, false, palette().color(role::kText), first);
  draw(QStringLiteral("→ ") + item.guess, true, palette().color(role::kBad), first.translated(0, kSecondLine));
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
  const double pixels = isCentred ? kCaptionSize : 12;
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
