#include "ui/widgets/scrolling.h"

#include <QLayout>
#include <QScrollArea>

#include "ui/theme/style.h"

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
  area.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
  layout.setContentsMargins(layout.contentsMargins() - QMargins(0, 0, kScrollBarWidth, 0));
}

}  // namespace gradus::ui
