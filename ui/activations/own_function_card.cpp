#include "ui/activations/own_function_card.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <algorithm>
#include <vector>

#include "core/nn/formula/functions.h"
#include "core/nn/own_activation.h"
#include "ui/activations/formula_field.h"
#include "ui/document/document.h"
#include "ui/theme/style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form.h"
#include "ui/widgets/format.h"
#include "ui/widgets/link_button.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/remembered.h"

namespace gradus::ui {
namespace {

const QString kTypedKey = QStringLiteral("activations/ownFunction");
constexpr const char* kFirst = "x * sigmoid(1.702 * x)";

std::vector<Choice> ownFunctionsOf(const NetworkSpec& network) {
  std::vector<Choice> found;
  for (const LayerSpec& layer : network.hidden) {
    if (layer.activation.name == kOwnFunction) found.push_back(layer.activation);
  }
  if (network.outputActivation.name == kOwnFunction) found.push_back(network.outputActivation);
  return found;
}

/// What was typed last, if it is right still.
Choice rememberedFunction() {
  const std::string typed = rememberedText(kTypedKey).toStdString();
  try {
    const Formula formula(typed);
    return {kOwnFunction, {}, typed};
  } catch (const FormulaError&) {
    return {kOwnFunction, {}, kFirst};
  }
}

QString checkText(const DerivativeCheck& check) {
  if (check.places == 0) return OwnFunctionCard::tr("f has no slope between −8 and 8 that could be checked.");
  if (!check.isGood()) {
    return OwnFunctionCard::tr("f′ is %1 off what differences of f say at x = %2.")
        .arg(figures(check.worst), figures(check.worstPlace));
  }
  return OwnFunctionCard::tr("Checked: f′ is off by %1 at most.").arg(figures(check.worst));
}

}  // namespace

OwnFunctionCard::OwnFunctionCard(Document& document, QWidget* parent)
    : Card(tr("Your own function"), parent),
      field_(new FormulaField(this)),
      fault_(new QLabel(this)),
      derivative_(new ElidedLabel({}, this)),
      check_(new QLabel(this)),
      form_(new Form(Form::RealNumbers::Sliders, this)),
      help_(new LinkButton(tr("Functions"), this)) {
  setAccessibleName(tr("Your own function"));
  field_->setObjectName(QStringLiteral("formulaField"));
  field_->setAccessibleName(tr("Formula of x"));
  field_->setToolTip(tr("An activation function of x, with names for what a slider shall set: x * sigmoid(a * x)"));
  field_->setPlaceholderText(QString::fromLatin1(kFirst));
  fault_->setObjectName(QStringLiteral("formulaFault"));
  fault_->setForegroundRole(role::kBad);
  derivative_->setObjectName(QStringLiteral("formulaDerivative"));
  derivative_->setFont(codeFont(11));
  derivative_->setExplanation(tr("The derivative, as the program has worked it out"));
  check_->setObjectName(QStringLiteral("formulaCheck"));
  check_->setForegroundRole(role::kMuted);
  check_->setToolTip(tr("The largest distance of f′ from differences of f, looked at from −8 to 8"));
  for (QLabel* label : {fault_, check_}) {
    label->setFont(textFont(12));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
  }
  form_->setObjectName(QStringLiteral("formulaForm"));
  help_->setObjectName(QStringLiteral("formulaFunctions"));
  help_->setToolTip(tr("What a formula may call; a click types it"));
  help_->setAccessibleName(help_->text());

  body()->addWidget(field_);
  body()->addWidget(fault_);
  body()->addWidget(derivative_);
  body()->addWidget(form_);
  auto* footer = new QHBoxLayout;
  footer->addWidget(check_, 1);
  footer->addStretch();
  footer->addWidget(help_, 0, Qt::AlignBottom);
  body()->addLayout(footer);

  // Somebody who types "sigmoid" means none of "s", "si" and "sig", although each is a name for a number.
  constexpr int kRest = 500;
  rest_.setSingleShot(true);
  rest_.setInterval(kRest);
  connect(&rest_, &QTimer::timeout, this, &OwnFunctionCard::read);
  connect(field_, &QLineEdit::textEdited, this, &OwnFunctionCard::typed);
  connect(field_, &QLineEdit::returnPressed, this, &OwnFunctionCard::read);
  // The field may lose the keyboard to the end of the window, when there is no card any more.
  connect(field_, &QLineEdit::editingFinished, field_, [field = field_] {
    if (!field->fault()) QSettings().setValue(kTypedKey, field->text());
  });
  connect(form_, &Form::changed, this, [this](const Choice& changed) {
    function_ = changed;
    keepValues();
    showFunction();
    emit chosen(function_);
  });
  connect(help_, &QPushButton::clicked, this, &OwnFunctionCard::showHelp);
  connect(&document, &Document::changed, this, [this](const Experiment& now, const Experiment& before) {
    if (ownFunctionsOf(now.network) != ownFunctionsOf(before.network)) adopt(now);
  });
  setFunction(rememberedFunction());
  adopt(document.experiment());
}

void OwnFunctionCard::setFunction(const Choice& function) {
  function_ = function;
  field_->setText(QString::fromStdString(function.formula));
  field_->setCursorPosition(0);  // its beginning is seen
  keepValues();
  showFunction();
}

/// While somebody types, names come and go.
void OwnFunctionCard::keepValues() {
  for (const ParameterInfo& parameter : activationOf(function_).parameters) values_.erase(parameter.name);
  values_.insert(function_.values.begin(), function_.values.end());
}

/// A function of the network takes the place of one that is not in it.
void OwnFunctionCard::adopt(const Experiment& experiment) {
  const std::vector<Choice> used = ownFunctionsOf(experiment.network);
  const bool isUsed = std::ranges::find(used, function_.formula, &Choice::formula) != used.end();
  if (!used.empty() && !isUsed) setFunction(used.front());
}

/// What is in the field; says what is wrong with it.
std::optional<Formula> OwnFunctionCard::parse() {
  rest_.stop();
  const std::string text = field_->text().toStdString();
  try {
    return Formula(text);
  } catch (const FormulaError& error) {
    const auto character = QString::fromUtf8(text.data(), static_cast<qsizetype>(error.offset())).size();
    showFault(tr("%1 Until it is mended, %2 stays.")
                  .arg(QString::fromUtf8(error.what()), QString::fromStdString(function_.formula)),
              static_cast<int>(character));
    return std::nullopt;
  }
}

/// What is wrong is said at once, what is right taken over when the hand rests.
void OwnFunctionCard::typed() {
  if (!parse()) return;
  field_->setFault({});
  fault_->hide();
  rest_.start();
}

void OwnFunctionCard::read() {
  const std::optional<Formula> formula = parse();
  if (!formula) return;
  function_ = {kOwnFunction, {}, field_->text().toStdString()};
  for (const std::string& name : formula->parameters()) {
    if (const auto known = values_.find(name); known != values_.end()) function_.values.insert(*known);
  }
  showFunction();
  emit chosen(function_);
}

void OwnFunctionCard::showFault(const QString& text, int character) {
  field_->setFault(character);
  field_->setAccessibleDescription(text);
  fault_->setText(text);
  fault_->show();
  derivative_->hide();
  check_->hide();
  form_->hide();
}

void OwnFunctionCard::showFunction() {
  const Activation row = activationOf(function_);
  field_->setFault({});
  field_->setAccessibleDescription({});
  fault_->hide();
  derivative_->setText(tr("f′ = %1").arg(QString::fromStdString(Formula(function_.formula).derivativeText())));
  derivative_->show();
  check_->setText(checkText(checkDerivative(row, parametersOf(row, function_))));
  check_->show();
  form_->setChoice(row, function_);
}

void OwnFunctionCard::showHelp() {
  QMenu* menu = makeMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (const formula::Function& function : formula::functions()) {
    if (function.use != formula::Function::Use::Called) continue;
    const QString name = QString::fromStdString(function.name);
    const QString words = QString::fromStdString(function.explanation);
    connect(menu->addAction(name + QStringLiteral("\t") + words), &QAction::triggered, this, [this, name] {
      field_->insertCall(name);
      read();
    });
  }
  menu->popup(help_->mapToGlobal(QPoint(0, help_->height() + 2)));
}

}  // namespace gradus::ui
