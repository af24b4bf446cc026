#include "ui/widgets/scrolling.h"

#include <QLayout>
#include <QScrollArea>
#include <QScrollBar>

namespace gradus::ui {

QScrollArea* makeScrolling(QWidget* content) {
  auto* area = new QScrollArea;
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  content->setAutoFillBackground(false);
  area->viewport()->setAutoFillBackground(false);
  return area;
}

void keepWidth(QScrollArea& area, QLayout& layout) {
  QScrollBar* bar = area.verticalScrollBar();
  const QMargins margins = layout.contentsMargins();
  QObject::connect(bar, &QScrollBar::rangeChanged, &layout, [&layout, bar, margins](int, int maximum) {
    const int taken = maximum > 0 ? bar->sizeHint().width() : 0;
    layout.setContentsMargins(margins - QMargins(0, 0, taken, 0));
  });
}

}  // namespace gradus::ui
