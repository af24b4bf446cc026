#include "ui/widgets/tab_header.h"

#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kHeight = 40;
constexpr int kGap = 18;

}  // namespace

TabHeader::TabHeader(QWidget* parent) : QTabBar(parent) {
  setFont(textFont(13, QFont::DemiBold));
  setDrawBase(false);
  setExpanding(false);
  setUsesScrollButtons(false);  // a tab that cannot be seen is one that nobody finds
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setMouseTracking(true);
}

QSize TabHeader::tabSizeHint(int index) const {
  return {fontMetrics().horizontalAdvance(tabText(index)) + kGap, kHeight};
}

void TabHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  for (int i = 0; i < count(); ++i) {
    const QRect words = tabRect(i).adjusted(0, 0, -kGap, 0);
    const bool present = i == currentIndex();
    const bool lit = present || tabRect(i).contains(mapFromGlobal(QCursor::pos()));
    painter.setPen(palette().color(lit ? role::kText : role::kMuted));
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, tabText(i));
    if (present) {
      painter.fillRect(QRect(words.left(), kHeight - 2, words.width(), 2), palette().color(role::kAccent));
      if (hasFocus()) {
        paintFocus(painter, words.adjusted(-4, 8, 4, -6), 5, palette().color(role::kAccent));
        painter.setRenderHint(QPainter::Antialiasing, false);
      }
    }
  }
}

}  // namespace gradus::ui
