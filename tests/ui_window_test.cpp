// The window, driven through its real widgets with the real engine behind it.
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "core/data/catalog.h"
#include "core/nn/loss.h"
#include "core/train/training_session.h"
#include "ui/network/network_canvas.h"
#include "ui/plots/curve_plot.h"
#include "ui/shell/document.h"
#include "ui/shell/main_window.h"
#include "ui/shell/screenshot.h"
#include "ui/shell/seed_field.h"
#include "ui/theme/style.h"
#include "ui/train/sample_grid.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/number_field.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

constexpr int kPatience = 60000;  // the first kernels may have to be compiled

/// The first experiment, but so long that it does not end while a test looks at it.
Experiment longExperiment() {
  Experiment experiment = firstExperiment();
  experiment.training.epochs = 100000;
  return experiment;
}

}  // namespace

class WindowTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();

  void beginsReadyWithTwoSpirals();
  void trainsAndPausesByClick();
  void spaceTrainsUnlessSomeoneTypes();
  void spacePressesTheButtonThatHasTheKeyboard();
  void rewindClearsTheCurves();
  void stepsOneBatch();
  void stepsOneEpochFromTheMenu();
  void everyDataSetHasDefaultsThatFit_data();
  void everyDataSetHasDefaultsThatFit();
  void choosingImagesShowsSamples();
  void clickingASampleShowsItsWay();
  void clickingAPointShowsItsWay();
  void keepsTheNetworkAmongDataOfOneKind();
  void editsTheTrainingWithoutLosingWeights();
  void refusesANumberOutOfRange();
  void changesTheSeed();
  void addsALayer();
  void showsAFailureInABanner();
  void loadsAgainAfterAFailure();
  void opensWithoutADevice();
  void togglesTheTheme();
  void followsTheSystemsTheme();
  void closesWhileTraining();
  void fitsASmallScreen();
  void everyControlSaysWhatItIs();
  void savesAScreenshot();
  void showsPagesByName();

 private:
  template <typename T>
  T* find(const char* name) const {
    T* found = window_->findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr) qFatal("no widget is called %s", name);
    return found;
  }

  void open(const Experiment& experiment);
  void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
  void type(NumberField* field, const QString& text);
  void choose(const char* combo, const QString& name);
  QString trainLabel() const { return find<Button>("trainButton")->text(); }
  CurvePlot* lossPlot() const { return find<CurvePlot>("lossPlot"); }
  SnapshotPtr last() const { return window_->feed().last(); }
  bool isReady() const { return last() != nullptr && last()->state == SessionState::Ready; }

  QTemporaryDir settings_;
  std::unique_ptr<TrainingSession> session_;
  std::unique_ptr<MainWindow> window_;
};

void WindowTest::initTestCase() {
  prepareApplication(*qApp);
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
}

void WindowTest::init() {
  QSettings().clear();
}

void WindowTest::cleanup() {
  window_.reset();
  session_.reset();
}

void WindowTest::open(const Experiment& experiment) {
  session_ = std::make_unique<TrainingSession>();
  window_ = std::make_unique<MainWindow>(*session_, experiment);
  window_->resize(1440, 900);
  window_->show();
  window_->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(window_.get()));
  QTRY_VERIFY_WITH_TIMEOUT(isReady(), kPatience);
}

void WindowTest::type(NumberField* field, const QString& text) {
  field->lineEdit()->selectAll();
  QTest::keyClicks(field->lineEdit(), text);
  QTest::keyClick(field->lineEdit(), Qt::Key_Return);
}

void WindowTest::choose(const char* combo, const QString& name) {
  auto* box = find<ComboBox>(combo);
  const int row = box->findData(name);
  QVERIFY(row >= 0);
  box->setCurrentIndex(row);
  emit box->activated(row);
}

void WindowTest::beginsReadyWithTwoSpirals() {
  open(firstExperiment());
  QCOMPARE(find<ComboBox>("datasetCombo")->currentName(), QStringLiteral("two-spirals"));
  QCOMPARE(trainLabel(), QStringLiteral("Train"));
  QCOMPARE(lossPlot()->pointCount(), 0);
  QCOMPARE(find<QLabel>("countTrain")->text(), QStringLiteral("360"));
  QVERIFY(!find<Banner>("banner")->isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(last()->sample.has_value(), kPatience);
}

void WindowTest::trainsAndPausesByClick() {
  open(longExperiment());
  click("trainButton");
  QTRY_COMPARE(trainLabel(), QStringLiteral("Pause"));
  QTRY_VERIFY_WITH_TIMEOUT(lossPlot()->pointCount() > 10, kPatience);
  QVERIFY(find<CurvePlot>("metricPlot")->pointCount() > 0);
  QTRY_VERIFY(find<QLabel>("statusSpeed")->isVisible());
  click("trainButton");
  QTRY_COMPARE(trainLabel(), QStringLiteral("Train"));
  QTRY_COMPARE(last()->state, SessionState::Paused);
}

void WindowTest::spaceTrainsUnlessSomeoneTypes() {
  open(longExperiment());
  auto* seed = find<SeedField>("seedField");
  seed->lineEdit()->setFocus();
  QTest::keyClick(seed->lineEdit(), Qt::Key_Space);
  QTest::keyClick(seed->lineEdit(), Qt::Key_Return);
  QCOMPARE(trainLabel(), QStringLiteral("Train"));
  window_->centralWidget()->setFocus();
  QTest::keyClick(window_.get(), Qt::Key_Space);
  QTRY_COMPARE(trainLabel(), QStringLiteral("Pause"));
  QTest::keyClick(window_.get(), Qt::Key_Space);
  QTRY_COMPARE(trainLabel(), QStringLiteral("Train"));
}

void WindowTest::spacePressesTheButtonThatHasTheKeyboard() {
  open(longExperiment());
  auto* fit = find<Button>("fitButton");
  const QSignalSpy clicks(fit, &QPushButton::clicked);
  fit->setFocus(Qt::TabFocusReason);
  QTest::keyClick(fit, Qt::Key_Space);
  QCOMPARE(clicks.count(), 1);
  QCOMPARE(trainLabel(), QStringLiteral("Train"));
}

void WindowTest::rewindClearsTheCurves() {
  open(longExperiment());
  const std::vector<float> initial = last()->layers.front().weight;
  QTest::keyClick(window_.get(), Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(lossPlot()->pointCount() > 0, kPatience);
  QTest::keyClick(window_.get(), Qt::Key_R, Qt::ControlModifier);
  QTRY_VERIFY(isReady());
  QTRY_COMPARE(lossPlot()->pointCount(), 0);
  QCOMPARE(last()->step, 0);
  QCOMPARE(last()->layers.front().weight, initial);
}

void WindowTest::stepsOneBatch() {
  open(longExperiment());
  QTest::keyClick(window_.get(), Qt::Key_S);
  QTRY_COMPARE(last()->step, 1);
  QTRY_COMPARE(last()->state, SessionState::Paused);
  QTest::mouseClick(find<QWidget>("stepButton"), Qt::LeftButton, {}, QPoint(10, 10));
  QTRY_COMPARE(last()->step, 2);
  QVERIFY(find<QLabel>("statusPosition")->text().startsWith(QStringLiteral("Epoch 0 · batch 2/")));
}

void WindowTest::stepsOneEpochFromTheMenu() {
  open(longExperiment());
  auto* menu = find<QWidget>("stepButton")->findChild<QMenu*>();
  menu->actions().at(1)->trigger();
  QTRY_VERIFY(last()->epoch == 1 && last()->state == SessionState::Paused);
  QTest::keyClick(window_.get(), Qt::Key_S);
  QTRY_VERIFY(last()->epoch == 2 && last()->state == SessionState::Paused);
}

void WindowTest::everyDataSetHasDefaultsThatFit_data() {
  QTest::addColumn<QString>("name");
  for (const DatasetInfo& info : datasetCatalog()) {
    QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
  }
}

void WindowTest::everyDataSetHasDefaultsThatFit() {
  QFETCH(QString, name);
  const DatasetInfo& info = findDataset(name.toStdString());
  const Experiment experiment = withDataset(firstExperiment(), {info.name, {}});
  QCOMPARE(experiment.name, info.name);
  const LossTarget target = findLoss(experiment.training.loss.name).target;
  QCOMPARE(target == LossTarget::ClassIndex, info.task == Task::Classification);
  open(experiment);
  QTest::keyClick(window_.get(), Qt::Key_S);
  QTRY_COMPARE_WITH_TIMEOUT(last()->step, 1, kPatience);
}

void WindowTest::choosingImagesShowsSamples() {
  open(firstExperiment());
  choose("datasetCombo", QStringLiteral("mnist-10k"));
  QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("countTest")->text(), QStringLiteral("2\u00A0000"), kPatience);
  QVERIFY(find<SampleGrid>("sampleGrid")->isVisible());
  QCOMPARE(find<SampleGrid>("sampleGrid")->rows().size(), std::size_t{21});
  QVERIFY(!find<QWidget>("planePreview")->isVisible());
  QCOMPARE(window_->document().experiment().network.hidden.size(), std::size_t{2});
  QCOMPARE(find<NumberField>("batchSizeField")->value(), 100.0);
  QVERIFY(window_->document().isModified());
}

void WindowTest::clickingASampleShowsItsWay() {
  open(withDataset(firstExperiment(), {"mnist-10k", {}}));
  auto* grid = find<SampleGrid>("sampleGrid");
  QTest::mouseClick(grid, Qt::LeftButton, {}, QPoint(grid->width() - 8, grid->height() - 8));
  QTRY_VERIFY(last()->sample.has_value() && last()->sample->row == grid->rows().back());
}

void WindowTest::clickingAPointShowsItsWay() {
  open(firstExperiment());
  const std::int64_t before = last()->sample->row;
  QTest::mouseClick(find<QWidget>("planePreview"), Qt::LeftButton, {}, QPoint(10, 10));
  QTRY_VERIFY(last()->sample.has_value() && last()->sample->row != before);
}

void WindowTest::keepsTheNetworkAmongDataOfOneKind() {
  open(firstExperiment());
  Experiment edited = window_->document().experiment();
  edited.network.hidden.pop_back();
  window_->document().change(edited);
  choose("datasetCombo", QStringLiteral("moons"));
  QCOMPARE(window_->document().experiment().network, edited.network);
  choose("datasetCombo", QStringLiteral("iris"));
  QVERIFY(window_->document().experiment().network != edited.network);
}

void WindowTest::editsTheTrainingWithoutLosingWeights() {
  open(longExperiment());
  QTest::keyClick(window_.get(), Qt::Key_S);
  QTRY_COMPARE(last()->step, 1);
  const std::uint64_t run = last()->run;
  auto* rate = find<QWidget>("optimizerForm")->findChild<NumberField*>(QStringLiteral("parameter:lr"));
  type(rate, QStringLiteral("0.002"));
  choose("optimizerCombo", QStringLiteral("sgd"));
  type(find<NumberField>("epochsField"), QStringLiteral("7"));
  QTRY_COMPARE(last()->epochGoal, 7);
  QCOMPARE(window_->document().experiment().training.optimizer.name, std::string("sgd"));
  QCOMPARE(last()->run, run);
  QCOMPARE(last()->step, 1);
}

void WindowTest::refusesANumberOutOfRange() {
  open(firstExperiment());
  const Experiment before = window_->document().experiment();
  type(find<NumberField>("batchSizeField"), QStringLiteral("0"));
  type(find<NumberField>("epochsField"), QStringLiteral("many"));
  QCOMPARE(window_->document().experiment(), before);
  QCOMPARE(find<NumberField>("batchSizeField")->lineEdit()->text().toInt(), before.training.batchSize);
}

void WindowTest::changesTheSeed() {
  open(firstExperiment());
  const std::vector<float> before = last()->layers.front().weight;
  const std::uint64_t run = last()->run;
  auto* seed = find<SeedField>("seedField");
  seed->lineEdit()->selectAll();
  QTest::keyClicks(seed->lineEdit(), QStringLiteral("7"));
  QTest::keyClick(seed->lineEdit(), Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(last()->run != run && isReady(), kPatience);
  QVERIFY(last()->layers.front().weight != before);
}

void WindowTest::addsALayer() {
  open(firstExperiment());
  click("addLayerButton");
  QCOMPARE(window_->document().experiment().network.hidden.size(), std::size_t{3});
  QTRY_COMPARE_WITH_TIMEOUT(last()->layers.size(), std::size_t{4}, kPatience);
}

void WindowTest::showsAFailureInABanner() {
  open(firstExperiment());
  emit session_->failed(QStringLiteral("Linear 1, weight: not finite at step 12"));
  auto* banner = find<Banner>("banner");
  QVERIFY(banner->isVisible());
  QVERIFY(banner->message().contains(QStringLiteral("step 12")));
  QVERIFY(!find<Button>("trainButton")->isEnabled());
  QVERIFY(find<ComboBox>("datasetCombo")->isEnabled());
  QCOMPARE(QApplication::activeModalWidget(), nullptr);
  click("bannerDismiss");
  QVERIFY(!banner->isVisible());
}

void WindowTest::loadsAgainAfterAFailure() {
  open(firstExperiment());
  emit session_->failed(QStringLiteral("something broke"));
  click("bannerAction");
  QTRY_VERIFY_WITH_TIMEOUT(find<Button>("trainButton")->isEnabled(), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(!find<Banner>("banner")->isVisible(), kPatience);
}

void WindowTest::opensWithoutADevice() {
  session_ = std::make_unique<TrainingSession>(QStringLiteral("no such device"));
  window_ = std::make_unique<MainWindow>(*session_);
  window_->show();
  auto* banner = find<Banner>("banner");
  QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
  QVERIFY(banner->message().contains(QStringLiteral("no such device")));
  QVERIFY(!find<Button>("trainButton")->isEnabled());
  click("addLayerButton");
  QCOMPARE(window_->document().experiment().network.hidden.size(), std::size_t{3});
}

void WindowTest::followsTheSystemsTheme() {
  open(firstExperiment());
  const QPalette before = QApplication::palette();
  const bool wasDark = window_->themeChoice().theme().isDark;
  QApplication::setPalette(paletteFor(wasDark ? Theme::light() : Theme::dark()));
  QTRY_COMPARE(window_->themeChoice().theme().isDark, !wasDark);
  QApplication::setPalette(before);
  QTRY_COMPARE(window_->themeChoice().theme().isDark, wasDark);
}

void WindowTest::togglesTheTheme() {
  open(firstExperiment());
  const bool wasDark = window_->themeChoice().theme().isDark;
  click("themeButton");
  QCOMPARE(window_->themeChoice().theme().isDark, !wasDark);
  const QColor panel = find<QWidget>("batchSizeField")->palette().color(role::kPanel);
  QCOMPARE(panel, window_->themeChoice().theme().panel);
  QCOMPARE(ThemeChoice().theme().isDark, !wasDark);
  QTest::keyClick(window_.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(window_->themeChoice().theme().isDark, wasDark);
  QCOMPARE(window_->themeChoice().mode(), ThemeMode::System);
}

void WindowTest::closesWhileTraining() {
  open(longExperiment());
  click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(lossPlot()->pointCount() > 10, kPatience);
  QElapsedTimer clock;
  clock.start();
  window_->close();
  QVERIFY(!window_->isVisible());
  cleanup();
  // The promise is half a second; a busy test machine gets more.
  QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
}

void WindowTest::fitsASmallScreen() {
  open(withDataset(firstExperiment(), {"auto-mpg", {}}));
  window_->resize(1280, 720);
  QCoreApplication::processEvents();
  QCOMPARE(window_->size(), QSize(1280, 720));
  for (const Button* button : window_->findChildren<Button*>()) {
    if (button->isVisible()) QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->objectName()));
  }
  for (const QLabel* label : window_->findChildren<QLabel*>()) {
    if (!label->isVisible() || label->wordWrap()) continue;
    QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
  }
}

void WindowTest::everyControlSaysWhatItIs() {
  open(firstExperiment());
  for (const QWidget* widget : window_->findChildren<QWidget*>()) {
    const bool control = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                         qobject_cast<const QComboBox*>(widget) != nullptr ||
                         qobject_cast<const NumberField*>(widget) != nullptr;
    if (!control || !widget->isVisible()) continue;
    const QByteArray name = (widget->objectName() + QStringLiteral(" ") + widget->accessibleName()).toUtf8();
    QVERIFY2(!widget->accessibleName().isEmpty(), name.constData());
    QVERIFY2(!widget->toolTip().isEmpty(), name.constData());
  }
}

void WindowTest::savesAScreenshot() {
  open(firstExperiment());
  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("window.png"));
  saveScreenshot(*window_, path, QSize(1200, 700));
  QCOMPARE(QImage(path).size(), QSize(1200, 700) * window_->devicePixelRatioF());
  QVERIFY_EXCEPTION_THROWN(saveScreenshot(*window_, folder.filePath(QStringLiteral("none/x.png")), QSize(1200, 700)),
                           std::runtime_error);
}

void WindowTest::showsPagesByName() {
  open(firstExperiment());
  QVERIFY(window_->showPage(QStringLiteral("train")));
  QVERIFY(!window_->showPage(QStringLiteral("no such page")));
}

QTEST_MAIN(WindowTest)
#include "ui_window_test.moc"
