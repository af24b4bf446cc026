#include "ui/activations/function_view.h"

#include <QBoxLayout>
#include <QLabel>
#include <memory>

#include "core/nn/activation.h"
#include "ui/activations/curve_facts.h"
#include "ui/activations/function_head.h"
#include "ui/activations/function_plot.h"
#include "ui/activations/stack_card.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip_menu.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

constexpr int kMostOthers = 4;
constexpr double kFarthestProbe = 1e4;

QLabel* makeQuiet() {
  auto* label = new QLabel;
  label->setForegroundRole(role::kMuted);
  label->setFont(textFont(12));
  label->setTextFormat(Qt::RichText);
  return label;
}

QString stroke(const QColor& color, bool isDashed) {
  return QStringLiteral("<span style='color:%1'>%2</span>&nbsp;")
      .arg(color.name(), isDashed ? QStringLiteral("╌╌") : QStringLiteral("━━"));
}

/// How high those words are in lines of that width.
int heightOf(const QString& words, int width) {
  const std::unique_ptr<QLabel> probe(makeQuiet());
  probe->setWordWrap(true);
  probe->setText(words);
  return probe->heightForWidth(width);
}

}  // namespace

FunctionView::FunctionView(QWidget* parent)
    : QWidget(parent),
      layout_(new QVBoxLayout(this)),
      compare_(new ChipMenu(tr("compare:"))),
      layers_(new ChipMenu(tr("layer:"))),
      head_(makeHead()),
      plot_(new FunctionPlot),
      legend_(makeQuiet()),
      probe_(new NumberField({-kFarthestProbe, kFarthestProbe, false})),
      facts_(makeQuiet()),
      stack_(new StackCard) {
  setObjectName(QStringLiteral("functionView"));
  facts_->setObjectName(QStringLiteral("curveFacts"));
  facts_->setWordWrap(true);
  facts_->setAlignment(Qt::AlignLeft | Qt::AlignTop);

  layout_->setContentsMargins(22, 14, 22, 12);
  layout_->setSpacing(6);
  layout_->addWidget(head_);
  layout_->addWidget(plot_, 5);
  layout_->addWidget(makeLegend());
  layout_->addWidget(facts_);
  layout_->addSpacing(2);
  layout_->addWidget(stack_, 3);

  connect(head_, &FunctionHead::parametersChanged, this, &FunctionView::parametersChanged);
  connect(plot_, &FunctionPlot::probeMoved, probe_, &NumberField::setValue);
  connect(plot_, &FunctionPlot::rangeChanged, this, &FunctionView::showFacts);
  connect(probe_, &NumberField::valueChanged, plot_, &FunctionPlot::setProbe);
  orderTabs(*layout_);
}

FunctionHead* FunctionView::makeHead() {
  compare_->setObjectName(QStringLiteral("compareMenu"));
  compare_->setAccessibleName(tr("Compare with"));
  compare_->setToolTip(tr("Draws up to four others beside it, here and in the stack below"));
  compare_->setSeveral(kMostOthers, tr("none"));
  for (const Activation& row : activations()) {
    compare_->addChoice(QString::fromStdString(row.name), QString::fromStdString(row.title),
                        QString::fromStdString(row.summary));
  }
  compare_->addChoice(QString::fromLatin1(kOwnFunction), tr("Custom"), tr("The function of your own"));
  compare_->setCurrentNames({QStringLiteral("relu")});
  connect(compare_, &ChipMenu::severalChosen, this, &FunctionView::showOthers);
  layers_->setObjectName(QStringLiteral("layerMenu"));
  layers_->setAccessibleName(tr("Layer"));
  layers_->setToolTip(tr("The hidden layer whose pre-activations lie behind the curve"));
  connect(layers_, &ChipMenu::chosen, this, [this](const QString& name) { emit layerChosen(name.toInt()); });

  return new FunctionHead({compare_, layers_});
}

QWidget* FunctionView::makeLegend() {
  legend_->setObjectName(QStringLiteral("activationLegend"));
  probe_->setObjectName(QStringLiteral("probeField"));
  probe_->setFixedWidth(96);
  probe_->setSuggestions({-3, -2, -1, 0, 1, 2, 3});
  probe_->setValue(plot_->probe());
  probe_->setToolTip(tr("Where f and f′ are read: type it, or drag the dashed line"));
  probe_->focusProxy()->setAccessibleName(tr("Probe at x"));
  auto* all = new Button(QStringLiteral("fit"), {}, Button::Look::Quiet);
  all->setObjectName(QStringLiteral("fitCurve"));
  all->setSmall(true);
  all->setAccessibleName(tr("Show everything"));
  all->setToolTip(tr("Shows −4 to 4 again, as 0 on the plot does"));
  connect(all, &QPushButton::clicked, plot_, &FunctionPlot::showEverything);

  auto* footer = new QWidget;
  auto* row = new QHBoxLayout(footer);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  legend_->setWordWrap(true);
  row->addWidget(legend_, 1);
  auto* at = makeQuiet();
  at->setText(QStringLiteral("<i>x</i> ="));
  row->addWidget(at);
  row->addWidget(probe_);
  row->addWidget(all);
  besidesLegend_ = at->sizeHint().width() + probe_->width() + all->sizeHint().width() + 3 * row->spacing();
  return footer;
}

/// What stands below the plot is as high as it can become: the plot stays where it is, whichever function is shown.
void FunctionView::keepRoom() {
  const int room = width() - layout_->contentsMargins().left() - layout_->contentsMargins().right();
  legend_->setMinimumHeight(heightOf(legendOf(compared(), !layer_.isEmpty()), room - besidesLegend_));
  if (room == keptFor_) return;
  keptFor_ = room;
  facts_->setFixedHeight(heightOf(longestFacts(), room));
}

void FunctionView::resizeEvent(QResizeEvent*) {
  keepRoom();
}

void FunctionView::setTheme(const Theme& theme) {
  theme_ = theme;
  plot_->setTheme(theme);
  stack_->setTheme(theme);
  showLegend();
}

void FunctionView::setActivation(const Choice& activation) {
  activation_ = activation;
  curve_ = curveOf(activation);
  head_->setActivation(activation);
  plot_->setFunction(QString::fromStdString(activationOf(activation).title), curve_);
  showOthers();
  showFacts();
}

void FunctionView::setOwn(const Choice& own) {
  if (own_ == own) return;
  own_ = own;
  if (compare_->currentNames().contains(QString::fromLatin1(kOwnFunction))) showOthers();
}

void FunctionView::setLayers(const QStringList& names, int current) {
  layers_->clearChoices();
  for (int i = 0; i < names.size(); ++i) layers_->addChoice(QString::number(i), names[i], {});
  layers_->setCurrentName(QString::number(current));
  layers_->setVisible(!names.isEmpty());
}

void FunctionView::setLayer(const QString& name) {
  if (layer_ == name) return;
  layer_ = name;
  showLegend();
}

void FunctionView::setHistogram(const std::optional<Distribution>& numbers) {
  plot_->setHistogram(numbers);
  if (hasHistogram_ == numbers.has_value()) return;
  hasHistogram_ = numbers.has_value();
  showLegend();
}

std::vector<Choice> FunctionView::compared() const {
  std::vector<Choice> compared;
  for (const QString& name : compare_->currentNames()) {
    compared.push_back(name == QLatin1String(kOwnFunction) ? own_ : Choice{name.toStdString(), {}});
  }
  return compared;
}

/// Those that are chosen, but for the one that is shown anyway.
std::vector<Choice> FunctionView::others() const {
  std::vector<Choice> others = compared();
  std::erase_if(others, [this](const Choice& other) { return other.name == activation_.name; });
  return others;
}

void FunctionView::showOthers() {
  std::vector<FunctionPlot::Other> drawn;
  std::vector<Choice> stacked{activation_};
  for (const Choice& other : others()) {
    drawn.push_back({QString::fromStdString(activationOf(other).title), curveOf(other)});
    stacked.push_back(other);
  }
  plot_->setOthers(std::move(drawn));
  stack_->setActivations(std::move(stacked));
  showLegend();
}

QString FunctionView::legendOf(const std::vector<Choice>& others, bool hasHistogram) const {
  QStringList parts{stroke(theme_.positive, false) + QStringLiteral("f"),
                    stroke(theme_.negative, false) + QStringLiteral("f′")};
  for (std::size_t i = 0; i < others.size(); ++i) {
    const QColor color = FunctionPlot::colorOf(i, theme_);
    parts << stroke(color, FunctionPlot::styleOf(i) != Qt::SolidLine) +
                 QString::fromStdString(activationOf(others[i]).title);
  }
  if (hasHistogram) {
    parts
        << QStringLiteral("<span style='color:%1'>▮</span>&nbsp;").arg(mix(theme_.canvas, theme_.accent, 0.45).name()) +
               tr("the pre-activations of %1 right now").arg(layer_);
  }
  return parts.join(QStringLiteral(" &nbsp; "));
}

void FunctionView::showLegend() {
  legend_->setText(legendOf(others(), hasHistogram_));
  keepRoom();
}

void FunctionView::showFacts() {
  facts_->setText(curveFacts(curve_, plot_->widths()));
}

}  // namespace gradus::ui
