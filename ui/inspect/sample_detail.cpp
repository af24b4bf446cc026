#include "ui/inspect/sample_detail.h"

#include <QBoxLayout>
#include <QLabel>
#include <algorithm>
#include <functional>

#include "ui/inspect/attack_panel.h"
#include "ui/inspect/feature_bars.h"
#include "ui/inspect/picture_row.h"
#include "ui/inspect/probability_bars.h"
#include "ui/inspect/sample_words.h"
#include "ui/network/weight_tile.h"
#include "ui/widgets/button.h"
#include "ui/widgets/format.h"
#include "ui/widgets/segments.h"

namespace gradus::ui {
namespace {

constexpr int kUnits = 6;

std::vector<float> difference(const std::vector<float>& a, const std::vector<float>& b) {
  std::vector<float> result(a.size());
  std::ranges::transform(a, b, result.begin(), std::minus());
  return result;
}

}  // namespace

SampleDetail::SampleDetail(TrainingSession& session, QWidget* parent)
    : QWidget(parent),
      theme_(Theme::dark()),
      asker_(new SampleAsker(session, this)),
      flipAsker_(new SampleAsker(session, this)),
      title_(makeSectionTitle({}, this)),
      summary_(makeMutedText(this)),
      pictures_(new PictureRow(3, this)),
      meaning_(new Segments(this)),
      features_(new FeatureBars(this)),
      bars_(new ProbabilityBars(this)),
      attack_(new AttackPanel(this)),
      attacked_(new PictureRow(3, this)),
      buttons_(makeButtons()) {
  nameParts();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(9);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, summary_, pictures_}) layout->addWidget(part);
  layout->addWidget(meaning_, 0, Qt::AlignLeft);
  for (QWidget* part : std::initializer_list<QWidget*>{features_, bars_, attack_, attacked_, buttons_}) {
    layout->addWidget(part);
  }
  connect(asker_, &SampleAsker::answered, this, &SampleDetail::show);
  connect(flipAsker_, &SampleAsker::answered, this,
          [this](const SampleAnswerPtr& answer) { attack_->showFlip(answer->attack->flip); });
  connect(attack_, &AttackPanel::changed, this, &SampleDetail::ask);
  connect(meaning_, &Segments::currentChanged, this, &SampleDetail::showFeatures);
  hide();
}

void SampleDetail::nameParts() {
  title_->setObjectName(QStringLiteral("sampleTitle"));
  summary_->setObjectName(QStringLiteral("sampleSummary"));
  summary_->setTextFormat(Qt::PlainText);
  pictures_->setObjectName(QStringLiteral("samplePictures"));
  pictures_->setAccessibleName(tr("The image and what the network makes of it"));
  attacked_->setObjectName(QStringLiteral("attackedPictures"));
  attacked_->setAccessibleName(tr("The image under attack"));
  meaning_->setObjectName(QStringLiteral("featureMeaning"));
  meaning_->setAccessibleName(tr("What the bars say"));
  meaning_->addSegment(tr("∂loss/∂x"),
                       tr("The gradient of the loss: right, and a larger number makes the answer worse"));
  meaning_->addSegment(tr("x · gradient"), tr("What each number adds to the answer, to first order"));
  features_->setObjectName(QStringLiteral("featureBars"));
  bars_->setObjectName(QStringLiteral("sampleBars"));
}

QWidget* SampleDetail::makeButtons() {
  exclude_ = new Button({}, tr("Exclude from training"));
  exclude_->setObjectName(QStringLiteral("excludeSampleButton"));
  exclude_->setSmall(true);
  auto* show = new Button({}, tr("Show in network"));
  show->setObjectName(QStringLiteral("showInNetworkButton"));
  show->setAccessibleName(show->text());
  show->setToolTip(tr("Go to the Train page and follow this sample through the network"));
  show->setSmall(true);
  auto* row = new QWidget(this);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(exclude_);
  layout->addWidget(show);
  layout->addStretch();
  connect(exclude_, &Button::clicked, this, [this] {
    if (isExcluded()) {
      emit restoreWanted(row_);
    } else {
      emit excludeWanted(row_);
    }
  });
  connect(show, &Button::clicked, this, [this] { emit showInNetworkWanted(row_); });
  return row;
}

void SampleDetail::setTheme(const Theme& theme) {
  theme_ = theme;
  features_->setTheme(theme);
  bars_->setTheme(theme);
  showPictures();
}

void SampleDetail::setData(const PreparedDataPtr& prepared) {
  prepared_ = prepared;
  const bool isImage = prepared->dataset->isImage();
  pictures_->setVisible(isImage);
  attacked_->setVisible(isImage);
  meaning_->setVisible(!isImage);
  features_->setVisible(!isImage);
  features_->setData(prepared);
  bars_->setData(prepared->dataset);
  attack_->setData(prepared->dataset);
  answer_.reset();
  row_ = -1;
  showSample(-1);
}

void SampleDetail::showSample(std::int64_t row) {
  if (!prepared_ || row >= prepared_->dataset->rows || (row >= 0 && row == row_)) return;
  attack_->reset();
  row_ = row;
  setVisible(row >= 0);
  answer_.reset();
  if (row >= 0) {
    title_->setText(tr("%1 sample %2").arg(nameOf(partOf(*prepared_, row)), grouped(row)));
    showExclusion();
    const Dataset& dataset = *prepared_->dataset;
    const bool isNumber = dataset.task == Task::Regression;
    bars_->setTarget(isNumber ? std::optional<double>(dataset.targets[static_cast<std::size_t>(row)]) : std::nullopt);
  }
  ask();
}

void SampleDetail::showExclusion() {
  const bool isOut = isExcluded();
  exclude_->setText(isOut ? tr("Train on it again") : tr("Exclude from training"));
  exclude_->setAccessibleName(exclude_->text());
  exclude_->setToolTip(isOut ? tr("Bring this sample back into the training part")
                             : tr("Take this sample out of the training part; it can be brought back"));
  exclude_->setEnabled(isOut || partOf(*prepared_, row_) == SamplePart::Train);
}

bool SampleDetail::isExcluded() const {
  return partOf(*prepared_, row_) == SamplePart::Excluded;
}

void SampleDetail::setActive(bool isActive) {
  for (SampleAsker* asker : {asker_, flipAsker_}) asker->setActive(isActive);
}

void SampleDetail::refresh() {
  for (SampleAsker* asker : {asker_, flipAsker_}) asker->refresh();
}

void SampleDetail::ask() {
  if (row_ < 0 || !prepared_) {
    for (SampleAsker* asker : {asker_, flipAsker_}) asker->ask(std::nullopt);
    return;
  }
  AttackQuestion attack = attack_->question();
  asker_->ask(SampleQuestion{.row = row_, .explainedUnits = kUnits, .attack = attack});
  if (prepared_->dataset->task != Task::Classification) return;
  attack.epsilon = 0;
  attack.findsFlip = true;
  flipAsker_->ask(SampleQuestion{.row = row_, .attack = attack});
}

void SampleDetail::show(const SampleAnswerPtr& answer) {
  if (!answer->explanation || !answer->attack) return;
  answer_ = answer;
  const bool isAttacked = answer->of.attack->epsilon > 0;
  const Dataset& dataset = *prepared_->dataset;
  const bool isNumber = dataset.task == Task::Regression;
  const int truth = isNumber ? -1 : dataset.labels[static_cast<std::size_t>(row_)];
  bars_->setValues(isAttacked ? answer->attack->values : answer->values, truth,
                   isAttacked ? answer->values : std::vector<float>());
  const QString said = isNumber
                           ? figures(static_cast<double>(answer->values.front()))
                           : QString::fromStdString(dataset.classNames.at(static_cast<std::size_t>(answer->answer)));
  const QString loss = tr("loss %1 as of epoch %2").arg(figures(answer->loss), epochNumber(answer->epochs));
  summary_->setText(isNumber ? tr("target %1 · predicted %2 · %3").arg(truthOf(dataset, row_), said, loss)
                    : truth == answer->answer ? tr("%1, and the network says so · %2").arg(said, loss)
                                              : tr("%1, taken for %2 · %3").arg(truthOf(dataset, row_), said, loss));
  attack_->showOutcome(answer->answer, *answer->attack);
  emit explained(answer->explanation->path);
  showPictures();
  showFeatures();
}

void SampleDetail::showPictures() {
  if (!answer_ || !prepared_->dataset->isImage()) return;
  const ImageShape& shape = prepared_->dataset->image;
  const ColorRamp ramp(theme_);
  const auto tile = [&](const std::vector<float>& numbers) {
    return weightTile(numbers, shape, robustScale(numbers), ramp);
  };
  const Explanation& why = *answer_->explanation;
  std::vector<PictureRow::Picture> pictures;
  pictures.push_back({inputImage(answer_->input, shape), tr("image"), tr("The sample as the network sees it.")});
  pictures.push_back(
      {tile(why.saliency), tr("saliency ∂loss/∂x"),
       tr("The gradient of the loss with respect to each pixel: where it is blue, a brighter pixel makes "
          "the answer worse; where it is orange, better.")});
  pictures.push_back({tile(why.timesInput), tr("x · gradient"),
                      tr("Each pixel times the gradient of what the network says: blue speaks for it, orange against "
                         "it.")});
  pictures_->setPictures(std::move(pictures));

  // Below the slider, so that it stays under the hand.
  const double epsilon = answer_->of.attack->epsilon;
  const std::vector<float> change = difference(answer_->attack->input, answer_->input);
  std::vector<PictureRow::Picture> attacked;
  attacked.push_back({inputImage(answer_->attack->input, shape), tr("adversarial"),
                      tr("The image under attack: no pixel differs by more than ε.")});
  attacked.push_back({weightTile(change, shape, epsilon > 0 ? static_cast<float>(epsilon) : 1, ramp), tr("difference"),
                      tr("What was added (blue) and taken away (orange).")});
  attacked_->setPictures(std::move(attacked));
}

void SampleDetail::showFeatures() {
  if (!answer_ || prepared_->dataset->isImage()) return;
  const Explanation& why = *answer_->explanation;
  const bool isAttacked = answer_->of.attack->epsilon > 0;
  features_->setValues(answer_->input, meaning_->currentIndex() == 0 ? why.saliency : why.timesInput,
                       isAttacked ? answer_->attack->input : std::vector<float>());
}

}  // namespace gradus::ui
