#include "ui/train/right_column.h"

#include <QBoxLayout>

#include "ui/train/curves_panel.h"
#include "ui/train/mistakes_card.h"
#include "ui/train/output_card.h"
#include "ui/widgets/paint.h"

namespace gradus::ui {
namespace {

constexpr int kSmallestPlot = 190;  // a card with a curve that can still be read

}  // namespace

RightColumn::RightColumn(OutputCard* output, CurvesPanel* curves, MistakesCard* mistakes, QWidget* parent)
    : QWidget(parent), output_(output), curves_(curves) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kSpacing, kSpacing, kSpacing, kSpacing);
  layout->setSpacing(kSpacing);
  layout->addWidget(output_);
  layout->addWidget(curves_, 8);
  layout->addWidget(mistakes, 5);
  arrange();
}

void RightColumn::setPlane(bool isPlane) {
  isPlane_ = isPlane;
  arrange();
}

void RightColumn::resizeEvent(QResizeEvent*) {
  arrange();
}

void RightColumn::arrange() {
  output_->setVisible(isPlane_);
  const int fieldHeight = width() - 2 * kSpacing + 60;
  const int left = height() - fieldHeight - 2 * kSpacing;
  curves_->setRoomForBoth(!isPlane_ || left >= 2 * (kSmallestPlot + kSpacing));
}

}  // namespace gradus::ui
