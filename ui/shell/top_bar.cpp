#include "ui/shell/top_bar.h"

#include <QAction>
#include <QActionGroup>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QRandomGenerator>
#include <algorithm>
#include <array>

#include "core/io/exporter.h"
#include "ui/shell/device_button.h"
#include "ui/shell/document_title.h"
#include "ui/shell/epoch_progress.h"
#include "ui/shell/history_button.h"
#include "ui/shell/speed_button.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/confirming_button.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/seed_field.h"

namespace gradus::ui {
namespace {

struct StepRow {
  TopBar::Step step;
  const char16_t* name;
  const char16_t* explanation;
};

constexpr std::array<StepRow, 4> kSteps{{
    {TopBar::Step::Phase, u"layer", u"Inside a batch: forward through one layer, the loss, backward, the update"},
    {TopBar::Step::Sample, u"sample", u"Inside a batch: the way and the loss of its next sample"},
    {TopBar::Step::Batch, u"batch", u"One update of the weights, then pause"},
    {TopBar::Step::Epoch, u"epoch", u"To the end of the epoch, then pause"},
}};

constexpr int kHeight = 52;
constexpr int kTitleWidth = 316;  // so that the buttons begin where the page's centre begins
constexpr int kTightSpacing = 7;

}  // namespace

TopBar::TopBar(QWidget* parent)
    : QWidget(parent),
      title_(new QWidget(this)),
      name_(new DocumentTitle),
      progress_(new EpochProgress),
      seed_(new SeedField(QStringLiteral("seed"))),
      device_(new DeviceButton),
      speed_(new SpeedButton),
      dice_(new Button(QStringLiteral("dice"), {}, Button::Look::Quiet)),
      undo_(new HistoryButton(HistoryButton::Direction::Undo)),
      redo_(new HistoryButton(HistoryButton::Direction::Redo)),
      share_(new ConfirmingButton(QStringLiteral("share"), {}, {})),
      themeButton_(new Button(QStringLiteral("sun"))),
      reduceMotion_(new QAction(tr("Reduce motion"), this)) {
  makeButtons();
  makeShareMenu();
  setFixedHeight(kHeight);
  makeTitle();
  progress_->setObjectName(QStringLiteral("epochProgress"));
  seed_->setObjectName(QStringLiteral("seedField"));
  seed_->setToolTip(
      QStringLiteral("The number from which random numbers come: the same seed gives the same weights and order of "
                     "samples. Which samples are for the test has a seed of its own, in the Data card"));
  themeButton_->setObjectName(QStringLiteral("themeButton"));
  themeButton_->setAccessibleName(QStringLiteral("Theme"));
  themeButton_->setToolTip(
      tr("Change between the dark and the light theme (Ctrl+Shift+T); a right click offers less motion"));
  reduceMotion_->setObjectName(QStringLiteral("reduceMotion"));
  reduceMotion_->setCheckable(true);
  reduceMotion_->setToolTip(tr("Pictures follow the training twice a second, and no caret blinks"));
  themeButton_->addAction(reduceMotion_);
  themeButton_->setContextMenuPolicy(Qt::ActionsContextMenu);
  dice_->setObjectName(QStringLiteral("newWeightsButton"));
  dice_->setAccessibleName(QStringLiteral("New weights"));
  dice_->setToolTip(
      QStringLiteral("New weights: draws another seed, and with it other initial weights (Ctrl+Shift+R)"));
  dice_->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+R")));

  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(16, 0, 16, 1);
  layout->setSpacing(kSpacing);
  layout->addWidget(title_);
  layout->addSpacing(-kSpacing + 8);
  layout->addWidget(rewind_);
  layout->addWidget(train_);
  layout->addWidget(stepButton_);
  layout->addWidget(speed_);
  layout->addWidget(progress_);
  layout->addStretch(1);
  auto* seed = new QHBoxLayout;
  seed->setSpacing(4);
  seed->addWidget(seed_);
  seed->addWidget(dice_);
  layout->addLayout(seed);
  layout->addWidget(device_);
  layout->addWidget(undo_);
  layout->addWidget(redo_);
  layout->addWidget(share_);
  layout->addWidget(themeButton_);

  connect(progress_, &EpochProgress::cancelled, this, &TopBar::readingCancelled);
  connect(seed_, &SeedField::seedEdited, this, &TopBar::seedEdited);
  connect(speed_, &SpeedButton::speedChosen, this, &TopBar::speedChosen);
  connect(device_, &DeviceButton::roomChanged, this, &TopBar::arrange);
  connect(dice_, &QPushButton::clicked, this, [this] {
    constexpr quint32 kSeeds = 1'000'000;  // short enough to be written down
    emit seedEdited(QRandomGenerator::global()->bounded(kSeeds));
  });
  connect(themeButton_, &QPushButton::clicked, this, &TopBar::themeClicked);
  connect(reduceMotion_, &QAction::toggled, this, &TopBar::motionReduced);
  setState(SessionState::Empty);
}

void TopBar::makeTitle() {
  auto* brand = new QLabel(QStringLiteral("Gradus"));
  brand->setFont(textFont(16, QFont::Bold));
  name_->setObjectName(QStringLiteral("documentTitle"));
  auto* layout = new QHBoxLayout(title_);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(brand);
  layout->addWidget(name_);
  layout->addStretch();
  connect(name_, &DocumentTitle::renamed, this, &TopBar::renamed);
}

/// How many pixels are missing for all that is shown then.
int TopBar::widthMissing(Room room) {
  device_->setShowsText(room < Room::NoDevice);
  progress_->setShowsRemark(room < Room::NoRemark);
  stepButton_->setShowsDetail(room < Room::NoDetail);
  layout()->setSpacing(room < Room::Tight ? kSpacing : kTightSpacing);
  layout()->invalidate();
  return layout()->minimumSize().width() - width();
}

/// The title first gives the room that its words do not need, and what is only said there too gives way to it.
void TopBar::arrange() {
  if (layout() == nullptr) return;  // it is still being made
  const int words = title_->layout()->sizeHint().width();
  for (const Room room : {Room::Ample, Room::Tight, Room::NoDevice, Room::NoDetail, Room::NoRemark}) {
    title_->setFixedWidth(kTitleWidth);
    const int missing = widthMissing(room);
    const int least = room == Room::NoRemark ? title_->layout()->minimumSize().width() : std::min(words, kTitleWidth);
    title_->setFixedWidth(std::clamp(kTitleWidth - missing, least, kTitleWidth));
    if (kTitleWidth - missing >= least) break;
  }
}

void TopBar::resizeEvent(QResizeEvent*) {
  arrange();
}

void TopBar::showEvent(QShowEvent*) {
  arrange();
}

void TopBar::editName() {
  name_->edit();
}

void TopBar::makeButtons() {
  rewind_ = new Button(QStringLiteral("rewind"), {}, Button::Look::Normal, this);
  rewind_->setObjectName(QStringLiteral("rewindButton"));
  rewind_->setAccessibleName(QStringLiteral("Rewind"));
  rewind_->setToolTip(QStringLiteral("Back to the initial weights, the same as before (Ctrl+R)"));

  train_ = new Button(QStringLiteral("play"), QStringLiteral("Train"), Button::Look::Primary, this);
  train_->setObjectName(QStringLiteral("trainButton"));

  stepButton_ = new Button(QStringLiteral("step"), QStringLiteral("Step"), Button::Look::Normal, this);
  stepButton_->setObjectName(QStringLiteral("stepButton"));
  QMenu* menu = makeMenu(stepButton_);
  auto* group = new QActionGroup(menu);  // marks the one that the button does
  for (const StepRow& row : kSteps) {
    QAction* action = menu->addAction(QStringLiteral("One ") + QString::fromUtf16(row.name));
    action->setObjectName(QStringLiteral("step:") + QString::fromUtf16(row.name));
    action->setToolTip(QString::fromUtf16(row.explanation));
    action->setCheckable(true);
    action->setChecked(row.step == Step::Batch);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, kind = row.step] {
      setStep(kind);
      step();
    });
  }
  stepButton_->setSplitMenu(menu);
  setStep(Step::Batch);

  connect(rewind_, &QPushButton::clicked, this, &TopBar::rewindClicked);
  connect(train_, &QPushButton::clicked, this, &TopBar::trainClicked);
  connect(stepButton_, &QPushButton::clicked, this, &TopBar::step);
}

void TopBar::makeShareMenu() {
  share_->setObjectName(QStringLiteral("shareButton"));
  share_->setAccessibleName(QStringLiteral("Share"));
  share_->setToolTip(QStringLiteral("Write the experiment as a file for other programs"));
  QMenu* menu = makeMenu(share_);
  for (const Exporter& exporter : exporters()) {
    QAction* action = menu->addAction(QString::fromStdString(exporter.title) + u'…');
    action->setToolTip(QString::fromStdString(exporter.summary));
    const QString name = QString::fromStdString(exporter.name);
    connect(action, &QAction::triggered, this, [this, name] { emit exportClicked(name); });
  }
  connect(share_, &QPushButton::clicked, this, [this, menu] {
    const int left = share_->width() - menu->sizeHint().width();
    menu->popup(share_->mapToGlobal(QPoint(left, share_->height() + 4)));
  });
}

void TopBar::confirmExport() {
  share_->confirm();
}

void TopBar::setTheme(const Theme& theme) {
  themeButton_->setIconName(theme.isDark ? QStringLiteral("sun") : QStringLiteral("moon"));
  device_->setTheme(theme);
}

void TopBar::setReducesMotion(bool reduces) {
  reduceMotion_->setChecked(reduces);
}

void TopBar::setHistory(Document& document) {
  undo_->setHistory(document);
  redo_->setHistory(document);
}

void TopBar::setDocumentName(const QString& name, bool modified) {
  name_->setName(name, modified);
  arrange();
}

void TopBar::setSeed(std::uint64_t seed) {
  seed_->setSeed(seed);
  arrange();
}

void TopBar::setState(SessionState state) {
  state_ = state;
  progress_->setState(state);
  const bool running = state == SessionState::Running;
  const bool able = state != SessionState::Failed;
  train_->setText(running ? QStringLiteral("Pause") : QStringLiteral("Train"));
  train_->setIconName(running ? QStringLiteral("pause") : QStringLiteral("play"));
  train_->setAccessibleName(train_->text());
  train_->setFixedWidth(std::max(train_->sizeHint().width(), 94));
  train_->setEnabled(able);
  stepButton_->setEnabled(able);
  explainTrain();
  arrange();
}

void TopBar::setEpochs(int epochs) {
  epochs_ = epochs;
  explainTrain();
}

void TopBar::setReading(double share, bool canCancel) {
  progress_->setReading(share, canCancel);
}

void TopBar::explainTrain() {
  if (state_ == SessionState::Failed) {
    train_->setToolTip(QStringLiteral("Training is not possible now; the message above the page says why"));
  } else if (state_ == SessionState::Running) {
    train_->setToolTip(QStringLiteral("Pause after the present step (Space)"));
  } else if (state_ == SessionState::Finished) {
    const QString count =
        epochs_ == 1 ? QStringLiteral("one more epoch") : QStringLiteral("%1 more epochs").arg(grouped(epochs_));
    train_->setToolTip(QStringLiteral("The run has finished. Train %1 (Space)").arg(count));
  } else {
    train_->setToolTip(QStringLiteral("Train until all epochs are done (Space)"));
  }
  train_->setAccessibleDescription(train_->toolTip());
}

void TopBar::showSnapshot(const Snapshot& snapshot) {
  if (progress_->showSnapshot(snapshot)) arrange();
}

void TopBar::setStep(Step step) {
  step_ = step;
  const auto row = std::find_if(kSteps.begin(), kSteps.end(), [&](const StepRow& each) { return each.step == step; });
  const QString what = QString::fromUtf16(row->name);
  stepButton_->setDetail(what);
  stepButton_->setAccessibleName(QStringLiteral("Step one ") + what);
  stepButton_->setToolTip(QStringLiteral("Train one %1, then pause (S); the arrow offers other steps").arg(what));
}

void TopBar::step() {
  if (stepButton_->isEnabled()) emit stepClicked(step_);
}

void TopBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(role::kPanel));
  painter.fillRect(QRect(0, height() - 1, width(), 1), palette().color(role::kBorder));
}

}  // namespace gradus::ui
