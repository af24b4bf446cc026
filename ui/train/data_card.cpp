#include "ui/train/data_card.h"

#include <QBoxLayout>
#include <QLabel>
#include <QRandomGenerator>
#include <QSignalBlocker>

#include "core/data/catalog.h"
#include "core/experiment/first_experiment.h"
#include "ui/document/document.h"
#include "ui/theme/style.h"
#include "ui/train/part_counts.h"
#include "ui/train/plane_sets_grid.h"
#include "ui/train/plane_settings.h"
#include "ui/widgets/button.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/density.h"
#include "ui/widgets/form.h"
#include "ui/widgets/format.h"
#include "ui/widgets/sample_grid.h"
#include "ui/widgets/seed_field.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

QLabel* makeText(const QString& name, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(name);
  label->setForegroundRole(role::kMuted);
  label->setFont(textFont(12));
  label->setWordWrap(true);
  label->hide();
  return label;
}

QString joined(const std::vector<std::string>& words, const QString& separator) {
  QStringList list;
  for (const std::string& word : words) list += QString::fromStdString(word);
  return list.join(separator);
}

}  // namespace

DataCard::DataCard(Document& document, QWidget* parent)
    : Card(QStringLiteral("Data"), parent),
      document_(document),
      dataset_(new ComboBox(this)),
      samples_(new SampleGrid(this)),
      planeSets_(new PlaneSetsGrid(this)),
      planeSettings_(new PlaneSettings(document, this)),
      about_(makeText(QStringLiteral("dataAbout"), this)),
      counts_(new PartCounts(this)),
      splitSeed_(new SeedField({}, this)),
      notes_(makeText(QStringLiteral("dataNotes"), this)),
      form_(new Form(Form::RealNumbers::Sliders, this)),
      standardize_(new CheckBox({}, this)),
      shuffle_(new CheckBox({}, this)) {
  makeFields();
  connect(dataset_, &ComboBox::aboutToChoose, this, &DataCard::offerDatasets);
  connect(dataset_, &QComboBox::activated, this, [this] {
    const std::string name = dataset_->currentName().toStdString();
    if (name != document_.experiment().data.dataset.name) choose(name);
  });
  connect(form_, &Form::changed, this, [this](const Choice& choice) {
    document_.change(withDataset(document_.experiment(), choice), QStringLiteral("Change the data"));
  });
  connect(standardize_, &QCheckBox::toggled, this, [this](bool on) {
    Experiment next = document_.experiment();
    next.data.standardize = on;
    document_.change(next, QStringLiteral("Standardise columns"));
  });
  connect(shuffle_, &QCheckBox::toggled, this, [this](bool on) {
    Experiment next = document_.experiment();
    next.training.shuffle = on;
    document_.change(next, QStringLiteral("Shuffle each epoch"));
  });
  connect(samples_, &SampleGrid::sampleClicked, this, &DataCard::sampleClicked);
  connect(planeSets_, &PlaneSetsGrid::chosen, this, [this](const QString& name) { choose(name.toStdString()); });
  connect(&counts_->bar(), &PartBar::sharesChosen, this, [this](const PartShares& shares) {
    Experiment next = document_.experiment();
    next.data.validShare = shares.valid;
    const bool isTestGiven = data_ != nullptr && data_->dataset->publishedTestRows > 0;
    if (!isTestGiven) next.data.testShare = shares.test;
    document_.change(next, tr("Change the shares of the parts"));
  });
  connect(splitSeed_, &SeedField::seedEdited, this, [this](quint64 seed) {
    document_.change(withSplitSeed(document_.experiment(), seed), tr("Change the seed of the split"));
  });
  connect(&document_, &Document::changed, this, &DataCard::showDocument);
  showDocument();
}

void DataCard::makeFields() {
  dataset_->setObjectName(QStringLiteral("datasetCombo"));
  dataset_->setAccessibleName(QStringLiteral("Data set"));
  dataset_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  for (const DatasetInfo& info : datasetCatalog()) dataset_->addChoice(info);
  offerDatasets();
  standardize_->setObjectName(QStringLiteral("standardizeCheck"));
  shuffle_->setObjectName(QStringLiteral("shuffleCheck"));
  samples_->hide();

  body()->addWidget(dataset_);
  body()->addWidget(samples_);
  body()->addWidget(planeSets_);
  body()->addWidget(about_);
  body()->addWidget(counts_);
  body()->addWidget(makeSeedRow());
  body()->addWidget(form_);
  body()->addWidget(planeSettings_);
  body()->addWidget(makeFormRow(
      QStringLiteral("Standardise columns"), standardize_,
      QStringLiteral("Brings every numeric column to mean 0 and deviation 1, measured on the training part alone"),
      this));
  body()->addWidget(makeFormRow(QStringLiteral("Shuffle each epoch"), shuffle_,
                                QStringLiteral("Deals the training samples in a new random order in every epoch"),
                                this));
  body()->addWidget(notes_);
}

/// What is not there is shown too, with what to do about it.
void DataCard::offerDatasets() {
  for (const DatasetInfo& info : datasetCatalog()) {
    const std::string why = whyMissing(info);
    const int row = dataset_->findData(QString::fromStdString(info.name));
    QString title = QString::fromStdString(info.title);
    if (!why.empty() && !info.missingNote.empty())
      title += QStringLiteral(" · ") + QString::fromStdString(info.missingNote);
    dataset_->setItemText(row, title);
    dataset_->setChoiceEnabled(row, why.empty(), QString::fromStdString(why.empty() ? info.summary : why));
  }
}

QWidget* DataCard::makeSeedRow() {
  splitSeed_->setObjectName(QStringLiteral("splitSeedField"));
  auto* dice = new Button(QStringLiteral("dice"), {}, Button::Look::Quiet, this);
  dice->setObjectName(QStringLiteral("newSplitButton"));
  dice->setSmall(true);
  dice->setAccessibleName(tr("Another split"));
  dice->setToolTip(tr("Another split: draws another seed for it"));
  connect(dice, &QPushButton::clicked, this, [this] {
    constexpr quint32 kSeeds = 1'000'000;  // short enough to be written down
    const quint32 seed = QRandomGenerator::global()->bounded(kSeeds);
    document_.change(withSplitSeed(document_.experiment(), seed), tr("Change the seed of the split"));
  });
  QWidget* row = makeFormRow(tr("Split seed"), splitSeed_,
                             tr("The number by which samples are dealt to train, valid and test, and by which points "
                                "of the plane are made; weights have another one, at the top"),
                             this);
  row->layout()->addWidget(dice);
  return row;
}

/// With the shares and the seed that it had when it was last looked at.
void DataCard::choose(const std::string& dataset) {
  Experiment next = withDataset(document_.experiment(), {dataset, {}});
  if (const auto known = dealings_.find(dataset); known != dealings_.end()) {
    next.data.validShare = known->second.validShare;
    next.data.testShare = known->second.testShare;
    next.data.seed = known->second.seed;
    next.data.standardize = known->second.standardize;
  }
  document_.change(next, QStringLiteral("Choose other data"));
}

void DataCard::setDense(bool dense) {
  ui::setDense(*this, dense);
  samples_->setOneRow(dense);
  planeSets_->setOneRow(dense);
  planeSettings_->setOneRow(dense);
}

void DataCard::setTheme(const Theme& theme) {
  counts_->setTheme(theme);
  planeSets_->setTheme(theme);
}

void DataCard::showDocument() {
  const Experiment& experiment = document_.experiment();
  const DataSpec& spec = experiment.data;
  const DatasetInfo& info = findDataset(spec.dataset.name);
  dealings_[info.name] = {spec.validShare, spec.testShare, spec.seed, spec.standardize};
  counts_->setShares({spec.validShare, spec.testShare});
  splitSeed_->setSeed(spec.seed);
  dataset_->setCurrentName(QString::fromStdString(info.name));
  dataset_->setToolTip(QString::fromStdString(info.summary + "\n" + info.origin));
  form_->setChoice(info, experiment.data.dataset);
  planeSets_->setVisible(info.kind == DatasetKind::Plane);
  planeSets_->setCurrent(info.name);
  planeSettings_->setVisible(info.kind == DatasetKind::Plane);
  planeSettings_->showDocument();
  const QSignalBlocker blockStandardize(standardize_);
  const QSignalBlocker blockShuffle(shuffle_);
  standardize_->setChecked(experiment.data.standardize);
  standardize_->parentWidget()->setVisible(info.kind == DatasetKind::Table);
  shuffle_->setChecked(experiment.training.shuffle);
  orderTabs(*body());
}

void DataCard::setData(const PreparedDataPtr& prepared) {
  data_ = prepared;
  samples_->setData(*prepared);
  counts_->setData(*prepared);
  samples_->setVisible(prepared->dataset->isImage());
  describe(*prepared);
  orderTabs(*body());
}

void DataCard::describe(const PreparedData& prepared) {
  const Dataset& dataset = *prepared.dataset;
  const bool table = !dataset.isImage() && !dataset.isPlane();
  about_->setVisible(table);
  if (table) {
    const QString target = dataset.task == Task::Classification
                               ? QStringLiteral("%1 classes: %2")
                                     .arg(dataset.classes())
                                     .arg(joined(dataset.classNames, QStringLiteral(", ")))
                               : QStringLiteral("a number: %1").arg(QString::fromStdString(dataset.targetName));
    about_->setText(QStringLiteral("%1 samples of %2 features\n→ %3")
                        .arg(grouped(dataset.rows), grouped(dataset.features), target));
    about_->setToolTip(QStringLiteral("Features: ") + joined(dataset.featureNames, QStringLiteral(", ")));
  }
  notes_->setVisible(!dataset.notes.empty());
  notes_->setText(joined(dataset.notes, QStringLiteral("\n")));
}

void DataCard::setWatched(std::int64_t row) {
  samples_->setWatched(row);
}

std::int64_t DataCard::firstSample() const {
  if (!samples_->rows().empty()) return samples_->rows().front();
  if (data_ == nullptr || data_->train.empty()) return -1;
  // Rows often come sorted by class; the first and the middle one lie at the edge of what they show.
  return data_->train[data_->train.size() * 3 / 4];
}

}  // namespace gradus::ui
