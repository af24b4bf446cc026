#include "ui/inspect/attack_panel.h"

#include <QBoxLayout>
#include <QLabel>
#include <algorithm>
#include <cmath>

#include "ui/inspect/sample_words.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/format.h"
#include "ui/widgets/link_button.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/slider_field.h"

namespace gradus::ui {
namespace {

constexpr int kIterative = 1;

QLabel* makeLabel(const QString& text, QWidget* parent) {
  QLabel* label = makeMutedText(parent);
  label->setWordWrap(false);
  label->setText(text);
  return label;
}

}  // namespace

AttackPanel::AttackPanel(QWidget* parent)
    : QWidget(parent),
      method_(new Segments(this)),
      epsilon_(new SliderField({0, kLargestEpsilon, false}, this)),
      target_(new ComboBox(this)),
      targetName_(makeLabel(tr("to"), this)),
      outcome_(makeMutedText(this)),
      flip_(new LinkButton({}, this)),
      noFlip_(makeLabel({}, this)) {
  method_->setObjectName(QStringLiteral("attackMethod"));
  method_->setAccessibleName(tr("Method of the attack"));
  method_->addSegment(tr("FGSM"), tr("One step of size ε along the sign of ∂loss/∂x (Goodfellow et al. 2015)"));
  method_->addSegment(tr("PGD"),
                      tr("Ten smaller steps, each brought back to at most ε from the input (Madry et al. 2018)"));
  epsilon_->setObjectName(QStringLiteral("attackEpsilon"));
  epsilon_->setAccessibleName(tr("ε"));
  epsilon_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  epsilon_->setMinimumWidth(110);
  target_->setObjectName(QStringLiteral("attackTarget"));
  target_->setAccessibleName(tr("Target class"));
  target_->setToolTip(tr("The class that the attack makes likelier, or whichever comes first"));
  outcome_->setObjectName(QStringLiteral("attackOutcome"));
  outcome_->setMinimumHeight(2 * outcome_->fontMetrics().lineSpacing());  // what is below it must not move
  outcome_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  noFlip_->setMinimumHeight(flip_->sizeHint().height());
  flip_->setObjectName(QStringLiteral("attackFlip"));
  flip_->setToolTip(tr("Set ε to the smallest one that changes the answer, found by bisection"));

  auto* method = new QHBoxLayout;
  method->addWidget(method_);
  method->addStretch();
  method->addWidget(targetName_);
  method->addWidget(target_);
  auto* strength = new QHBoxLayout;
  strength->addWidget(makeLabel(tr("ε"), this));
  strength->addWidget(epsilon_, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addLayout(method);
  layout->addLayout(strength);
  layout->addWidget(outcome_);
  layout->addWidget(flip_);
  layout->addWidget(noFlip_);

  connect(method_, &Segments::currentChanged, this, &AttackPanel::changed);
  connect(epsilon_, &SliderField::valueMoved, this, &AttackPanel::changed);
  connect(target_, &ComboBox::currentIndexChanged, this, &AttackPanel::changed);
  connect(flip_, &LinkButton::clicked, this, [this] {
    if (!flipAt_) return;
    epsilon_->setValue(std::min(std::ceil(*flipAt_ * 1000) / 1000, kLargestEpsilon));
    emit changed();
  });
}

void AttackPanel::setData(const DatasetPtr& dataset) {
  dataset_ = dataset;
  const QSignalBlocker blocker(target_);
  target_->clear();
  target_->addItem(tr("any other class"), -1);
  for (std::size_t i = 0; i < dataset->classNames.size(); ++i) {
    target_->addItem(QString::fromStdString(dataset->classNames[i]), static_cast<int>(i));
  }
  const bool hasClasses = dataset->task == Task::Classification;
  target_->setVisible(hasClasses);
  targetName_->setVisible(hasClasses);
  epsilon_->setToolTip(dataset->isImage()
                           ? tr("How much each pixel may change, where black is 0 and white is 1")
                           : tr("How much each numeric column may change, in its deviations over the training part"));
  reset();
}

AttackQuestion AttackPanel::question() const {
  return {.isIterative = method_->currentIndex() == kIterative,
          .epsilon = epsilon_->value(),
          .target = target_->isHidden() ? -1 : target_->currentData().toInt()};
}

void AttackPanel::reset() {
  epsilon_->setValue(0);
  outcome_->clear();
  showFlip(std::nullopt);
}

QString AttackPanel::nameOf(int label) const {
  const auto at = static_cast<std::size_t>(label);
  return at < dataset_->classNames.size() ? QString::fromStdString(dataset_->classNames[at]) : QString::number(label);
}

void AttackPanel::showOutcome(int answer, const AttackAnswer& attack) {
  const QString epsilon = exactly(epsilon_->value());
  if (epsilon_->value() == 0) {
    outcome_->setText(tr("Move ε to change the input a little, where it matters most."));
  } else if (dataset_->task == Task::Regression) {
    outcome_->setText(
        tr("With ε = %1 it predicts %2.").arg(epsilon, figures(static_cast<double>(attack.values.front()))));
  } else if (attack.answer == answer) {
    outcome_->setText(tr("With ε = %1 it still says %2.").arg(epsilon, nameOf(answer)));
  } else {
    const double share = static_cast<double>(attack.values.at(static_cast<std::size_t>(attack.answer)));
    outcome_->setText(tr("With ε = %1 it says %2 instead of %3, and is %4 sure.")
                          .arg(epsilon, nameOf(attack.answer), nameOf(answer), percent(share)));
  }
}

void AttackPanel::showFlip(const std::optional<std::optional<double>>& flip) {
  flipAt_ = flip.value_or(std::nullopt);
  const bool hasClasses = dataset_ && dataset_->task == Task::Classification;
  flip_->setVisible(hasClasses && flipAt_);
  noFlip_->setVisible(hasClasses && !flipAt_);
  noFlip_->setText(flip ? tr("Nothing up to ε = %1 changes the answer.").arg(exactly(kLargestEpsilon))
                        : tr("Searching for the smallest ε …"));
  if (flipAt_) flip_->setText(tr("Smallest ε that changes the answer: %1").arg(withDecimals(*flipAt_, 4)));
}

QString AttackPanel::outcome() const {
  return outcome_->text();
}

}  // namespace gradus::ui
