#include "ui/train/training_card.h"

#include <QBoxLayout>
#include <QSignalBlocker>
#include <algorithm>

#include "core/data/catalog.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "ui/shell/document.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/form.h"
#include "ui/widgets/number_field.h"

namespace gradus::ui {
namespace {

constexpr NumberRange kBatchSizes{1, 1e6, true};
constexpr NumberRange kEpochs{1, 1e6, true};

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
      batchSize_(new NumberField(kBatchSizes, this)),
      loss_(new ComboBox(this)),
      lossForm_(new Form(Form::RealNumbers::Fields, this)),
      epochs_(new NumberField(kEpochs, this)) {
  makeFields();
  connectFields();
  connect(&document_, &Document::changed, this, &TrainingCard::showDocument);
  showDocument();
}

void TrainingCard::makeFields() {
  optimizer_->setObjectName(QStringLiteral("optimizerCombo"));
  optimizerForm_->setObjectName(QStringLiteral("optimizerForm"));
  batchSize_->setObjectName(QStringLiteral("batchSizeField"));
  loss_->setObjectName(QStringLiteral("lossCombo"));
  lossForm_->setObjectName(QStringLiteral("lossForm"));
  epochs_->setObjectName(QStringLiteral("epochsField"));
  for (const OptimizerInfo& info : optimizers()) optimizer_->addChoice(info);
  batchSize_->setSuggestions({1, 8, 16, 32, 64, 100, 128, 256, 512});
  epochs_->setSuggestions({1, 5, 10, 20, 50, 100, 200, 500, 1000});

  const auto row = [this](const char16_t* label, QWidget* editor, const char16_t* explanation) {
    body()->addWidget(makeFormRow(QString::fromUtf16(label), editor, QString::fromUtf16(explanation), this));
  };
  row(u"Optimizer", optimizer_, u"The rule that turns gradients into new weights");
  body()->addWidget(optimizerForm_);
  row(u"Batch size", batchSize_, u"How many samples make one step");
  row(u"Loss", loss_, u"What training makes small");
  body()->addWidget(lossForm_);
  row(u"Epochs", epochs_, u"How many times training goes through all training samples");
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
  connect(batchSize_, &NumberField::valueChanged, this, [this](double value) {
    change(u"Change the batch size", [&](TrainingSpec& training) { training.batchSize = static_cast<int>(value); });
  });
  connect(loss_, &QComboBox::activated, this, [this] {
    const std::string name = loss_->currentName().toStdString();
    if (name == document_.experiment().training.loss.name) return;
    change(u"Choose another loss", [&](TrainingSpec& training) { training.loss = {name, {}}; });
  });
  connect(lossForm_, &Form::changed, this, [this](const Choice& choice) {
    change(u"Change the loss", [&](TrainingSpec& training) { training.loss = choice; });
  });
  connect(epochs_, &NumberField::valueChanged, this, [this](double value) {
    change(u"Change the epochs", [&](TrainingSpec& training) { training.epochs = static_cast<int>(value); });
  });
}

void TrainingCard::fillLosses() {
  const Task task = findDataset(document_.experiment().data.dataset.name).task;
  const LossTarget target = task == Task::Classification ? LossTarget::ClassIndex : LossTarget::Number;
  const QSignalBlocker blocker(loss_);
  loss_->clear();
  for (const Loss& loss : losses()) {
    if (loss.target == target) loss_->addChoice(loss);
  }
}

void TrainingCard::setData(const PreparedData& prepared) {
  trainRows_ = prepared.train.size();
  limitBatchSize();
}

void TrainingCard::limitBatchSize() {
  NumberRange range = kBatchSizes;
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
  limitBatchSize();
  batchSize_->setValue(training.batchSize);
  epochs_->setValue(training.epochs);
  orderTabs(*body());
}

}  // namespace gradus::ui
