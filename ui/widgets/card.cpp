#include "ui/widgets/card.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/density.h"

namespace gradus::ui {

Card::Card(const QString& title, QWidget* parent) : QFrame(parent), body_(new QVBoxLayout) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kSpacing + 1, kSpacing, kSpacing + 1, kSpacing + 1);
  layout->setSpacing(10);
  if (!title.isEmpty()) {
    auto* label = new QLabel(title);
    label->setForegroundRole(role::kMuted);
    label->setFont(textFont(12, QFont::DemiBold));
    layout->addWidget(label);
  }
  layout->addLayout(body_, 1);
  body_->setSpacing(kRowSpacing);
  setAccessibleName(title);
}

void Card::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSurface(painter, rect(), kCardRadius, palette().color(role::kCard), palette().color(role::kBorder));
}

}  // namespace gradus::ui
