#include "ui/activations/activations_page.h"

#include <QBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <algorithm>

#include "core/experiment/layer_names.h"
#include "core/experiment/loss_choice.h"
#include "core/nn/activation.h"
#include "core/nn/activation_curve.h"
#include "core/session/answers.h"
#include "ui/activations/activation_tiles.h"
#include "ui/activations/function_view.h"
#include "ui/activations/live_card.h"
#include "ui/activations/own_function_card.h"
#include "ui/activations/race_card.h"
#include "ui/activations/softmax_view.h"
#include "ui/activations/stack_card.h"
#include "ui/document/document.h"
#include "ui/network/network_edit.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/scrolling.h"

namespace gradus::ui {
namespace {

constexpr int kLeftWidth = 226;

/// As the network itself names its layers.
QString nameOf(const NetworkSpec& network, int layer) {
  return QString::fromStdString(layerName(network, static_cast<std::size_t>(layer)));
}

QString titleOf(const Choice& activation) {
  return QString::fromStdString(activationOf(activation).title);
}

}  // namespace

ActivationsPage::ActivationsPage(Document& document, TrainingSession& session, SnapshotFeed& feed, QWidget* parent)
    : Page({QStringLiteral("Activations"), QStringLiteral("activations"),
            QStringLiteral("Explore activation functions, on their own and in the network")},
           parent),
      document_(document),
      session_(session),
      feed_(feed) {
  setObjectName(QStringLiteral("activationsPage"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeLeft());
  layout->addWidget(makeCentre(), 1);
  layout->addWidget(makeRight());

  connect(&document_, &Document::changed, this, &ActivationsPage::showDocument);
  connect(&feed_, &SnapshotFeed::arrived, this, [this](const SnapshotPtr& snapshot) {
    if (snapshot->statistics) showStatistics(snapshot->statistics);
  });
  connect(&session_, &TrainingSession::dataReady, this, [this](const PreparedDataPtr& prepared) {
    samples_ = static_cast<std::int64_t>(prepared->train.size());
    emit statusChanged();
  });
  connect(&function_->stack(), &StackCard::asked, &session_, [this](const StackQuestion& question) {
    StackCard& card = function_->stack();
    session_.ask(question, &card, [&card](const StackAnswerPtr& answer) { card.setAnswer(answer); });
  });
  feed_.addStatisticsNeed([this] { return isVisible(); });

  const NetworkSpec& network = document_.experiment().network;
  layer_ = static_cast<int>(network.hidden.size()) - 1;
  showActivation(network.hidden.empty() ? Choice{"relu", {}} : network.hidden.back().activation);
  showDocument();
}

QWidget* ActivationsPage::makeLeft() {
  auto* content = new QWidget;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(kSpacing, kSpacing, 4, kSpacing);  // the bar is the rest of the margin
  tiles_ = new ActivationTiles;
  layout->addWidget(tiles_);
  connect(tiles_, &ActivationTiles::chosen, this, &ActivationsPage::chooseTile);
  tilesArea_ = makeScrolling(content);
  tilesArea_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
  tilesArea_->setFixedWidth(kLeftWidth);
  return tilesArea_;
}

QWidget* ActivationsPage::makeCentre() {
  function_ = new FunctionView;
  softmax_ = new SoftmaxView;
  connect(function_, &FunctionView::parametersChanged, this, &ActivationsPage::showActivation);
  connect(function_, &FunctionView::layerChosen, this, [this](int layer) {
    layer_ = layer;
    showLayer();
  });
  centre_ = new QStackedWidget;
  centre_->addWidget(makeScrolling(function_));
  centre_->addWidget(makeScrolling(softmax_));
  return centre_;
}

QWidget* ActivationsPage::makeRight() {
  live_ = new LiveCard;
  connect(live_, &LiveCard::useClicked, this, &ActivationsPage::use);
  connect(live_, &LiveCard::useEverywhereClicked, this, &ActivationsPage::useEverywhere);
  auto* content = new QWidget;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(kSpacing, kSpacing, kSpacing, kSpacing);
  layout->setSpacing(kSpacing);
  layout->addWidget(live_);
  own_ = new OwnFunctionCard(document_);
  connect(own_, &OwnFunctionCard::chosen, this, &ActivationsPage::showActivation);
  layout->addWidget(own_);
  race_ = new RaceCard(document_, session_.engine());
  race_->setOwnFunction(own_->function());
  layout->addWidget(race_, 1);
  right_ = makeScrolling(content);
  return right_;
}

void ActivationsPage::setTheme(const Theme& theme) {
  tiles_->setTheme(theme);
  function_->setTheme(theme);
  softmax_->setTheme(theme);
  race_->setTheme(theme);
}

void ActivationsPage::chooseTile(const QString& name) {
  if (name == QLatin1String(ActivationTiles::kSoftmax)) {
    centre_->setCurrentIndex(1);
    tilesArea_->ensureWidgetVisible(tiles_->currentTile(), 0, kSpacing);
    live_->hide();  // it speaks of what has a curve
    emit statusChanged();
    return;
  }
  const auto known = known_.find(name.toStdString());
  showActivation(known == known_.end() ? Choice{name.toStdString(), {}} : known->second);
}

void ActivationsPage::showActivation(const Choice& activation) {
  activation_ = activation;
  known_[activation.name] = activation;
  if (activation.name == kOwnFunction) {
    function_->setOwn(activation);
    if (own_->function() != activation) own_->setFunction(activation);
    race_->setOwnFunction(activation);
  }
  race_->setCandidate(activation);
  tiles_->setCurrent(QString::fromStdString(activation.name));
  tiles_->showParameters(activation);
  tilesArea_->ensureWidgetVisible(tiles_->currentTile(), 0, kSpacing);
  centre_->setCurrentIndex(0);
  live_->show();
  function_->setActivation(activation);
  showLayer();
}

/// The card follows the functions of the document by itself.
void ActivationsPage::adoptOwn() {
  known_[kOwnFunction] = own_->function();
  function_->setOwn(own_->function());
  race_->setOwnFunction(own_->function());
  tiles_->showParameters(own_->function());
  if (activation_.name == kOwnFunction && activation_ != own_->function()) showActivation(own_->function());
}

void ActivationsPage::showDocument() {
  adoptOwn();
  const NetworkSpec& network = document_.experiment().network;
  const int count = static_cast<int>(network.hidden.size());
  layer_ = std::clamp(layer_, std::min(0, count - 1), count - 1);
  QStringList names;
  for (int i = 0; i < count; ++i) names << nameOf(network, i);
  function_->setLayers(names, layer_);
  if (!network.hidden.empty()) {
    function_->stack().proposeInitialization(network.hidden[static_cast<std::size_t>(layer_)].initialization);
  }
  showLayer();
}

void ActivationsPage::showLayer() {
  const NetworkSpec& network = document_.experiment().network;
  const bool hasLayer = layer_ >= 0 && static_cast<std::size_t>(layer_) < network.hidden.size();
  const NetworkSpec everywhere = withActivationEverywhere(network, activation_);
  bool isInUse = false;
  if (hasLayer) {
    const Choice& present = network.hidden[static_cast<std::size_t>(layer_)].activation;
    isInUse = present == activation_;
    live_->setLayer(nameOf(network, layer_), titleOf(present));
    function_->setLayer(nameOf(network, layer_));
  } else {
    live_->setLayer({}, {});
  }
  live_->setCandidate(titleOf(activation_), curveOf(activation_), isInUse, everywhere == network);
  showStatistics(statistics_);
}

/// What was measured of another network than the present one is not shown.
void ActivationsPage::showStatistics(const StatisticsPtr& statistics) {
  statistics_ = statistics;
  const NetworkSpec& network = document_.experiment().network;
  std::optional<LayerStatistics> measured;
  const auto at = static_cast<std::size_t>(std::max(layer_, 0));
  if (statistics && at < network.hidden.size() && statistics->layers.size() == network.hidden.size() + 1) {
    const LayerStatistics& layer = statistics->layers[at];
    if (layer.activation == network.hidden[at].activation.name) measured = layer;
  }
  live_->setStatistics(measured, statistics ? statistics->epochs : 0);
  function_->setHistogram(measured && measured->sums.count > 0 ? std::optional(measured->sums) : std::nullopt);
  emit statusChanged();
}

QStringList ActivationsPage::status() const {
  if (centre_->currentIndex() != 0) return {tr("Softmax"), tr("of numbers to play with")};
  QStringList words{titleOf(activation_)};
  const Experiment& experiment = document_.experiment();
  if (layer_ >= 0) {
    words << tr("watching %1 of %2, live")
                 .arg(nameOf(experiment.network, layer_), QString::fromStdString(experiment.name));
  }
  if (statistics_) {
    words << tr("%1 of %2 training samples").arg(grouped(statistics_->samples), grouped(samples_));
  }
  return words;
}

bool ActivationsPage::isServed(const Snapshot& now) const {
  const bool isMeasured = layer_ < 0 || (statistics_ && statistics_->step == now.step);
  return isMeasured && function_->stack().isServed();
}

void ActivationsPage::use() {
  if (layer_ < 0) return;
  Experiment next = document_.experiment();
  next = withNetwork(next, withActivation(next.network, layer_, activation_));
  document_.change(next, tr("Use %1 in %2").arg(titleOf(activation_), nameOf(next.network, layer_)));
}

void ActivationsPage::useEverywhere() {
  Experiment next = document_.experiment();
  next.network = withActivationEverywhere(next.network, activation_);
  document_.change(next, tr("Use %1 everywhere").arg(titleOf(activation_)));
}

void ActivationsPage::showEvent(QShowEvent*) {
  feed_.refresh();
}

void ActivationsPage::resizeEvent(QResizeEvent*) {
  right_->setFixedWidth(std::clamp(width() * 2 / 7, 320, 392));
}

void ActivationsPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRect centre(kLeftWidth, 0, width() - kLeftWidth - right_->width(), height());
  painter.fillRect(rect(), palette().color(role::kPanel));
  painter.fillRect(centre, palette().color(role::kBorder));
  painter.fillRect(centre.adjusted(1, 0, -1, 0), palette().color(role::kCanvas));
}

}  // namespace gradus::ui
