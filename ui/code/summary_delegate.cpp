#include "ui/code/summary_delegate.h"

#include <QAbstractItemView>
#include <QPainter>

#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kRowHeight = 38;
constexpr int kSide = 10;
constexpr int kBarHeight = 3;

}  // namespace

QSize SummaryDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const QFontMetrics metrics(textFont(13, QFont::DemiBold));
  const int width = metrics.horizontalAdvance(index.data().toString());
  return {std::max(width + 2 * kSide, QStyledItemDelegate::sizeHint(option, index).width()), kRowHeight};
}

void SummaryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const QRect cell = option.rect;
  const bool isTotal = index.data(kIsTotal).toBool();
  // The keyboard's row shows while the keyboard is here, the pointer's while the pointer is.
  const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
  const bool isCurrent = view != nullptr && view->hasFocus() && view->currentIndex().row() == index.row();
  if (isCurrent || index.row() == hoveredRow_) painter->fillRect(cell, theme_->hover);
  if (isTotal) {
    painter->fillRect(QRect(cell.left(), cell.top(), cell.width(), 2), mix(theme_->border, theme_->muted, 0.5));
  } else if (index.row() > 0) {
    painter->fillRect(QRect(cell.left(), cell.top(), cell.width(), 1), mix(theme_->card, theme_->border, 0.7));
  }

  QRect words = cell.adjusted(kSide, 0, -kSide, 0);
  const double share = index.data(kShare).toDouble();
  if (share > 0) {
    const QRectF track(words.left(), cell.bottom() - 2 * kBarHeight, words.width(), kBarHeight);
    QRectF bar = track;
    bar.setLeft(track.right() - std::max<double>(kBarHeight, track.width() * share));
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme_->control);
    painter->drawRoundedRect(track, kBarHeight / 2.0, kBarHeight / 2.0);
    painter->setBrush(mix(theme_->card, theme_->accent, 0.8));
    painter->drawRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
    words.adjust(0, 0, 0, -kBarHeight);
  }
  painter->setFont(textFont(13, isTotal || index.column() == 0 ? QFont::DemiBold : QFont::Normal));
  painter->setPen(index.column() == 1 ? theme_->muted : theme_->text);
  const Qt::Alignment side = index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight;
  painter->drawText(words, static_cast<int>(side | Qt::AlignVCenter), index.data().toString());
  painter->restore();
}

}  // namespace gradus::ui
