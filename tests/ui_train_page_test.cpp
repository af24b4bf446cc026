// What a person edits on the Train page, and what the session makes of it.
#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QMenu>
#include <set>

#include "core/data/catalog.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "tests/own_drawings.h"
#include "tests/window_driver.h"
#include "ui/shell/speed_button.h"
#include "ui/train/step_overlay.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/sample_grid.h"
#include "ui/widgets/seed_field.h"

using namespace gradus;
using namespace gradus::ui;

class TrainPageTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() {
    driver_.close();
    QSettings().clear();
  }

  void everyDataSetHasDefaultsThatFit_data();
  void everyDataSetHasDefaultsThatFit();
  void choosingImagesShowsSamples();
  void clickingASampleShowsItsWay();
  void keepsTheNetworkAmongDataOfOneKind();
  void editsTheTrainingWithoutLosingWeights();
  void refusesANumberOutOfRange();
  void refusesABatchLargerThanTheData();
  void rareOptionsShowOnDemand();
  void schedulesAreChosenAndFollowed();
  void refusedSettingsAreSaidAndMended();
  void changesTheNetworkWhileItTrains();
  void hiddenPageAsksForHistoryOnly();
  void drawsNewWeights();
  void stepsInsideABatch();
  void remembersTheSpeed();
  void tabGoesDownTheCard();
  void tabReachesEveryControl_data();
  void tabReachesEveryControl();
  void changesTheSeed();
  void addsALayer();

 private:
  WindowDriver driver_;
};

void TrainPageTest::everyDataSetHasDefaultsThatFit_data() {
  QTest::addColumn<QString>("name");
  for (const DatasetInfo& info : datasetCatalog()) {
    QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
  }
}

void TrainPageTest::everyDataSetHasDefaultsThatFit() {
  const test::OwnDrawings drawings;
  QFETCH(QString, name);
  const DatasetInfo& info = findDataset(name.toStdString());
  const Experiment experiment = withDataset(firstExperiment(), {info.name, {}});
  QCOMPARE(experiment.name, info.name);
  QVERIFY(fits(findLoss(experiment.training.loss.name), targetOf(info, {info.name, {}})));
  driver_.open(experiment);
  driver_.press(Qt::Key_S);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->step, 1, kPatience);
}

void TrainPageTest::choosingImagesShowsSamples() {
  driver_.open(firstExperiment());
  driver_.choose("datasetCombo", "mnist-10k");
  QTRY_COMPARE_WITH_TIMEOUT(driver_.find<QLabel>("countTest")->text(), QStringLiteral("2\u202F000"), kPatience);
  QVERIFY(driver_.find<SampleGrid>("sampleGrid")->isVisible());
  QCOMPARE(driver_.find<SampleGrid>("sampleGrid")->rows().size(), std::size_t{21});
  QVERIFY(!driver_.find<QWidget>("planeSet:xor")->isVisible());
  QCOMPARE(driver_.experiment().network.hidden.size(), std::size_t{2});
  QCOMPARE(driver_.find<NumberField>("batchSizeField")->value(), 100.0);
  QVERIFY(driver_.window->document().isModified());
}

void TrainPageTest::clickingASampleShowsItsWay() {
  driver_.open(withDataset(firstExperiment(), {"mnist-10k", {}}));
  auto* grid = driver_.find<SampleGrid>("sampleGrid");
  QTest::mouseClick(grid, Qt::LeftButton, {}, QPoint(grid->width() - 8, grid->height() - 8));
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->sample.has_value() && driver_.last()->sample->row == grid->rows().back(),
                           kPatience);
}

void TrainPageTest::keepsTheNetworkAmongDataOfOneKind() {
  driver_.open(firstExperiment());
  Experiment edited = driver_.experiment();
  edited.network.hidden.pop_back();
  driver_.window->document().change(edited, QStringLiteral("Add a layer"));
  driver_.choose("datasetCombo", "moons");
  QCOMPARE(driver_.experiment().network, edited.network);
  driver_.choose("datasetCombo", "iris");
  QVERIFY(driver_.experiment().network != edited.network);
}

void TrainPageTest::editsTheTrainingWithoutLosingWeights() {
  driver_.open(longExperiment());
  driver_.press(Qt::Key_S);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->step, 1, kPatience);
  const std::uint64_t run = driver_.last()->run;
  auto* rate = driver_.find<QWidget>("optimizerForm")->findChild<NumberField*>(QStringLiteral("parameter:lr"));
  driver_.type(rate->lineEdit(), QStringLiteral("0.002"));
  driver_.choose("optimizerCombo", "sgd");
  driver_.type(driver_.find<NumberField>("epochsField")->lineEdit(), QStringLiteral("7"));
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->epochGoal, 7, kPatience);
  QCOMPARE(driver_.experiment().training.optimizer.name, std::string("sgd"));
  QCOMPARE(driver_.last()->run, run);
  QCOMPARE(driver_.last()->step, 1);
}

void TrainPageTest::refusesANumberOutOfRange() {
  driver_.open(firstExperiment());
  const Experiment before = driver_.experiment();
  driver_.type(driver_.find<NumberField>("batchSizeField")->lineEdit(), QStringLiteral("0"));
  driver_.type(driver_.find<NumberField>("epochsField")->lineEdit(), QStringLiteral("many"));
  QCOMPARE(driver_.experiment(), before);
  auto* field = driver_.find<NumberField>("batchSizeField");
  QCOMPARE(field->lineEdit()->text(), QStringLiteral("0"));  // it stays to be mended
  QVERIFY(field->toolTip().startsWith(QStringLiteral("Expected a whole number from 1 to ")));
  field->lineEdit()->setFocus();
  QTest::keyClick(field->lineEdit(), Qt::Key_Escape);
  QCOMPARE(field->lineEdit()->text().toInt(), before.training.batchSize);
}

void TrainPageTest::refusesABatchLargerThanTheData() {
  driver_.open(firstExperiment());
  const Experiment before = driver_.experiment();
  auto* field = driver_.find<NumberField>("batchSizeField");
  driver_.type(field->lineEdit(), QStringLiteral("361"));
  QCOMPARE(driver_.experiment(), before);
  driver_.type(field->lineEdit(), QStringLiteral("360"));
  QCOMPARE(driver_.experiment().training.batchSize, 360);
}

void TrainPageTest::tabReachesEveryControl_data() {
  QTest::addColumn<QString>("dataset");
  QTest::addColumn<Qt::Key>("key");
  for (const char* name : {"two-spirals", "mnist-10k", "iris"}) {
    QTest::addRow("%s, down", name) << QString::fromLatin1(name) << Qt::Key_Tab;
    QTest::addRow("%s, up", name) << QString::fromLatin1(name) << Qt::Key_Backtab;
  }
}

void TrainPageTest::tabReachesEveryControl() {
  QFETCH(QString, dataset);
  QFETCH(Qt::Key, key);
  driver_.open(firstExperiment());
  driver_.choose("datasetCombo", dataset.toUtf8().constData());
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && driver_.last()->sample.has_value(), kPatience);
  QCoreApplication::processEvents();
  std::set<QWidget*> missing;
  for (auto* widget : driver_.window->findChildren<QWidget*>()) {
    const bool takesTab = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr;
    if (takesTab && widget->isVisible() && widget->isEnabled()) missing.insert(widget);
  }
  QVERIFY(missing.size() > 15);
  for (std::size_t presses = 2 * missing.size(); presses > 0; --presses) {
    QWidget* now = QApplication::focusWidget();
    missing.erase(now);
    // Tab reaches one of several that exclude each other; the arrow keys lead on to the others.
    const auto* button = qobject_cast<QAbstractButton*>(now);
    if (button != nullptr && button->autoExclusive()) {
      for (auto* sibling : button->parent()->findChildren<QAbstractButton*>(Qt::FindDirectChildrenOnly)) {
        if (sibling->autoExclusive()) missing.erase(sibling);
      }
    }
    QTest::keyClick(now == nullptr ? driver_.window.get() : now, key);
  }
  QStringList names;
  for (const QWidget* widget : missing) {
    names << QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
  }
  QVERIFY2(missing.empty(), qPrintable(names.join(QStringLiteral(", "))));
}

void TrainPageTest::rareOptionsShowOnDemand() {
  driver_.open(firstExperiment());
  const auto shows = [this](const char* name) { return driver_.find<QWidget>(name)->isVisible(); };
  QVERIFY(shows("parameter:lr") && shows("patienceField"));
  QVERIFY(!shows("parameter:beta1") && !shows("l1Field") && !shows("clipNormField"));
  driver_.click("moreTrainingButton");
  QVERIFY(shows("parameter:beta1") && shows("l1Field") && shows("clipNormField"));
  driver_.type(driver_.find<NumberField>("clipNormField")->lineEdit(), QStringLiteral("0.5"));
  QCOMPARE(driver_.experiment().training.clipNorm, 0.5);
  // What is in use stays in sight.
  driver_.click("moreTrainingButton");
  QVERIFY(shows("clipNormField") && !shows("l1Field") && !shows("parameter:beta1"));
}

void TrainPageTest::schedulesAreChosenAndFollowed() {
  driver_.open(firstExperiment());
  driver_.choose("scheduleCombo", "exponential");
  auto* form = driver_.find<QWidget>("scheduleForm");
  driver_.type(form->findChild<NumberField*>(QStringLiteral("parameter:gamma"))->lineEdit(), QStringLiteral("0.5"));
  QCOMPARE(driver_.experiment().training.schedule, (Choice{"exponential", {{"gamma", 0.5}}}));
  std::vector<float> rates;
  connect(&driver_.window->feed(), &SnapshotFeed::arrived, this, [&](const SnapshotPtr& snapshot) {
    for (const BatchPoint& batch : snapshot->batches) rates.push_back(batch.learningRate);
  });
  const auto epochs = [this] { return driver_.last()->epoch; };
  for (int epoch = 1; epoch <= 2; ++epoch) {
    driver_.session->stepEpoch();
    QTRY_COMPARE_WITH_TIMEOUT(epochs(), epoch, kPatience);
  }
  QTRY_VERIFY_WITH_TIMEOUT(!rates.empty(), kPatience);
  QCOMPARE(rates.front(), 0.03F);
  QCOMPARE(rates.back(), 0.015F);
}

void TrainPageTest::refusedSettingsAreSaidAndMended() {
  driver_.open(firstExperiment());
  driver_.choose("optimizerCombo", "adagrad");
  driver_.choose("scheduleCombo", "one_cycle");
  auto* banner = driver_.find<Banner>("banner");
  QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady(), kPatience);
}

void TrainPageTest::changesTheNetworkWhileItTrains() {
  driver_.open(longExperiment());
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step > 50, kPatience);
  driver_.click("addLayerButton");
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->state, SessionState::Paused, kPatience);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->layers.size(), std::size_t{4}, kPatience);
  QVERIFY(driver_.last()->step > 50);
  QCOMPARE(driver_.trainLabel(), QStringLiteral("Train"));
}

/// What nobody sees is not asked for; what has happened meanwhile is there at once.
void TrainPageTest::hiddenPageAsksForHistoryOnly() {
  driver_.open(longExperiment());
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step > 5, kPatience);
  QVERIFY(driver_.window->showPage(QStringLiteral("inspect")));
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->layers.empty() && !driver_.last()->fields, kPatience);
  QVERIFY(!driver_.last()->sample);
  const std::int64_t step = driver_.last()->step;
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step > step, kPatience);
  driver_.click("trainButton");
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->state, SessionState::Paused, kPatience);
  QVERIFY(driver_.window->showPage(QStringLiteral("train")));
  QTRY_VERIFY_WITH_TIMEOUT(!driver_.last()->layers.empty() && driver_.last()->fields && driver_.last()->sample,
                           kPatience);
  QCOMPARE(driver_.lossPoints(), static_cast<int>(driver_.last()->step) + driver_.last()->epoch);
}

void TrainPageTest::drawsNewWeights() {
  driver_.open(firstExperiment());
  const std::vector<float> before = driver_.last()->layers.front().weight;
  driver_.click("newWeightsButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->layers.front().weight != before, kPatience);
  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->layers.front().weight == before, kPatience);
}

void TrainPageTest::stepsInsideABatch() {
  driver_.open(firstExperiment());
  auto* overlay = driver_.find<StepOverlay>("stepOverlay");
  QVERIFY(!overlay->isVisible());
  auto* menu = driver_.find<Button>("stepButton")->findChild<QMenu*>();
  const auto choose = [menu](int row) { menu->actions().at(row)->trigger(); };
  choose(0);
  QTRY_VERIFY_WITH_TIMEOUT(overlay->text().startsWith(QStringLiteral("Forward through Linear 1")), kPatience);
  QCOMPARE(overlay->litColumns().size(), 1);
  for (const char* next : {"Forward through Linear 2", "Forward through Linear 3", "Cross entropy", "Backward through",
                           "Backward through Linear 2", "Backward through Linear 1", "Adam updates 114 parameters"}) {
    driver_.press(Qt::Key_S);
    QTRY_VERIFY_WITH_TIMEOUT(overlay->text().startsWith(QString::fromLatin1(next)), kPatience);
  }
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->step, 1, kPatience);
  choose(1);
  QTRY_VERIFY_WITH_TIMEOUT(overlay->text().startsWith(QStringLiteral("Sample 1 of 32")), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->sample && driver_.last()->sample->row == driver_.last()->focus->row,
                           kPatience);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(!overlay->isVisible(), kPatience);
}

void TrainPageTest::remembersTheSpeed() {
  driver_.open(firstExperiment());
  auto* speed = driver_.find<SpeedButton>("speedButton");
  QVERIFY((speed->speedFor(DatasetKind::Plane) == Speed{60, Speed::Unit::Epochs}));
  QVERIFY(speed->speedFor(DatasetKind::Images) == Speed{});
  driver_.find<QAction>("speed:slow")->trigger();
  QVERIFY((speed->speedFor(DatasetKind::Images) == Speed{1, Speed::Unit::Batches}));
  QVERIFY((SpeedButton().speedFor(DatasetKind::Plane) == Speed{1, Speed::Unit::Batches}));
}

void TrainPageTest::tabGoesDownTheCard() {
  driver_.open(firstExperiment());
  for (const OptimizerInfo& info : optimizers()) {
    driver_.choose("optimizerCombo", info.name.c_str());
    auto* card = driver_.find<QWidget>("trainingCard");
    // The rows, the form around them, the card around the form.
    for (int layout = 0; layout < 3; ++layout) QCoreApplication::processEvents();
    QWidget* widget = driver_.find<ComboBox>("optimizerCombo");
    const QWidget* last = driver_.find<NumberField>("epochsField")->lineEdit();
    int top = widget->mapTo(card, QPoint()).y();
    while (widget != last) {
      widget = widget->nextInFocusChain();
      QVERIFY(widget->window() != driver_.window.get() || card->isAncestorOf(widget));
      const bool isStop = card->isAncestorOf(widget) && widget->isVisible() &&
                          (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->window() == driver_.window.get();
      if (!isStop) continue;
      const int next = widget->mapTo(card, QPoint()).y();
      QVERIFY2(next > top, qPrintable(QString::fromStdString(info.name + ": ") + widget->accessibleName()));
      top = next;
    }
  }
}

void TrainPageTest::changesTheSeed() {
  driver_.open(firstExperiment());
  const std::vector<float> before = driver_.last()->layers.front().weight;
  const std::uint64_t run = driver_.last()->run;
  auto* seed = driver_.find<SeedField>("seedField");
  driver_.type(seed->lineEdit(), QStringLiteral("7"));
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->run != run && driver_.isReady(), kPatience);
  QVERIFY(driver_.last()->layers.front().weight != before);
}

void TrainPageTest::addsALayer() {
  driver_.open(firstExperiment());
  driver_.click("addLayerButton");
  QCOMPARE(driver_.experiment().network.hidden.size(), std::size_t{3});
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->layers.size(), std::size_t{4}, kPatience);
}

QTEST_MAIN(TrainPageTest)
#include "ui_train_page_test.moc"
