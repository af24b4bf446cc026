#include "ui/widgets/legend.h"

#include <QPainter>

#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kDash = 8;
constexpr int kGap = 4;
constexpr int kBetween = 9;

}  // namespace

Legend::Legend(QWidget* parent) : QWidget(parent) {
  setFont(textFont(12));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Legend::setEntries(std::vector<Entry> entries) {
  entries_ = std::move(entries);
  QStringList words;
  for (const Entry& entry : entries_) words += entry.words;
  setAccessibleName(QStringLiteral("Curves: ") + words.join(QStringLiteral(", ")));
  updateGeometry();
  update();
}

QSize Legend::sizeHint() const {
  int width = entries_.empty() ? 0 : -kBetween;
  for (const Entry& entry : entries_) {
    width += kDash + kGap + fontMetrics().horizontalAdvance(entry.words) + kBetween;
  }
  return {std::max(width, 0) + 1, fontMetrics().height() + 2};
}

void Legend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  int x = 0;
  for (const Entry& entry : entries_) {
    painter.fillRect(QRect(x, height() / 2 - 1, kDash, 2), entry.color);
    x += kDash + kGap;
    const int words = fontMetrics().horizontalAdvance(entry.words);
    painter.setPen(palette().color(role::kMuted));
    painter.drawText(QRect(x, 0, words + 2, height()), Qt::AlignVCenter | Qt::AlignLeft, entry.words);
    x += words + kBetween;
  }
}

}  // namespace gradus::ui
