#include "ui/train/right_column.h"

#include <QBoxLayout>
#include <algorithm>

#include "ui/theme/paint.h"
#include "ui/train/curves_panel.h"
#include "ui/train/mistakes_card.h"
#include "ui/train/output_card.h"
#include "ui/train/scores_card.h"

namespace gradus::ui {
namespace {

constexpr int kSmallestPlot = 172;    // a card with a curve that can still be read
constexpr int kUsualPlot = 190;       // one that is worth a smaller field
constexpr int kAroundField = 60 + 2;  // what the output's card has above and below its field

}  // namespace

RightColumn::RightColumn(ScoresCard* scores, OutputCard* output, CurvesPanel* curves, MistakesCard* mistakes,
                         QWidget* parent)
    : QWidget(parent), scores_(scores), output_(output), curves_(curves), mistakes_(mistakes) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kSpacing, kSpacing, kSpacing, kSpacing);
  layout->setSpacing(kSpacing);
  layout->addWidget(scores_);
  layout->addWidget(output_);
  layout->addWidget(curves_, 8);
  layout->addWidget(mistakes_, 5);
  arrange();
}

void RightColumn::setPlane(bool isPlane) {
  isPlane_ = isPlane;
  arrange();
}

void RightColumn::resizeEvent(QResizeEvent*) {
  arrange();
}

/// The scores are always there; then a curve has to be seen, then the field or the mistakes, and then the other curve.
void RightColumn::arrange() {
  output_->setVisible(isPlane_);
  const int room = height() - 3 * kSpacing - scores_->sizeHint().height();
  const int least = output_->minimumSizeHint().height();
  const int wanted = width() - 2 * kSpacing + kAroundField;
  const int field = std::clamp(room - kSpacing - kUsualPlot, least, std::max(wanted, least));
  output_->setMaximumHeight(field);
  const int taken = isPlane_ ? field : mistakes_->minimumSizeHint().height();
  curves_->setRoomForBoth(room - taken - kSpacing >= 2 * kSmallestPlot + kSpacing);
}

}  // namespace gradus::ui
