#include "ui/activations/stack_card.h"

#include <QBoxLayout>
#include <QLabel>
#include <utility>

#include "core/nn/activation.h"
#include "core/nn/initialization.h"
#include "ui/activations/function_plot.h"
#include "ui/activations/stack_plot.h"
#include "ui/theme/style.h"
#include "ui/widgets/chip_menu.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/slider_field.h"

namespace gradus::ui {
namespace {

const QString kGradient = QStringLiteral("gradient");
const QString kSignal = QStringLiteral("signal");
const QString kLinear = QStringLiteral("linear");
const QString kLogarithmic = QStringLiteral("log");
constexpr int kWide = 640;

QLabel* makeWords() {
  auto* label = new QLabel;
  label->setForegroundRole(role::kMuted);
  label->setFont(textFont(12));
  return label;
}

}  // namespace

StackCard::StackCard(QWidget* parent)
    : Card({}, parent),
      quantity_(new ChipMenu),
      before_(makeWords()),
      depth_(new SliderField({1, kDeepestStack, true})),
      behind_(makeWords()),
      initialization_(new ChipMenu),
      scale_(new ChipMenu),
      plot_(new StackPlot) {
  setObjectName(QStringLiteral("stackCard"));
  setAccessibleName(tr("Through a stack of layers"));
  quantity_->setObjectName(QStringLiteral("stackQuantity"));
  quantity_->setAccessibleName(tr("What goes through the stack"));
  quantity_->addChoice(kGradient, tr("Gradient"), tr("From the last layer back to the first"));
  quantity_->addChoice(kSignal, tr("Signal"), tr("From the first layer to the last"));
  connect(quantity_, &ChipMenu::chosen, this, &StackCard::showAnswer);

  depth_->setObjectName(QStringLiteral("stackDepth"));
  depth_->setAccessibleName(tr("Layers of the stack"));
  depth_->setToolTip(tr("How many layers, from 1 to 50"));
  depth_->setValue(question_.depth);
  connect(depth_, &SliderField::valueMoved, this, [this](double depth) {
    question_.depth = static_cast<int>(depth);
    ask();
  });

  initialization_->setObjectName(QStringLiteral("stackInitialization"));
  initialization_->setAccessibleName(tr("How the weights of the stack are drawn"));
  for (const Initialization& row : initializations()) {
    initialization_->addChoice(QString::fromStdString(row.name), QString::fromStdString(row.title),
                               QString::fromStdString(row.summary));
  }
  connect(initialization_, &ChipMenu::chosen, this, [this](const QString& name) {
    isInitializationChosen_ = true;
    question_.initialization = {name.toStdString(), {}};
    ask();
  });

  scale_->setObjectName(QStringLiteral("stackScale"));
  scale_->setAccessibleName(tr("Axis of the stack's plot"));
  scale_->addChoice(kLinear, tr("linear"), tr("A linear axis"));
  scale_->addChoice(kLogarithmic, tr("log"),
                    tr("A logarithmic axis: the same factor at each layer is a straight line"));
  connect(scale_, &ChipMenu::chosen, this,
          [this](const QString& name) { plot_->setLogarithmic(name == kLogarithmic); });

  auto* header = new FlowLayout(7);
  header->addWidget(quantity_);
  header->addWidget(before_);
  header->addWidget(depth_);
  header->addWidget(behind_);
  header->addWidget(initialization_);
  header->addWidget(scale_);
  body()->addLayout(header);
  body()->addWidget(plot_, 1);
  plot_->setNote(tr("Measured as soon as there is a device."));
}

void StackCard::setTheme(const Theme& theme) {
  theme_ = theme;
  plot_->setTheme(theme);
  showAnswer();
}

void StackCard::setActivations(std::vector<Choice> activations) {
  question_.activations = std::move(activations);
  ask();
}

void StackCard::proposeInitialization(const Choice& initialization) {
  if (isInitializationChosen_) return;
  question_.initialization = initialization;
  initialization_->setCurrentName(QString::fromStdString(initialization.name));
  ask();
}

void StackCard::ask() {
  if (isWaiting_ || !isVisible() || question_ == askedFor_ || question_.activations.empty()) return;
  isWaiting_ = true;
  askedFor_ = question_;
  emit asked(question_);
}

void StackCard::setAnswer(const StackAnswerPtr& answer) {
  if (answer->of != askedFor_) return;
  isWaiting_ = false;
  answer_ = answer;
  showAnswer();
  ask();
}

bool StackCard::isServed() const {
  if (!isVisible() || question_.activations.empty()) return true;
  return !isWaiting_ && answer_ && answer_->of == question_;
}

void StackCard::showAnswer() {
  if (!answer_) return;
  const bool isGradient = quantity_->currentName() == kGradient;
  std::vector<StackPlot::Course> courses;
  for (std::size_t i = 0; i < answer_->courses.size(); ++i) {
    const StackCourse& course = answer_->courses[i];
    const QString name = QString::fromStdString(activationOf(course.activation).title);
    const std::vector<double>& sizes = isGradient ? course.gradient : course.signal;
    if (i == 0) {
      courses.push_back({name, sizes, theme_.positive, Qt::SolidLine});
    } else {
      courses.push_back({name, sizes, FunctionPlot::colorOf(i - 1, theme_), FunctionPlot::styleOf(i - 1)});
    }
  }
  plot_->setNote(QString::fromStdString(answer_->problem));
  plot_->setAccessibleName(isGradient ? tr("The gradient through the layers") : tr("The signal through the layers"));
  plot_->setCourses(std::move(courses));
}

void StackCard::showEvent(QShowEvent*) {
  ask();
}

void StackCard::resizeEvent(QResizeEvent*) {
  const bool isWide = width() > kWide;
  before_->setText(isWide ? tr("through a stack of") : tr("through"));
  behind_->setText(isWide ? tr("layers of it, weights") : tr("layers,"));
}

}  // namespace gradus::ui
