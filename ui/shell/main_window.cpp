#include "ui/shell/main_window.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QScreen>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>

#include "core/base/log.h"
#include "core/experiment/change.h"
#include "core/io/exporter.h"
#include "ui/activations/activations_page.h"
#include "ui/document/document.h"
#include "ui/document/experiment_export.h"
#include "ui/document/page.h"
#include "ui/inspect/inspect_page.h"
#include "ui/shell/device_button.h"
#include "ui/shell/guarded_application.h"
#include "ui/shell/rail.h"
#include "ui/shell/speed_button.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/window_size.h"
#include "ui/theme/icons.h"
#include "ui/theme/motion.h"
#include "ui/theme/style.h"
#include "ui/train/train_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/remembered.h"

namespace gradus::ui {
namespace {

const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kMotionKey = QStringLiteral("window/reduceMotion");
const QString kPageKey = QStringLiteral("window/page");

QBoxLayout* makeTightLayout(QBoxLayout::Direction direction, QWidget* parent = nullptr) {
  auto* layout = new QBoxLayout(direction, parent);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  return layout;
}

}  // namespace

MainWindow::MainWindow(TrainingSession& session, const Experiment& experiment, QWidget* parent)
    : QMainWindow(parent),
      session_(session),
      document_(new Document(experiment, this)),
      export_(new ExperimentExport(*document_, this)),
      themeChoice_(new ThemeChoice(this)),
      feed_(new SnapshotFeed(session, this)),
      topBar_(new TopBar),
      banner_(new Banner),
      rail_(new Rail),
      stack_(new QStackedWidget),
      statusBar_(new StatusBar) {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowIcon(applicationIcon());
  setMinimumSize(kSmallestWindow);

  auto* central = new QWidget;
  // A click beside everything takes the keyboard out of a field; Space then trains.
  central->setFocusPolicy(Qt::ClickFocus);
  stack_->setParent(central);  // before all others: Tab comes to the page first, then to the bars around it
  addPages();
  auto* content = makeTightLayout(QBoxLayout::TopToBottom);
  content->addWidget(banner_);
  content->addWidget(stack_, 1);
  auto* middle = makeTightLayout(QBoxLayout::LeftToRight);
  middle->addWidget(rail_);
  middle->addLayout(content, 1);
  auto* layout = makeTightLayout(QBoxLayout::TopToBottom, central);
  layout->addWidget(topBar_);
  layout->addLayout(middle, 1);
  layout->addWidget(statusBar_);
  setCentralWidget(central);

  connect(rail_, &Rail::chosen, this, &MainWindow::showPageAt);
  connect(themeChoice_, &ThemeChoice::changed, this, &MainWindow::applyTheme);
  connect(document_, &Document::changed, this, &MainWindow::onDocumentChanged);
  connect(banner_, &Banner::actionClicked, this, &MainWindow::loadDocument);
  topBar_->setHistory(*document_);
  connectSession();
  connectExport();
  if (auto* application = qobject_cast<GuardedApplication*>(qApp)) {
    connect(application, &GuardedApplication::failed, this, &MainWindow::showFault);
  }
  addShortcuts();
  applyTheme();
  restoreLayout();
  onDocumentChanged(experiment, experiment);
  loadDocument();
  central->setFocus();
}

void MainWindow::addPages() {
  auto* train = new TrainPage(*document_, session_, *feed_);
  addPage(train);
  auto* inspect = new InspectPage(*document_, session_, *feed_);
  addPage(inspect);
  addPage(new ActivationsPage(*document_, session_, *feed_));
  connect(train, &TrainPage::inspectWanted, this, [this, inspect] { showPage(inspect->title().name); });
  connect(inspect, &InspectPage::showInNetworkWanted, this, [this, train](qint64 row) {
    showPage(train->title().name);
    train->watch(row);
  });
}

void MainWindow::addPage(Page* page) {
  const int index = stack_->addWidget(page);
  const QString keys = QStringLiteral("Alt+%1").arg(index + 1);
  rail_->addItem(page->title(), keys);
  pages_.push_back(page);
  connect(page, &Page::statusChanged, this, &MainWindow::showStatus);
  connect(page, &Page::failed, this,
          [this](const QString& title, const QString& message) { showMessage(title, message); });
  connect(new QShortcut(QKeySequence(keys), this), &QShortcut::activated, this,
          [this, page] { showPage(page->title().name); });
}

bool MainWindow::showPage(const QString& name) {
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    if (pages_[i]->title().name.compare(name, Qt::CaseInsensitive) != 0) continue;
    showPageAt(static_cast<int>(i));
    rail_->setCurrent(static_cast<int>(i));
    return true;
  }
  return false;
}

void MainWindow::showPageAt(int index) {
  stack_->setCurrentIndex(index);
  log(LogCategory::Ui, [&] { return "shows the page " + page().title().name.toStdString(); });
  showStatus();
}

const Page& MainWindow::page() const {
  return *pages_.at(static_cast<std::size_t>(stack_->currentIndex()));
}

void MainWindow::showStatus() {
  statusBar_->setWords(page().status());
}

void MainWindow::addShortcuts() {
  const auto on = [this](const char* keys, auto action) {
    connect(new QShortcut(QKeySequence(QString::fromLatin1(keys)), this), &QShortcut::activated, this, action);
  };
  on("Space", [this] { trainOrPause(); });
  on("Ctrl+R", [this] { rewind(); });
  on("Ctrl+Z", [this] { document_->undoStack().undo(); });
  on("Ctrl+Shift+Z", [this] { document_->undoStack().redo(); });
  on("Ctrl+Y", [this] { document_->undoStack().redo(); });
  on("S", [this] { topBar_->step(); });
  on("Ctrl+Shift+T", [this] { themeChoice_->toggle(); });
  on("F2", [this] { topBar_->editName(); });
  on("Ctrl+Q", [this] { close(); });
}

void MainWindow::connectSession() {
  connect(topBar_, &TopBar::trainClicked, this, &MainWindow::trainOrPause);
  connect(topBar_, &TopBar::rewindClicked, this, &MainWindow::rewind);
  connect(topBar_, &TopBar::stepClicked, this, &MainWindow::step);
  connect(topBar_, &TopBar::seedEdited, this, [this](quint64 seed) {
    Experiment next = document_->experiment();
    next.seed = seed;
    document_->change(next, QStringLiteral("Change the seed"));
  });
  connect(topBar_, &TopBar::renamed, this, [this](const QString& name) {
    Experiment next = document_->experiment();
    next.name = name.toStdString();
    document_->change(next, tr("Rename the document"));
  });
  connect(topBar_, &TopBar::speedChosen, this, &MainWindow::applySpeed);
  connect(topBar_, &TopBar::themeClicked, themeChoice_, &ThemeChoice::toggle);
  connect(topBar_, &TopBar::motionReduced, this, [](bool reduces) {
    QSettings().setValue(kMotionKey, reduces);
    setReducesMotion(reduces);
  });

  connect(&session_, &TrainingSession::deviceReady, this, [this](const DeviceInfo& device, const QString& note) {
    hasDevice_ = true;
    topBar_->device().setDevice(device, note);
  });
  connect(&session_, &TrainingSession::devicesListed, &topBar_->device(), &DeviceButton::setDevices);
  connect(&topBar_->device(), &DeviceButton::deviceChosen, this, [this](const DeviceInfo& device) {
    if (tellsOfDevice_) banner_->hide();
    session_.changeDevice(device);
  });
  connect(&session_, &TrainingSession::deviceFell, this, &MainWindow::onDeviceFell);
  connect(&session_, &TrainingSession::dataReady, this, [this](const PreparedDataPtr& prepared) {
    statusBar_->setTask(prepared->dataset->task, prepared->valid.empty());
  });
  connect(&session_, &TrainingSession::stateChanged, this, &MainWindow::onStateChanged);
  connect(&session_, &TrainingSession::readingProgressed, this,
          [this](double share) { topBar_->setReading(share, document_->undoStack().canUndo()); });
  connect(topBar_, &TopBar::readingCancelled, this, &MainWindow::cancelReading);
  connect(&session_, &TrainingSession::runLeft, document_, &Document::setKept);
  connect(&session_, &TrainingSession::failed, this, &MainWindow::onFailed);
  connect(feed_, &SnapshotFeed::arrived, this, [this](const SnapshotPtr& snapshot) {
    topBar_->showSnapshot(*snapshot);
    statusBar_->showSnapshot(*snapshot);
  });
  statusBar_->dimWhenOld(*feed_);
}

void MainWindow::connectExport() {
  connect(&session_, &TrainingSession::dataReady, export_, &ExperimentExport::setData);
  connect(topBar_, &TopBar::exportClicked, this,
          [this](const QString& format) { export_->saveAs(findExporter(format.toStdString()), this); });
  connect(export_, &ExperimentExport::saved, topBar_, &TopBar::confirmExport);
  connect(export_, &ExperimentExport::failed, this,
          [this](const QString& message) { showMessage(QStringLiteral("The file was not written"), message); });
}

/// What nobody has foreseen. Where it fails again and again, at each painting, the same words change nothing.
void MainWindow::showFault(const QString& message) {
  showMessage(tr("Something went wrong, but your work is still here"), message);
}

void MainWindow::applyTheme() {
  const Theme& theme = themeChoice_->theme();
  dress(*this, theme);
  topBar_->setTheme(theme);
  banner_->setTheme(theme);
  for (Page* page : pages_) page->setTheme(theme);
}

void MainWindow::applySpeed() {
  session_.setSpeed(topBar_->speed().speedFor(findDataset(document_->experiment().data.dataset.name).kind));
}

void MainWindow::loadDocument() {
  isLoading_ = true;
  feed_->restart();
  applySpeed();
  session_.load(document_->experiment(), document_->revision());
}

void MainWindow::onDocumentChanged(const Experiment& now, const Experiment& before) {
  const QString name = QString::fromStdString(now.name);
  topBar_->setDocumentName(name, document_->isModified());
  topBar_->setSeed(now.seed);
  topBar_->setEpochs(now.training.epochs);
  setWindowTitle(name + QStringLiteral("[*]"));
  setWindowModified(document_->isModified());
  if (now == before) return;
  const Change change = changeOf(before, now);
  if (now.data != before.data || now.seed != before.seed) {
    feed_->restart();
    applySpeed();
  }
  if (replacesNumbers(change)) {
    isLoading_ = true;
    feed_->expect(document_->revision());
  } else {
    feed_->follow(document_->revision());
  }
  session_.apply(now, document_->revision());
  feed_->refresh();
}

void MainWindow::onStateChanged(SessionState state) {
  state_ = state;
  hasFailed_ = hasFailed_ || state == SessionState::Failed;
  topBar_->setState(state);
  // Whatever was wrong is mended once there is a network again.
  const bool isBack = hasFailed_ && state != SessionState::Failed && state != SessionState::Preparing;
  if (state == SessionState::Ready || state == SessionState::Running || isBack) {
    hasFailed_ = false;
    isLoading_ = false;
    if (!tellsOfDevice_) banner_->hide();
  }
}

void MainWindow::onFailed(const QString& message) {
  QString title = QStringLiteral("Training stopped");
  if (!hasDevice_) {
    title = QStringLiteral("Gradus found no device to compute on");
    topBar_->device().setMissing(message);
  } else if (isLoading_) {
    title = QStringLiteral("This experiment cannot be trained as it is");
  }
  showMessage(title, message, QStringLiteral("Try again"));
  onStateChanged(SessionState::Failed);
}

/// Stays while training goes on, for it tells of no fault of the experiment.
void MainWindow::onDeviceFell(DeviceFall fall, const QString& message) {
  switch (fall) {
    case DeviceFall::NotOpened:
      showMessage(tr("Another device computes than was wanted"), message);
      break;
    case DeviceFall::NotChanged:
      showMessage(tr("The device was not changed"), message);
      break;
    case DeviceFall::Failed:
      showMessage(tr("The device failed, and another one goes on"), message);
      break;
  }
  tellsOfDevice_ = true;
}

/// `action` is the way out that is offered, if there is one.
void MainWindow::showMessage(const QString& title, const QString& message, const QString& action) {
  tellsOfDevice_ = false;
  banner_->setActionLabel(action);
  banner_->showMessage(title, message);
}

/// The data of before were left as they were: undo brings them back with the network that had learned them.
void MainWindow::cancelReading() {
  QUndoStack& history = document_->undoStack();
  const Choice wanted = document_->experiment().data.dataset;
  while (history.canUndo() && document_->experiment().data.dataset == wanted) history.undo();
}

void MainWindow::trainOrPause() {
  if (state_ == SessionState::Running) {
    session_.pause();
  } else if (state_ != SessionState::Failed) {
    session_.start();
  }
}

void MainWindow::step(TopBar::Step step) {
  switch (step) {
    case TopBar::Step::Phase:
      return session_.stepPhase();
    case TopBar::Step::Sample:
      return session_.stepSample();
    case TopBar::Step::Batch:
      return session_.stepBatch();
    case TopBar::Step::Epoch:
      return session_.stepEpoch();
  }
}

void MainWindow::rewind() {
  // After a failure there may be no network to rewind; loading makes the same initial weights anew.
  if (state_ == SessionState::Failed) {
    loadDocument();
  } else {
    session_.rewind();
  }
}

void MainWindow::restoreLayout() {
  topBar_->setReducesMotion(rememberedSwitch(kMotionKey));
  showPage(rememberedText(kPageKey));
  if (restoreGeometry(rememberedBytes(kGeometryKey))) return;
  resize(firstWindowSize(screen()->availableSize()));
}

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings().setValue(kGeometryKey, saveGeometry());
  QSettings().setValue(kPageKey, page().title().name);
  for (const Page* page : pages_) page->saveLayout();
  feed_->stop();
  event->accept();
}

}  // namespace gradus::ui
