#include "ui/widgets/form.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <algorithm>

#include "ui/theme/style.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/density.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/slider_field.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

constexpr int kBeforeEditor = 8;

/// A label with its editor at the right end, or below it where there is no room for the words of both.
class FormRow : public QWidget {
 public:
  FormRow(ElidedLabel* name, QWidget* editor, QWidget* parent)
      : QWidget(parent), name_(name), editor_(editor), layout_(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(kBeforeEditor);
    layout_->addWidget(name, 1);
    layout_->addWidget(editor);
  }

  QSize minimumSizeHint() const override { return {editorWidth(), layout_->minimumSize().height()}; }

 protected:
  bool event(QEvent* event) override {
    // Another choice has other words.
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) arrange();
    return QWidget::event(event);
  }

 private:
  int editorWidth() const {
    const bool canShrink = editor_->sizePolicy().horizontalPolicy() == QSizePolicy::Maximum;
    return canShrink ? editor_->minimumSizeHint().width() : editor_->sizeHint().width();
  }

  void arrange() {
    const bool fits = name_->sizeHint().width() + kBeforeEditor + editorWidth() <= width();
    const auto direction = fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (direction != layout_->direction()) {  // each setting asks for the next arranging
      layout_->setDirection(direction);
      layout_->setSpacing(fits ? kBeforeEditor : 2);
    }
    name_->setMinimumWidth(fits ? name_->sizeHint().width() : 0);  // the editor gives way
  }

  ElidedLabel* name_;
  QWidget* editor_;
  QBoxLayout* layout_;
};

bool isSwitch(const ParameterInfo& parameter) {
  return parameter.integer && parameter.minimum == 0 && parameter.maximum == 1;
}

/// Functions of a person's own have one name and different parameters.
bool isSameRow(const ChoiceInfo& a, const ChoiceInfo& b) {
  return a.name == b.name &&
         std::ranges::equal(a.parameters, b.parameters, {}, &ParameterInfo::name, &ParameterInfo::name);
}

}  // namespace

QWidget* makeFormRow(const QString& label, QWidget* editor, const QString& explanation, QWidget* parent) {
  auto* name = new ElidedLabel(label);
  name->setForegroundRole(role::kMuted);
  name->setExplanation(explanation);
  editor->setAccessibleName(label);
  editor->setAccessibleDescription(explanation);
  if (editor->toolTip().isEmpty()) editor->setToolTip(explanation);
  if (editor->focusProxy() != nullptr) editor->focusProxy()->setAccessibleName(label);

  return new FormRow(name, editor, parent);
}

Form::Form(RealNumbers realNumbers, QWidget* parent) : QWidget(parent), realNumbers_(realNumbers) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kRowSpacing);
}

void Form::setChoice(const ChoiceInfo& info, const Choice& choice) {
  choice_ = choice;
  if (!isSameRow(info_, info)) {
    info_ = info;
    rebuild();
  }
  for (const ParameterInfo& parameter : info_.parameters) {
    show_[parameter.name](valueOf(choice_, info_, parameter.name));
  }
  placeRows();
}

void Form::setShowsRare(bool shows) {
  showsRare_ = shows;
  placeRows();
}

void Form::placeRows() {
  bool any = false;
  for (const ParameterInfo& parameter : info_.parameters) {
    const bool shows = showsRare_ || !parameter.isRare || choice_.values.contains(parameter.name);
    rows_.at(parameter.name)->setVisible(shows);
    any = any || shows;
  }
  setVisible(any);
}

void Form::rebuild() {
  show_.clear();
  rows_.clear();
  while (QLayoutItem* item = layout()->takeAt(0)) {
    // Its own signal may be what brought us here.
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  for (const ParameterInfo& parameter : info_.parameters) {
    QWidget* editor = makeEditor(parameter);
    editor->setObjectName(QStringLiteral("parameter:%1").arg(QString::fromStdString(parameter.name)));
    QWidget* row = makeFormRow(QString::fromStdString(parameter.label), editor,
                               QString::fromStdString(parameter.explanation), this);
    rows_[parameter.name] = row;
    layout()->addWidget(row);
  }
  orderTabsWithin(*this);
}

QWidget* Form::makeEditor(const ParameterInfo& parameter) {
  const auto edited = [this, parameter](double value) { edit(parameter, value); };
  const NumberRange range{parameter.minimum, parameter.maximum, parameter.integer};
  if (isSwitch(parameter)) {
    auto* box = new CheckBox({}, this);
    show_[parameter.name] = [box](double value) {
      const QSignalBlocker blocker(box);
      box->setChecked(value != 0);
    };
    connect(box, &QCheckBox::toggled, this, [edited](bool on) { edited(on ? 1 : 0); });
    return box;
  }
  if (realNumbers_ == RealNumbers::Sliders && !parameter.integer) {
    auto* slider = new SliderField(range, this);
    show_[parameter.name] = [slider](double value) { slider->setValue(value); };
    connect(slider, &SliderField::valueChanged, this, edited);
    return slider;
  }
  auto* field = new NumberField(range, this);
  field->setSuggestions(NumberField::suggestionsFor(range, parameter.defaultValue));
  show_[parameter.name] = [field](double value) { field->setValue(value); };
  connect(field, &NumberField::valueChanged, this, edited);
  return field;
}

void assign(Choice& choice, const ParameterInfo& parameter, double value) {
  if (value == parameter.defaultValue) {
    choice.values.erase(parameter.name);
  } else {
    choice.values[parameter.name] = value;
  }
}

void Form::edit(const ParameterInfo& parameter, double value) {
  assign(choice_, parameter, value);
  emit changed(choice_);
}

}  // namespace gradus::ui
