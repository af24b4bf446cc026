#include "ui/activations/parameter_row.h"

#include <QBoxLayout>
#include <QLabel>

#include "ui/theme/style.h"
#include "ui/widgets/form.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/slider_field.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

constexpr int kSlider = 110;
constexpr int kNarrowestSlider = 20;
constexpr int kNarrowestField = 56;
constexpr int kField = 78;

QString labelOf(const ParameterInfo& parameter) {
  return QString::fromStdString(parameter.label);
}

}  // namespace

ParameterRow::ParameterRow(QWidget* parent) : QWidget(parent), layout_(new QHBoxLayout(this)) {
  setObjectName(QStringLiteral("parameterRow"));
  layout_->setContentsMargins(0, 0, 0, 0);
  layout_->setSpacing(8);
  hide();
}

void ParameterRow::setChoice(const ChoiceInfo& info, const Choice& choice) {
  const bool isOther = info.name != info_.name;
  info_ = info;
  choice_ = choice;
  if (isOther) rebuild();
  setVisible(!info.parameters.empty());
}

void ParameterRow::rebuild() {
  while (QLayoutItem* item = layout_->takeAt(0)) {
    if (QWidget* widget = item->widget()) {
      widget->hide();
      widget->deleteLater();
    }
    delete item;
  }
  for (const ParameterInfo& parameter : info_.parameters) {
    const NumberRange range{parameter.minimum, parameter.maximum, parameter.integer};
    const QString explanation = QString::fromStdString(parameter.explanation);
    const QString name = QString::fromStdString(parameter.name);
    auto* label = new QLabel(labelOf(parameter), this);
    label->setForegroundRole(role::kMuted);
    label->setToolTip(explanation);
    auto* slider = new SliderField(range, this);
    slider->setObjectName(QStringLiteral("slider:") + name);
    slider->setAccessibleName(labelOf(parameter));
    slider->setToolTip(explanation);
    slider->setShowsNumber(false);
    slider->setMinimumWidth(kNarrowestSlider);
    slider->setMaximumWidth(kSlider);
    auto* field = new NumberField(range, this);
    field->setObjectName(QStringLiteral("field:") + name);
    field->setSuggestions(NumberField::suggestionsFor(range, parameter.defaultValue));
    field->setMinimumWidth(kNarrowestField);
    field->setMaximumWidth(kField);
    field->setToolTip(explanation);
    field->focusProxy()->setAccessibleName(labelOf(parameter));
    const double value = valueOf(choice_, info_, parameter.name);
    slider->setValue(value);
    field->setValue(value);
    connect(slider, &SliderField::valueMoved, this, [this, parameter, field](double moved) {
      field->setValue(moved);
      edit(parameter, moved);
    });
    connect(field, &NumberField::valueChanged, this, [this, parameter, slider](double typed) {
      slider->setValue(typed);
      edit(parameter, typed);
    });
    layout_->addWidget(label);
    layout_->addWidget(slider);
    layout_->addWidget(field);
    layout_->addSpacing(10);
  }
  layout_->addStretch();
  orderTabsWithin(*this);
}

void ParameterRow::edit(const ParameterInfo& parameter, double value) {
  assign(choice_, parameter, value);
  emit changed(choice_);
}

}  // namespace gradus::ui
