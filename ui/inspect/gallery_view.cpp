#include "ui/inspect/gallery_view.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/grid_keys.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr double kGap = 10;
constexpr double kSmallestCard = 40;  // before there is any room
constexpr int kMargin = 3;            // so that a focused card's frame is not cut

}  // namespace

GalleryView::GalleryView(QWidget* parent) : QAbstractScrollArea(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("galleryView"));
  setAccessibleName(QStringLiteral("Samples"));
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
  viewport()->setMouseTracking(true);
  viewport()->setAutoFillBackground(false);
  keepSpace(*this);
}

void GalleryView::setTheme(const Theme& theme) {
  theme_ = theme;
  card_.setTheme(theme);
  viewport()->update();
}

void GalleryView::setData(const PreparedDataPtr& prepared) {
  card_.setData(prepared);
  result_ = nullptr;
  hovered_.reset();
  arrange();
}

void GalleryView::setResult(const InspectResultPtr& result) {
  result_ = result;
  card_.setPredictions(result ? result->predictions : nullptr);
  hovered_.reset();
  if (!selected_.empty()) {
    std::set<std::int64_t> kept;
    for (std::size_t i = 0; i < count(); ++i) {
      if (selected_.contains(rowAt(i))) kept.insert(rowAt(i));
    }
    changeSelection(std::move(kept));
  }
  arrange();
}

void GalleryView::setWatched(std::int64_t row) {
  watched_ = row;
  viewport()->update();
}

void GalleryView::setEmptyText(const QString& text) {
  emptyText_ = text;
  viewport()->update();
}

std::int64_t GalleryView::rowAt(std::size_t index) const {
  return result_->predictions->rows[result_->places[index]];
}

std::vector<std::int64_t> GalleryView::rows() const {
  std::vector<std::int64_t> rows;
  rows.reserve(count());
  for (std::size_t i = 0; i < count(); ++i) rows.push_back(rowAt(i));
  return rows;
}

QString GalleryView::caption(std::size_t index) const {
  return card_.caption(result_->places.at(index));
}

std::optional<std::size_t> GalleryView::indexOf(std::int64_t row) const {
  for (std::size_t i = 0; row >= 0 && i < count(); ++i) {
    if (rowAt(i) == row) return i;
  }
  return std::nullopt;
}

// --- places

int GalleryView::columns() const {
  const double room = viewport()->width() - 2 * kMargin;
  return std::max(1, static_cast<int>((room + kGap) / (card_.smallestWidth() + kGap)));
}

double GalleryView::cardWidth() const {
  return std::max(kSmallestCard, std::floor((viewport()->width() - 2 * kMargin + kGap) / columns() - kGap));
}

double GalleryView::lineHeight() const {
  return std::ceil(card_.heightFor(cardWidth())) + kGap;
}

QRectF GalleryView::cell(std::size_t index) const {
  const auto across = static_cast<std::size_t>(columns());
  const auto column = static_cast<double>(index % across);
  const std::size_t line = index / across;
  return {kMargin + column * (cardWidth() + kGap),
          kMargin + static_cast<double>(line) * lineHeight() - verticalScrollBar()->value(), cardWidth(),
          lineHeight() - kGap};
}

std::optional<std::size_t> GalleryView::indexAt(const QPointF& position) const {
  const double y = position.y() - kMargin + verticalScrollBar()->value();
  const double x = position.x() - kMargin;
  if (x < 0 || y < 0) return std::nullopt;
  const auto column = static_cast<std::size_t>(x / (cardWidth() + kGap));
  const auto line = static_cast<std::size_t>(y / lineHeight());
  if (column >= static_cast<std::size_t>(columns())) return std::nullopt;
  const std::size_t index = line * static_cast<std::size_t>(columns()) + column;
  if (index >= count() || !cell(index).contains(position)) return std::nullopt;
  return index;
}

void GalleryView::arrange() {
  const auto across = static_cast<std::size_t>(columns());
  const std::size_t lines = (count() + across - 1) / across;
  const double height = static_cast<double>(lines) * lineHeight() + 2 * kMargin - kGap;
  verticalScrollBar()->setSingleStep(static_cast<int>(lineHeight() / 3));
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(height)) - viewport()->height()));
  verticalScrollBar()->setEnabled(verticalScrollBar()->maximum() > 0);  // its room stays, so that no card moves
  viewport()->update();
}

void GalleryView::resizeEvent(QResizeEvent*) {
  arrange();
}

void GalleryView::keepVisible(std::size_t index) {
  const QRectF place = cell(index);
  QScrollBar* bar = verticalScrollBar();
  if (place.top() < kMargin) bar->setValue(bar->value() + static_cast<int>(std::floor(place.top() - kMargin)));
  const double below = place.bottom() + kMargin - viewport()->height();
  if (below > 0) bar->setValue(bar->value() + static_cast<int>(std::ceil(below)));
}

// --- choosing

void GalleryView::changeSelection(std::set<std::int64_t> rows) {
  viewport()->update();
  if (rows == selected_) return;
  selected_ = std::move(rows);
  emit selectionChanged();
}

void GalleryView::select(const std::set<std::int64_t>& rows) {
  changeSelection(rows);
}

void GalleryView::toggle(std::size_t index) {
  std::set<std::int64_t> rows = selected_;
  if (rows.erase(rowAt(index)) == 0) rows.insert(rowAt(index));
  changeSelection(std::move(rows));
}

void GalleryView::selectUpTo(std::size_t index) {
  const std::size_t from = indexOf(anchor_).value_or(index);
  std::set<std::int64_t> rows;
  for (std::size_t i = std::min(from, index); i <= std::max(from, index); ++i) rows.insert(rowAt(i));
  changeSelection(std::move(rows));
}

/// The keyboard or a click comes to a card.
void GalleryView::moveTo(std::size_t index, Qt::KeyboardModifiers modifiers) {
  current_ = rowAt(index);
  keepVisible(index);
  if (modifiers.testFlag(Qt::ShiftModifier)) {
    if (!indexOf(anchor_)) anchor_ = current_;
    selectUpTo(index);
  } else {
    anchor_ = current_;
    changeSelection({current_});
  }
  setAccessibleDescription(card_.explanation(result_->places[index]));
  emit sampleChosen(current_);
}

void GalleryView::mousePressEvent(QMouseEvent* event) {
  const auto index = indexAt(event->position());
  if (event->button() == Qt::RightButton) {
    // A menu is about what is chosen; a card that is not chosen yet is what it is about.
    if (index && !selected_.contains(rowAt(*index))) moveTo(*index, {});
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  if (!index) return changeSelection({});
  if (event->modifiers().testFlag(Qt::ControlModifier)) {
    current_ = anchor_ = rowAt(*index);
    toggle(*index);
  } else {
    moveTo(*index, event->modifiers());
  }
}

void GalleryView::contextMenuEvent(QContextMenuEvent* event) {
  if (!selected_.empty()) emit menuWanted(event->globalPos());
}

void GalleryView::mouseMoveEvent(QMouseEvent* event) {
  const auto index = indexAt(event->position());
  if (index == hovered_) return;
  hovered_ = index;
  viewport()->update();
}

bool GalleryView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto index = indexAt(help->pos());
    showTip(*help, index ? card_.explanation(result_->places[*index]) : QString(), *this);
    return true;
  }
  if (event->type() == QEvent::Leave && hovered_) {
    hovered_.reset();
    viewport()->update();
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void GalleryView::keyPressEvent(QKeyEvent* event) {
  if (count() == 0) return event->ignore();
  const auto last = static_cast<std::ptrdiff_t>(count()) - 1;
  const std::optional<std::size_t> known = indexOf(current_);
  const auto at = static_cast<std::ptrdiff_t>(known.value_or(0));
  if (event->matches(QKeySequence::SelectAll)) {
    const std::vector<std::int64_t> all = rows();
    return changeSelection({all.begin(), all.end()});
  }
  if (event->key() == Qt::Key_Escape && !selected_.empty()) return changeSelection({});
  if (event->key() == Qt::Key_Space && known) return toggle(*known);
  const auto linesSeen = static_cast<std::ptrdiff_t>(std::max(1.0, std::floor(viewport()->height() / lineHeight())));
  const auto page = linesSeen * columns();
  const std::ptrdiff_t step = gridStep(event->key(), columns()).value_or(0);
  std::ptrdiff_t target = at + step;
  if (event->key() == Qt::Key_PageUp) target = std::max<std::ptrdiff_t>(at - page, at % columns());
  if (event->key() == Qt::Key_PageDown) target = std::min(at + page, last);
  if (target != at && !known) target = 0;
  const bool isEdge = event->key() == Qt::Key_Home || event->key() == Qt::Key_End;
  if (isEdge) target = event->key() == Qt::Key_Home ? 0 : last;
  if (step == 0 && target == at && !isEdge) return event->ignore();
  if (target < 0 || target > last) return;
  moveTo(static_cast<std::size_t>(target), event->modifiers());
}

void GalleryView::focusInEvent(QFocusEvent*) {
  viewport()->update();
}

void GalleryView::focusOutEvent(QFocusEvent*) {
  viewport()->update();
}

// --- painting

void GalleryView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.setRenderHint(QPainter::Antialiasing);
  paintedCards_ = 0;
  if (count() == 0) {
    painter.setPen(theme_.muted);
    painter.drawText(viewport()->rect().adjusted(20, 0, -20, 0), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
    if (hasFocus()) paintFocus(painter, viewport()->rect(), kCardRadius, theme_.accent);
    return;
  }
  const auto across = static_cast<std::size_t>(columns());
  const auto firstLine = static_cast<std::size_t>(verticalScrollBar()->value() / lineHeight());
  const bool hasNoCurrent = hasFocus() && !indexOf(current_);
  for (std::size_t index = firstLine * across; index < count(); ++index) {
    const QRectF place = cell(index);
    if (place.top() > viewport()->height()) break;
    const std::int64_t row = rowAt(index);
    card_.paint(painter, result_->places[index], place, font(),
                {.isSelected = selected_.contains(row),
                 .isHovered = hovered_ == index,
                 .isCurrent = hasFocus() && row == current_,
                 .isWatched = row == watched_});
    ++paintedCards_;
  }
  // The keyboard is here, but on none of them.
  if (hasNoCurrent) paintFocus(painter, viewport()->rect(), kCardRadius, theme_.accent);
}

}  // namespace gradus::ui
