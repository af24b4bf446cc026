#include "ui/network/layer_popover.h"

#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

#include "core/nn/activation.h"
#include "core/nn/initialization.h"
#include "core/nn/layer_registry.h"
#include "ui/network/network_edit.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/form.h"
#include "ui/widgets/popup_place.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

constexpr int kRadius = 10;
constexpr int kWidth = 300;
constexpr int kSide = 14;

QString styleSheetOf(const Theme& theme) {
  return QStringLiteral("gradus--ui--LayerPopover { background: %1; border: 1px solid %2; border-radius: 10px; }")
      .arg(theme.card.name(), theme.border.name());
}

}  // namespace

LayerPopover::LayerPopover(const Theme& theme, const LayerTitle& title, const LayerSpec& layer, bool isOutput,
                           QWidget* parent)
    : QFrame(parent, Qt::Popup), layer_(layer) {
  setObjectName(QStringLiteral("layerPopover"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowFlag(Qt::NoDropShadowWindowHint);
  setAttribute(Qt::WA_StyledBackground);
  keepCornersRound(*this, kRadius);
  setStyleSheet(styleSheetOf(theme));
  setAccessibleName(tr("Settings of %1").arg(title.name));
  setFixedWidth(kWidth);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kSide, 12, kSide, 14);
  layout->setSpacing(8);
  layout->setSizeConstraint(QLayout::SetMinimumSize);
  auto* name = new QLabel(QStringLiteral("<b>%1</b>").arg(title.name.toHtmlEscaped()), this);
  name->setTextFormat(Qt::RichText);
  auto* summary = new QLabel(title.summary, this);
  summary->setWordWrap(true);
  // A layout does not ask a popup's labels how high they are in the width that they get.
  summary->setFixedWidth(kWidth - 2 * kSide);
  summary->setFixedHeight(summary->heightForWidth(kWidth - 2 * kSide));
  summary->setForegroundRole(role::kMuted);
  layout->addWidget(name);
  layout->addWidget(summary);
  if (!isOutput) addLayerForm(*layout);
  addActivation(*layout);
  if (isOutput || unitsOf(layer_) > 0) addInitialization(*layout);
  orderTabs(*layout);
}

void LayerPopover::addLayerForm(QVBoxLayout& layout) {
  auto* form = new Form(Form::RealNumbers::Fields, this);
  form->setObjectName(QStringLiteral("layerForm"));
  form->setChoice(findLayer(layer_.layer.name), layer_.layer);
  connect(form, &Form::changed, this, [this](const Choice& choice) {
    layer_.layer = choice;
    tell();
  });
  layout.addWidget(form);
}

void LayerPopover::addActivation(QVBoxLayout& layout) {
  auto* combo = new ComboBox(this);
  combo->setObjectName(QStringLiteral("activationCombo"));
  for (const Activation& row : activations()) combo->addChoice(row);
  const Choice first = layer_.activation;
  if (first.name == kOwnFunction) combo->addChoice(activationOf(first));
  combo->setCurrentName(QString::fromStdString(first.name));
  auto* form = new Form(Form::RealNumbers::Fields, this);
  form->setObjectName(QStringLiteral("activationForm"));
  form->setChoice(activationOf(first), first);
  connect(combo, &QComboBox::activated, this, [this, combo, form, first] {
    const std::string name = combo->currentName().toStdString();
    layer_.activation = name == kOwnFunction ? first : Choice{name, {}};
    form->setChoice(activationOf(layer_.activation), layer_.activation);
    tell();
  });
  connect(form, &Form::changed, this, [this](const Choice& choice) {
    layer_.activation = choice;
    tell();
  });
  layout.addWidget(makeFormRow(tr("Activation"), combo, tr("The function after the layer"), this));
  layout.addWidget(form);
}

void LayerPopover::addInitialization(QVBoxLayout& layout) {
  auto* combo = new ComboBox(this);
  combo->setObjectName(QStringLiteral("initializationCombo"));
  for (const Initialization& row : initializations()) combo->addChoice(row);
  combo->setCurrentName(QString::fromStdString(layer_.initialization.name));
  auto* form = new Form(Form::RealNumbers::Fields, this);
  form->setObjectName(QStringLiteral("initializationForm"));
  form->setChoice(findInitialization(layer_.initialization.name), layer_.initialization);
  connect(combo, &QComboBox::activated, this, [this, combo, form] {
    layer_.initialization = {combo->currentName().toStdString(), {}};
    form->setChoice(findInitialization(layer_.initialization.name), layer_.initialization);
    tell();
  });
  connect(form, &Form::changed, this, [this](const Choice& choice) {
    layer_.initialization = choice;
    tell();
  });
  layout.addWidget(makeFormRow(tr("First weights"), combo, tr("How the weights are drawn before training"), this));
  layout.addWidget(form);
}

void LayerPopover::tell() {
  // The form is rebuilt in its own signal: only afterwards the size is known.
  QTimer::singleShot(0, this, &QWidget::adjustSize);
  emit edited(layer_);
}

void LayerPopover::popup(const QWidget& anchor) {
  adjustSize();
  placeBelow(*this, anchor);
  show();
  focusNextChild();
}

}  // namespace gradus::ui
