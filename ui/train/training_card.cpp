#include "ui/train/training_card.h"

#include <QBoxLayout>
#include <QSettings>
#include <QSignalBlocker>
#include <algorithm>
#include <utility>

#include "core/data/catalog.h"
#include "core/experiment/loss_choice.h"
#include "core/experiment/training_settings.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"
#include "ui/document/document.h"
#include "ui/widgets/button.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/form.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/remembered.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

const QString kRareKey = QStringLiteral("training/moreOptions");

/// The other optimizer with those of the values that it knows too, such as a learning rate a person has chosen.
Choice withSharedValues(const ChoiceInfo& info, const Choice& before) {
  Choice choice{info.name, {}};
  for (const ParameterInfo& parameter : info.parameters) {
    const auto value = before.values.find(parameter.name);
    if (parameter.name != "lr" && value != before.values.end()) choice.values.insert(*value);
  }
  return choice;
}

}  // namespace

TrainingCard::TrainingCard(Document& document, QWidget* parent)
    : Card(QStringLiteral("Training"), parent),
      document_(document),
      optimizer_(new ComboBox(this)),
      optimizerForm_(new Form(Form::RealNumbers::Fields, this)),
      loss_(new ComboBox(this)),
      lossForm_(new Form(Form::RealNumbers::Fields, this)),
      balance_(new CheckBox({}, this)),
      dropLast_(new CheckBox({}, this)),
      schedule_(new ComboBox(this)),
      scheduleForm_(new Form(Form::RealNumbers::Fields, this)),
      more_(new Button(QStringLiteral("chevron"), {}, Button::Look::Quiet, this)) {
  makeFields();
  connectFields();
  connect(&document_, &Document::changed, this, &TrainingCard::showDocument);
  showRare(rememberedSwitch(kRareKey));
  showDocument();
}

void TrainingCard::makeFields() {
  optimizer_->setObjectName(QStringLiteral("optimizerCombo"));
  optimizerForm_->setObjectName(QStringLiteral("optimizerForm"));
  loss_->setObjectName(QStringLiteral("lossCombo"));
  lossForm_->setObjectName(QStringLiteral("lossForm"));
  schedule_->setObjectName(QStringLiteral("scheduleCombo"));
  scheduleForm_->setObjectName(QStringLiteral("scheduleForm"));
  more_->setObjectName(QStringLiteral("moreTrainingButton"));
  more_->setSmall(true);
  for (const OptimizerInfo& info : optimizers()) optimizer_->addChoice(info);
  for (const ScheduleInfo& info : schedules()) schedule_->addChoice(info);

  const auto row = [this](const char16_t* label, QWidget* editor, const char16_t* explanation) {
    body()->addWidget(makeFormRow(QString::fromUtf16(label), editor, QString::fromUtf16(explanation), this));
  };
  row(u"Optimizer", optimizer_, u"The rule that turns gradients into new weights");
  body()->addWidget(optimizerForm_);
  batchSize_ = makeSetting("batch_size", "batchSizeField", {1, 8, 16, 32, 64, 100, 128, 256, 512});
  dropLast_->setObjectName(QStringLiteral("dropLastCheck"));
  row(u"Drop the last batch", dropLast_, u"Leaves out the last batch of an epoch where it is smaller than the others");
  row(u"Loss", loss_, u"What training makes small");
  body()->addWidget(lossForm_);
  balance_->setObjectName(QStringLiteral("balanceCheck"));
  row(u"Balance classes", balance_, u"Lets every class count alike in the loss, however many samples it has");
  row(u"Schedule", schedule_, u"How the learning rate changes while training goes on");
  body()->addWidget(scheduleForm_);
  makeSetting("epochs", "epochsField", {1, 5, 10, 20, 50, 100, 200, 300, 500, 1000});
  makeSetting("patience", "patienceField", {0, 3, 5, 10, 20, 50});
  makeSetting("l1", "l1Field", {0, 1e-5, 1e-4, 1e-3, 1e-2});
  makeSetting("clip_norm", "clipNormField", {0, 0.1, 0.5, 1, 5, 10});
  makeSetting("clip_value", "clipValueField", {0, 0.1, 0.5, 1, 5});
  body()->addWidget(more_, 0, Qt::AlignLeft);
}

NumberField* TrainingCard::makeSetting(const char* name, const char* objectName, std::vector<double> suggestions) {
  const TrainingSetting& setting = findTrainingSetting(name);
  auto* field = new NumberField({setting.minimum, setting.maximum, setting.integer}, this);
  field->setObjectName(QString::fromLatin1(objectName));
  field->setSuggestions(std::move(suggestions));
  QWidget* row =
      makeFormRow(QString::fromStdString(setting.label), field, QString::fromStdString(setting.explanation), this);
  body()->addWidget(row);
  settings_[setting.name] = field;
  connect(field, &NumberField::valueChanged, this, [this, &setting](double value) {
    Experiment next = document_.experiment();
    setting.setIn(next.training, value);
    document_.change(next, QStringLiteral("Change the ") + QString::fromStdString(setting.label).toLower());
  });
  return field;
}

template <typename Edit>
void TrainingCard::change(const char16_t* what, Edit edit) {
  Experiment next = document_.experiment();
  edit(next.training);
  document_.change(next, QString::fromUtf16(what));
}

void TrainingCard::connectFields() {
  connect(optimizer_, &QComboBox::activated, this, [this] {
    const OptimizerInfo& info = findOptimizer(optimizer_->currentName().toStdString());
    if (info.name == document_.experiment().training.optimizer.name) return;
    change(u"Choose another optimizer",
           [&](TrainingSpec& training) { training.optimizer = withSharedValues(info, training.optimizer); });
  });
  connect(optimizerForm_, &Form::changed, this, [this](const Choice& choice) {
    change(u"Change the optimizer", [&](TrainingSpec& training) { training.optimizer = choice; });
  });
  connect(loss_, &QComboBox::activated, this, [this] {
    const std::string name = loss_->currentName().toStdString();
    if (name == document_.experiment().training.loss.name) return;
    document_.change(withLoss(document_.experiment(), {name, {}}), QStringLiteral("Choose another loss"));
  });
  connect(lossForm_, &Form::changed, this, [this](const Choice& choice) {
    change(u"Change the loss", [&](TrainingSpec& training) { training.loss = choice; });
  });
  connect(balance_, &QCheckBox::toggled, this, [this](bool on) {
    change(u"Balance the classes", [&](TrainingSpec& training) { training.balanceClasses = on; });
  });
  connect(dropLast_, &QCheckBox::toggled, this,
          [this](bool on) { change(u"Drop the last batch", [&](TrainingSpec& training) { training.dropLast = on; }); });
  connect(schedule_, &QComboBox::activated, this, [this] {
    const std::string name = schedule_->currentName().toStdString();
    if (name == document_.experiment().training.schedule.name) return;
    change(u"Choose another schedule", [&](TrainingSpec& training) { training.schedule = {name, {}}; });
  });
  connect(scheduleForm_, &Form::changed, this, [this](const Choice& choice) {
    change(u"Change the schedule", [&](TrainingSpec& training) { training.schedule = choice; });
  });
  connect(more_, &QPushButton::clicked, this, [this] {
    showRare(!showsRare_);
    QSettings().setValue(kRareKey, showsRare_);
  });
}

void TrainingCard::showRare(bool shows) {
  showsRare_ = shows;
  for (Form* form : {optimizerForm_, lossForm_, scheduleForm_}) form->setShowsRare(shows);
  more_->setText(shows ? QStringLiteral("Fewer options") : QStringLiteral("More options"));
  more_->setAccessibleName(more_->text());
  more_->setToolTip(
      shows ? QStringLiteral("Hides what most people leave as it is")
            : QStringLiteral("Shows what most people leave as it is: β, ε, clipping, an L1 penalty, drop_last"));
  more_->setIconName(shows ? QStringLiteral("minus") : QStringLiteral("plus"));
  placeRare();
}

/// Those in use show in any case.
void TrainingCard::placeRare() {
  for (const auto& [name, field] : settings_) {
    const TrainingSetting& setting = findTrainingSetting(name);
    const bool inUse = setting.valueIn(document_.experiment().training) != setting.defaultValue;
    field->parentWidget()->setVisible(!setting.isRare || showsRare_ || inUse);
  }
  const TrainingSpec& training = document_.experiment().training;
  const bool hasClasses = findLoss(training.loss.name).weighsClasses;
  balance_->parentWidget()->setVisible(hasClasses && (showsRare_ || training.balanceClasses));
  dropLast_->parentWidget()->setVisible(showsRare_ || training.dropLast);
  orderTabs(*body());
}

void TrainingCard::fillLosses() {
  const Choice& dataset = document_.experiment().data.dataset;
  const QSignalBlocker blocker(loss_);
  loss_->clear();
  for (const Loss* loss : lossesFor(targetOf(findDataset(dataset.name), dataset))) loss_->addChoice(*loss);
}

void TrainingCard::setData(const PreparedData& prepared) {
  trainRows_ = prepared.train.size();
  limitBatchSize();
}

void TrainingCard::limitBatchSize() {
  const TrainingSetting& setting = findTrainingSetting("batch_size");
  NumberRange range{setting.minimum, setting.maximum, true};
  // An experiment may come with larger batches than its data has rows; its own number is never wrong.
  const double present = document_.experiment().training.batchSize;
  if (trainRows_ > 0) range.maximum = std::max(static_cast<double>(trainRows_), present);
  batchSize_->setRange(range);
}

void TrainingCard::showDocument() {
  const TrainingSpec& training = document_.experiment().training;
  fillLosses();
  optimizer_->setCurrentName(QString::fromStdString(training.optimizer.name));
  optimizerForm_->setChoice(findOptimizer(training.optimizer.name), training.optimizer);
  loss_->setCurrentName(QString::fromStdString(training.loss.name));
  lossForm_->setChoice(findLoss(training.loss.name), training.loss);
  const QSignalBlocker blockBalance(balance_);
  balance_->setChecked(training.balanceClasses);
  const QSignalBlocker blockDropLast(dropLast_);
  dropLast_->setChecked(training.dropLast);
  limitBatchSize();
  schedule_->setCurrentName(QString::fromStdString(training.schedule.name));
  scheduleForm_->setChoice(findSchedule(training.schedule.name), training.schedule);
  for (const auto& [name, field] : settings_) field->setValue(findTrainingSetting(name).valueIn(training));
  placeRare();
}

}  // namespace gradus::ui
