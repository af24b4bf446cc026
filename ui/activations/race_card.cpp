#include "ui/activations/race_card.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <algorithm>

#include "core/nn/activation.h"
#include "core/race/race_verdict.h"
#include "ui/activations/race_plot.h"
#include "ui/document/document.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/format.h"
#include "ui/widgets/number_field.h"

namespace gradus::ui {

/// The hue of a curve, beside what it stands for.
class Swatch : public QWidget {
 public:
  explicit Swatch(QWidget* parent) : QWidget(parent) { setFixedSize(12, 12); }

  void setColor(const QColor& color) {
    color_ = color;
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color_);
    painter.drawRoundedRect(QRectF(0, 4, 12, 4), 2, 2);
  }

 private:
  QColor color_;
};

namespace {

constexpr int kMostEpochs = 300;
constexpr int kBetween = 7;

/// In place of an activation where fewer than four race.
const ChoiceInfo& nobody() {
  static const ChoiceInfo row{"", "–", "Nobody else takes part.", {}};
  return row;
}

}  // namespace

RaceCard::RaceCard(Document& document, EngineThread& engine, QWidget* parent)
    : Card(tr("Race: same seed, same data"), parent),
      document_(document),
      race_(engine),
      epochs_(new NumberField({1, kMostEpochs, true}, this)),
      button_(new Button(QStringLiteral("play"), tr("Start"), Button::Look::Normal, this)),
      progress_(new QLabel(this)),
      plot_(new RacePlot(this)),
      words_(new QLabel(this)) {
  setAccessibleName(tr("Race of activations"));
  makeCombos();
  body()->addWidget(makeControls());
  plot_->setObjectName(QStringLiteral("racePlot"));
  body()->addWidget(plot_);
  words_->setObjectName(QStringLiteral("raceWords"));
  words_->setFont(textFont(12));
  words_->setWordWrap(true);
  words_->setTextFormat(Qt::PlainText);
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  body()->addWidget(words_);

  connect(&race_, &Race::progressed, this, &RaceCard::showStanding);
  connect(&race_, &Race::failed, this, &RaceCard::showFailure);
  connect(&document_, &Document::changed, this, [this](const Experiment& now, const Experiment& before) {
    if (now.training.epochs != before.training.epochs) showEpochs();
  });
  connect(button_, &QPushButton::clicked, this, [this] { isRacing_ ? stop() : start(); });
  propose();
  showState();
  setTheme(Theme::dark());
}

RaceCard::~RaceCard() = default;

void RaceCard::makeCombos() {
  grid_ = new QGridLayout;
  grid_->setHorizontalSpacing(kBetween);
  grid_->setVerticalSpacing(kBetween);
  for (std::size_t i = 0; i < combos_.size(); ++i) {
    auto* combo = new ComboBox(this);
    combo->setObjectName(QStringLiteral("raceCombo%1").arg(i + 1));
    combo->setAccessibleName(tr("Activation %1 of the race").arg(i + 1));
    combo->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    if (i >= Race::kFewest) combo->addChoice(nobody());
    for (const Activation& row : activations()) combo->addChoice(row);
    connect(combo, &QComboBox::activated, this, [this] {
      isChosen_ = true;
      showState();
    });
    combos_[i] = combo;
    swatches_[i] = new Swatch(this);
  }
  body()->addLayout(grid_);
  ComboBox probe;
  for (const Activation& row : activations()) {
    probe.addChoice(row);
    probe.setCurrentName(QString::fromStdString(row.name));
    widestName_ = std::max(widestName_, probe.sizeHint().width());
  }
  placeCombos();
}

/// Side by side where every name has room, else one below the other.
void RaceCard::placeCombos() {
  const QMargins around = layout()->contentsMargins();
  const int each = swatches_[0]->width() + kBetween + widestName_;
  const int columns = 2 * each + kBetween <= width() - around.left() - around.right() ? 2 : 1;
  for (std::size_t i = 0; i < combos_.size(); ++i) {
    const int row = static_cast<int>(i) / columns;
    const int column = static_cast<int>(i) % columns * 2;
    grid_->addWidget(swatches_[i], row, column);
    grid_->addWidget(combos_[i], row, column + 1);
  }
  grid_->setColumnStretch(1, 1);
  grid_->setColumnStretch(3, columns - 1);
}

void RaceCard::resizeEvent(QResizeEvent* event) {
  Card::resizeEvent(event);
  placeCombos();
}

QWidget* RaceCard::makeControls() {
  epochs_->setObjectName(QStringLiteral("raceEpochs"));
  epochs_->setAccessibleName(tr("Epochs of the race"));
  epochs_->setToolTip(tr("How many epochs each of them trains"));
  epochs_->setSuggestions({1, 3, 5, 10, 20, 50, 100, 300});
  showEpochs();
  button_->setObjectName(QStringLiteral("raceButton"));
  button_->setSmall(true);
  progress_->setObjectName(QStringLiteral("raceProgress"));
  progress_->setFont(textFont(12));
  progress_->setForegroundRole(role::kMuted);
  auto* epochsLabel = new QLabel(tr("epochs"), this);
  epochsLabel->setForegroundRole(role::kMuted);
  auto* controls = new QWidget(this);
  auto* layout = new QHBoxLayout(controls);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(button_);
  layout->addWidget(progress_, 1);
  layout->addWidget(epochsLabel);
  layout->addWidget(epochs_);
  return controls;
}

/// As many as the document's, until somebody chooses others.
void RaceCard::showEpochs() {
  epochs_->setValue(std::clamp(document_.experiment().training.epochs, 1, kMostEpochs));
}

void RaceCard::setTheme(const Theme& theme) {
  plot_->setTheme(theme);
  for (std::size_t i = 0; i < swatches_.size(); ++i) swatches_[i]->setColor(RacePlot::colorOf(i, theme));
}

void RaceCard::setCandidate(const Choice& activation) {
  candidate_ = activation;
  if (activation.name == kOwnFunction) setOwnFunction(activation);
  if (!isChosen_ && !isRacing_) propose();
  showState();
}

void RaceCard::setOwnFunction(const Choice& function) {
  if (own_.formula.empty()) {
    for (ComboBox* combo : combos_) combo->addChoice(activationOf(function));
  }
  own_ = function;
}

/// The one that the page shows, against a quick one and one that saturates.
void RaceCard::propose() {
  std::vector<std::string> names = {candidate_.name};
  for (const char* other : {"relu", "sigmoid", "tanh"}) {
    if (names.size() < 3 && candidate_.name != other) names.emplace_back(other);
  }
  for (std::size_t i = 0; i < names.size(); ++i) combos_[i]->setCurrentName(QString::fromStdString(names[i]));
}

Choice RaceCard::choiceOf(const QString& name) const {
  if (name == QLatin1String(kOwnFunction)) return own_;
  const std::string wanted = name.toStdString();
  return wanted == candidate_.name ? candidate_ : Choice{wanted, {}};
}

std::vector<Choice> RaceCard::entrants() const {
  std::vector<Choice> found;
  for (const ComboBox* combo : combos_) {
    if (combo->currentName().isEmpty()) continue;
    const Choice choice = choiceOf(combo->currentName());
    if (std::ranges::find(found, choice) == found.end()) found.push_back(choice);
  }
  return found;
}

void RaceCard::start() {
  isRacing_ = true;
  progress_->clear();
  plot_->setStanding({});
  say({}, false);
  race_.start({document_.experiment(), entrants(), static_cast<int>(epochs_->value())});
  showState();
}

void RaceCard::stop() {
  race_.stop();
}

void RaceCard::showStanding(const RaceStandingPtr& standing) {
  isRacing_ = !standing->isFinished;
  plot_->setStanding(standing);
  std::size_t done = 0;
  for (const RaceEntrant& entrant : standing->entrants) done = std::max(done, entrant.epochs.size());
  const int epochs = standing->spec.epochs;
  progress_->setText(
      isRacing_ ? tr("epoch %1 of %2").arg(grouped(std::min(static_cast<int>(done) + 1, epochs)), grouped(epochs))
      : standing->isStopped ? tr("stopped")
                            : QString());
  say(QString::fromStdString(raceVerdict(*standing)), false);
  showState();
}

void RaceCard::showFailure(const QString& message) {
  isRacing_ = false;
  progress_->clear();
  say(message, true);
  showState();
}

void RaceCard::showState() {
  const bool canStart = entrants().size() >= Race::kFewest;
  button_->setText(isRacing_ ? tr("Stop") : tr("Start"));
  button_->setIconName(isRacing_ ? QStringLiteral("stop") : QStringLiteral("play"));
  button_->setEnabled(isRacing_ || canStart);
  button_->setToolTip(isRacing_ ? tr("Ends the race here")
                      : canStart
                          ? tr("Trains the network of the window with each of these, in turns, in the background")
                          : tr("Choose two different activations"));
  for (ComboBox* combo : combos_) combo->setEnabled(!isRacing_);
  epochs_->setEnabled(!isRacing_);
  plot_->setNote(isRacing_ ? tr("Drawing the first weights, building the kernels …")
                           : tr("Each begins with the same weights as the others and sees the same batches."));
}

void RaceCard::say(const QString& words, bool isBad) {
  words_->setForegroundRole(isBad ? role::kBad : role::kText);
  words_->setText(words);
  words_->setVisible(!words.isEmpty());
}

}  // namespace gradus::ui
