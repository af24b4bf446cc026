#include "ui/activations/live_card.h"

#include <QBoxLayout>
#include <QLabel>
#include <cmath>

#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/format.h"

namespace gradus::ui {

double saturatedShareOf(const Distribution& numbers, const ActivationCurve& curve) {
  if (numbers.count == 0) return 0;
  std::int64_t saturated = 0;
  for (std::size_t bin = 0; bin < Distribution::kBins; ++bin) {
    const double middle = static_cast<double>(numbers.low) + (static_cast<double>(bin) + 0.5) * numbers.binWidth();
    if (std::abs(curve.slope(middle)) < kSaturatedSlope) saturated += numbers.bins.at(bin);
  }
  return static_cast<double>(saturated) / static_cast<double>(numbers.count);
}

LiveCard::LiveCard(QWidget* parent) : Card(tr("On the network, live"), parent), note_(new QLabel) {
  setObjectName(QStringLiteral("liveCard"));
  silent_ = addRow(tr("silent units"), "liveSilent",
                   tr("Units whose slope is 0 for every sample that was looked at: they learn nothing from these."));
  saturated_ = addRow(tr("saturated (|f′| < %1)").arg(exactly(kSaturatedSlope)), "liveSaturated",
                      tr("The share of all units and samples at which hardly any gradient passes."));
  mean_ = addRow(tr("mean pre-activation"), "liveMean", tr("The mean of what goes into the activation."));
  factor_ = addRow(tr("mean |gradient| in → out"), "liveFactor",
                   tr("How much of the gradient that comes to the activation passes it, on the average."));
  note_->setObjectName(QStringLiteral("liveNote"));
  note_->setForegroundRole(role::kMuted);
  note_->setFont(textFont(12));
  note_->setWordWrap(true);
  body()->addWidget(note_);

  use_ = new Button({}, {}, Button::Look::Primary);
  use_->setObjectName(QStringLiteral("useHere"));
  everywhere_ = new Button({}, tr("Use everywhere"));
  everywhere_->setObjectName(QStringLiteral("useEverywhere"));
  everywhere_->setToolTip(tr("Puts it into every hidden layer that has units, which can be undone"));
  connect(use_, &QPushButton::clicked, this, &LiveCard::useClicked);
  connect(everywhere_, &QPushButton::clicked, this, &LiveCard::useEverywhereClicked);
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(0, 4, 0, 0);
  buttons->setSpacing(8);
  buttons->addWidget(use_);
  buttons->addWidget(everywhere_);
  buttons->addStretch();
  body()->addLayout(buttons);
  setLayer({}, {});
}

QLabel* LiveCard::addRow(const QString& label, const char* name, const QString& explanation) {
  auto* words = new QLabel(label);
  words->setForegroundRole(role::kMuted);
  words->setToolTip(explanation);
  auto* number = new QLabel;
  number->setObjectName(QString::fromLatin1(name));
  number->setFont(textFont(13, QFont::DemiBold));
  number->setToolTip(explanation);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(words, 1);
  row->addWidget(number);
  body()->addLayout(row);
  return number;
}

void LiveCard::setLayer(const QString& name, const QString& activation) {
  layer_ = name;
  present_ = activation;
  use_->setText(name.isEmpty() ? tr("Use in the layer") : tr("Use in %1").arg(name));
  use_->updateGeometry();
  showNote();
}

void LiveCard::setCandidate(const QString& name, const ActivationCurve& curve, bool isInUse, bool isEverywhere) {
  candidate_ = name;
  curve_ = curve;
  isInUse_ = isInUse;
  isEverywhere_ = isEverywhere;
  use_->setToolTip(isInUse ? tr("%1 is what this layer has").arg(name)
                           : tr("Puts %1 into this layer, which can be undone").arg(name));
  showNote();
}

void LiveCard::setStatistics(const std::optional<LayerStatistics>& statistics, double epochs) {
  statistics_ = statistics;
  epochs_ = epochs;
  showNumbers();
  showNote();
}

void LiveCard::showNumbers() {
  const QString nothing = QStringLiteral("–");
  if (!statistics_) {
    for (QLabel* number : {silent_, saturated_, mean_, factor_}) number->setText(nothing);
    return;
  }
  silent_->setText(tr("%1 of %2").arg(grouped(statistics_->silentUnits()), grouped(statistics_->units)));
  saturated_->setText(percent(statistics_->saturatedShare));
  mean_->setText(statistics_->sums.count > 0 ? withDecimalsAtMost(statistics_->sums.mean, 2) : nothing);
  const double factor = statistics_->gradientFactor;
  factor_->setText(std::isnan(factor) ? nothing : tr("%1 ×").arg(figures(factor)));
}

/// What the numbers are of, and what the function that is shown would do there.
void LiveCard::showNote() {
  use_->setEnabled(!layer_.isEmpty() && !isInUse_ && !candidate_.isEmpty());
  everywhere_->setEnabled(!layer_.isEmpty() && !isEverywhere_ && !candidate_.isEmpty());
  if (layer_.isEmpty()) {
    note_->setText(tr("The network has no hidden layer whose activation could be measured."));
    return;
  }
  QString note = tr("%1 has %2 now.").arg(layer_, present_);
  if (!isInUse_ && statistics_ && statistics_->sums.count > 0 && curve_.slope) {
    note += QLatin1Char(' ') + tr("With %1, %2 of these would be saturated.")
                                   .arg(candidate_, percent(saturatedShareOf(statistics_->sums, curve_)));
  }
  if (statistics_) note += QLatin1Char(' ') + tr("As of epoch %1.").arg(epochNumber(epochs_));
  note_->setText(note);
}

}  // namespace gradus::ui
