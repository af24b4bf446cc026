#include "ui/widgets/card.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/theme/style.h"
#include "ui/widgets/paint.h"

namespace gradus::ui {

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent), title_(new QLabel(title, this)), header_(new QHBoxLayout), body_(new QVBoxLayout) {
  title_->setForegroundRole(role::kMuted);
  title_->setFont(textFont(12, QFont::DemiBold));
  header_->addWidget(title_);
  header_->addStretch();
  header_->setSpacing(kSpacing);
  title_->setVisible(!title.isEmpty());

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kSpacing + 1, kSpacing, kSpacing + 1, kSpacing + 1);
  layout->setSpacing(10);
  if (!title.isEmpty()) layout->addLayout(header_);
  layout->addLayout(body_, 1);
  body_->setSpacing(7);
  setAccessibleName(title);
}

void Card::setCorner(QWidget* widget) {
  header_->addWidget(widget);
}

void Card::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSurface(painter, rect(), kCardRadius, palette().color(role::kCard), palette().color(role::kBorder));
}

}  // namespace gradus::ui
