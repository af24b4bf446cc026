#include "ui/train/mistakes_card.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <algorithm>

#include "ui/plots/part_look.h"
#include "ui/theme/style.h"
#include "ui/train/mistake_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kBeforeInspect = 6;

}  // namespace

MistakesCard::MistakesCard(QWidget* parent)
    : Card({}, parent),
      title_(new QLabel),
      empty_(new QLabel),
      inspect_(new Button({}, QStringLiteral("Inspect →"), Button::Look::Quiet)),
      view_(new MistakeView) {
  setObjectName(QStringLiteral("mistakesCard"));
  setAccessibleName(QStringLiteral("Mistakes"));
  title_->setObjectName(QStringLiteral("mistakesTitle"));
  title_->setTextFormat(Qt::RichText);
  title_->setForegroundRole(role::kMuted);
  title_->setFont(textFont(12, QFont::DemiBold));
  inspect_->setSmall(true);
  inspect_->setToolTip(QStringLiteral("Look into the mistakes on a page of their own"));
  inspect_->hide();
  empty_->setObjectName(QStringLiteral("mistakesEmpty"));
  empty_->setForegroundRole(role::kMuted);
  empty_->setFont(textFont(12));
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setWordWrap(true);
  empty_->hide();

  title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* header = new QHBoxLayout;
  header->setSpacing(kBeforeInspect);
  header->addWidget(title_, 1);
  header->addWidget(inspect_);
  body()->addLayout(header);
  body()->addWidget(view_, 1);
  body()->addWidget(empty_, 1);
  connect(view_, &MistakeView::sampleClicked, this, &MistakesCard::sampleClicked);
  connect(inspect_, &QPushButton::clicked, this, &MistakesCard::inspectClicked);
  hide();
}

void MistakesCard::setData(const PreparedData& prepared) {
  isRegression_ = prepared.dataset->task == Task::Regression;
  part_ = !prepared.test.empty() ? DataPart::Test : !prepared.valid.empty() ? DataPart::Valid : DataPart::Train;
  hasData_ = !prepared.dataset->isPlane();
  view_->setData(prepared.dataset);
  setPredictions(nullptr);
  const bool wasVisible = isVisible();
  setVisible(hasData_);
  if (wasVisible && hasData_) emit predictionsWanted(part_);
}

void MistakesCard::setPredictions(const PredictionsPtr& predictions) {
  if (predictions && predictions == predictions_) return;
  predictions_ = predictions;
  showTitle();
  view_->setPredictions(predictions);
  const bool isPerfect = predictions && predictions->mistakes.empty();
  empty_->setText(QStringLiteral("Everything in the %1 part is classified rightly.").arg(nameOf(part_)));
  empty_->setVisible(isPerfect);
  view_->setVisible(!isPerfect);
}

/// Shorter where there is no room for all of it; the tip has it.
void MistakesCard::showTitle() {
  const QMargins around = layout()->contentsMargins();
  const int taken = inspect_->isHidden() ? 0 : inspect_->sizeHint().width() + kBeforeInspect;
  const int room = width() - around.left() - around.right() - taken;
  const QString count = predictions_ ? grouped(static_cast<std::int64_t>(predictions_->mistakes.size())) : QString();
  const QString strong = QStringLiteral("<b style='color:%1'>%2</b>").arg(palette().color(role::kText).name(), count);
  title_->setToolTip(titleText(Brevity::None, count));  // which shows its text as it is
  for (const Brevity brevity : {Brevity::None, Brevity::Epoch, Brevity::Count, Brevity::Part}) {
    title_->setText(titleText(brevity, strong));
    if (title_->sizeHint().width() <= room) return;
  }
}

void MistakesCard::resizeEvent(QResizeEvent*) {
  showTitle();
}

QString MistakesCard::titleText(Brevity brevity, const QString& count) const {
  const QString part = nameOf(part_);
  if (!predictions_) return isRegression_ ? tr("Largest errors on %1").arg(part) : tr("Mistakes on %1").arg(part);
  const QString all = grouped(static_cast<std::int64_t>(predictions_->rows.size()));
  const QString epoch = epochNumber(predictions_->epochs);
  const QString when = brevity == Brevity::None ? tr("as of epoch %1").arg(epoch) : tr("epoch %1").arg(epoch);
  if (isRegression_) {
    if (brevity == Brevity::Part) return tr("Largest errors · %1").arg(when);
    return brevity == Brevity::Count ? tr("Largest errors on %1 · %2").arg(part, when)
                                     : tr("Largest errors on %1, of %2 · %3").arg(part, all, when);
  }
  if (brevity == Brevity::Part) return tr("Mistakes %1 · %2").arg(count, when);
  return brevity == Brevity::Count ? tr("Mistakes on %1 %2 · %3").arg(part, count, when)
                                   : tr("Mistakes on %1 %2 of %3 · %4").arg(part, count, all, when);
}

void MistakesCard::setWatched(std::int64_t row) {
  view_->setWatched(row);
}

void MistakesCard::offerInspect() {
  inspect_->show();
}

void MistakesCard::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) showTitle();  // it names a colour
  Card::changeEvent(event);
}

void MistakesCard::showEvent(QShowEvent*) {
  if (hasData_) emit predictionsWanted(part_);
}

void MistakesCard::hideEvent(QHideEvent*) {
  emit predictionsWanted(std::nullopt);
}

}  // namespace gradus::ui
