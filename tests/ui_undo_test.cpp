// Undo and redo of everything in the document: by keys, by the buttons of the top bar, by name.
#include <QLabel>
#include <QMenu>
#include <QTest>
#include <cmath>

#include "core/experiment/first_experiment.h"
#include "ui/widgets/dimming.h"
#include "ui/widgets/slider_field.h"
#include "window_driver.h"

using namespace gradus;
using namespace gradus::ui;

class UndoTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    driver_.prepare();
    driver_.open(firstExperiment());
  }

  void cleanup() { history().clear(); }

  void cleanupTestCase() { driver_.close(); }

  void takesBackAndDoesAgain() {
    const Experiment before = driver_.experiment();
    QVERIFY(!undo()->isEnabled());
    driver_.choose("optimizerCombo", "sgd");
    const Experiment after = driver_.experiment();
    QCOMPARE(after.training.optimizer.name, std::string("sgd"));
    QVERIFY(undo()->isEnabled());
    QVERIFY2(undo()->toolTip().contains(QStringLiteral("Choose another optimizer")), qPrintable(undo()->toolTip()));

    driver_.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(driver_.experiment() == before);
    QCOMPARE(driver_.find<ComboBox>("optimizerCombo")->currentName(), QStringLiteral("adam"));
    QVERIFY(!undo()->isEnabled());
    driver_.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(driver_.experiment() == after);
    QTest::mouseClick(undo(), Qt::LeftButton);
    QVERIFY(driver_.experiment() == before);
    QTest::mouseClick(driver_.find<Button>("redoButton"), Qt::LeftButton);
    QVERIFY(driver_.experiment() == after);
  }

  void takesBackADragAtOnce() {
    const auto* form = driver_.find<QWidget>("dataCard");
    auto* slider = form->findChild<SliderField*>(QStringLiteral("parameter:noise"));
    QVERIFY(slider != nullptr);
    const Experiment before = driver_.experiment();
    const auto at = [&](int x) { return QPoint(x, slider->height() / 2); };
    QTest::mousePress(slider, Qt::LeftButton, {}, at(20));
    for (int stop = 0; stop < 3; ++stop) {
      const Experiment resting = driver_.experiment();
      QTest::mouseMove(slider, at(30 + 10 * stop));
      QTRY_VERIFY_WITH_TIMEOUT(driver_.experiment() != resting, kPatience);
    }
    QTest::mouseRelease(slider, Qt::LeftButton, {}, at(60));
    QCOMPARE(history().count(), 1);
    history().undo();
    QVERIFY(driver_.experiment() == before);
  }

  void keepsTwoMovementsApart() {
    auto* box = driver_.find<QWidget>("shuffleCheck");
    QTest::mouseClick(box, Qt::LeftButton);
    QTest::mouseClick(box, Qt::LeftButton);
    QCOMPARE(history().count(), 2);
  }

  void listsTheStepsByName() {
    const Experiment before = driver_.experiment();
    driver_.choose("optimizerCombo", "rmsprop");
    driver_.click("addLayerButton");
    QTest::keyClick(undo(), Qt::Key_Down);
    auto* menu = undo()->findChild<QMenu*>(QStringLiteral("historyMenu"));
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().size(), 2);
    QCOMPARE(menu->actions().at(0)->text(), QStringLiteral("Undo: Add Linear"));
    QCOMPARE(menu->actions().at(1)->text(), QStringLiteral("Undo: Choose another optimizer"));
    menu->actions().at(1)->trigger();
    menu->close();
    QVERIFY(driver_.experiment() == before);
  }

  void bringsTheTrainedNetworkBack() {
    trainAnEpoch();
    const SnapshotPtr learned = driver_.lookAtNetwork();
    driver_.click("addLayerButton");
    trainAnEpoch();
    QVERIFY(driver_.lookAtNetwork()->layers.size() == learned->layers.size() + 1);
    driver_.click("undoButton");
    // What was asked before may come later.
    QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->revision, driver_.window->document().revision(), kPatience);
    const SnapshotPtr back = driver_.lookAtNetwork();
    QCOMPARE(back->step, learned->step);
    QCOMPARE(back->layers.size(), learned->layers.size());
    for (std::size_t i = 0; i < back->layers.size(); ++i) QCOMPARE(back->layers[i].weight, learned->layers[i].weight);
  }

  /// A loss for one output brings its output layer along, and undo the one of before with what it had learned.
  void aLossBringsItsOutputLayer() {
    trainAnEpoch();
    const Experiment before = driver_.experiment();
    const SnapshotPtr learned = driver_.lookAtNetwork();
    QCOMPARE(learned->layers.back().outputs, 2);
    for (const char* loss : {"bce_with_logits", "bce"}) {
      driver_.choose("lossCombo", loss);
      QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->revision, driver_.window->document().revision(), kPatience);
      trainAnEpoch();
      // Before anybody else asks: what the window has then is an answer to another question, without a sample.
      SnapshotPtr shown;
      QTRY_VERIFY_WITH_TIMEOUT((shown = driver_.last())->sample.has_value(), kPatience);
      QCOMPARE(driver_.lookAtNetwork()->layers.back().outputs, 1);
      const std::vector<float>& shares = shown->sample->probabilities;
      QCOMPARE(shares.size(), std::size_t{2});
      QVERIFY(std::abs(shares[0] + shares[1] - 1) < 1e-5F);
    }
    QCOMPARE(driver_.experiment().network.outputActivation.name, std::string("sigmoid"));
    history().undo();
    history().undo();
    QVERIFY(driver_.experiment() == before);
    QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->revision, driver_.window->document().revision(), kPatience);
    const SnapshotPtr back = driver_.lookAtNetwork();
    QCOMPARE(back->step, learned->step);
    QVERIFY(back->layers.back().weight == learned->layers.back().weight);
  }

  /// Data with more classes than one output can tell apart bring a loss that can, in one step.
  void otherDataBringALossThatFits() {
    driver_.choose("lossCombo", "bce");
    const Experiment before = driver_.experiment();
    driver_.choose("datasetCombo", "iris");
    QCOMPARE(driver_.experiment().training.loss.name, std::string("cross_entropy"));
    QCOMPARE(driver_.experiment().network.outputActivation.name, std::string("identity"));
    QVERIFY(driver_.find<ComboBox>("lossCombo")->findData(QStringLiteral("bce")) < 0);
    QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->revision, driver_.window->document().revision(), kPatience);
    QCOMPARE(driver_.lookAtNetwork()->layers.back().outputs, 3);
    driver_.click("undoButton");
    QVERIFY(driver_.experiment() == before);
    QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->revision, driver_.window->document().revision(), kPatience);
    QCOMPARE(driver_.lookAtNetwork()->layers.back().outputs, 1);
    history().undo();
  }

  /// At once with the edit, until they were measured anew; and with undo they hold again.
  void dimsNumbersOfAnotherNetwork() {
    trainAnEpoch();
    auto* score = driver_.find<QLabel>("statusMonitor");
    auto* doctor = driver_.find<QWidget>("doctorStrip");
    QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(*score) && !isDimmed(*doctor), kPatience);
    driver_.click("addLayerButton");
    QVERIFY(isDimmed(*score));
    QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(*doctor), kPatience);  // it looks again, the next score takes an epoch
    QVERIFY(isDimmed(*score));
    driver_.click("undoButton");
    QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(*score), kPatience);
    driver_.click("redoButton");
    QTRY_VERIFY_WITH_TIMEOUT(isDimmed(*score), kPatience);
    trainAnEpoch();
    QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(*score), kPatience);
  }

  /// Edits and settings in one jump of the history, faster than the session answers.
  void aJumpInTheHistoryDimsNothingForEver() {
    trainAnEpoch();
    auto* score = driver_.find<QLabel>("statusMonitor");
    QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(*score), kPatience);
    driver_.choose("optimizerCombo", "sgd");
    driver_.click("addLayerButton");
    driver_.choose("optimizerCombo", "adagrad");
    QVERIFY(isDimmed(*score));
    history().setIndex(0);
    QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(*score), kPatience);
  }

  void settingsDimNothing() {
    trainAnEpoch();
    auto* score = driver_.find<QLabel>("statusMonitor");
    QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(*score), kPatience);
    driver_.choose("optimizerCombo", "adagrad");
    QVERIFY(!isDimmed(*score));
  }

  void namesWhatCanNotComeBack() {
    Document& document = driver_.window->document();
    const std::uint64_t revision = document.revision();
    driver_.click("addLayerButton");
    document.setKept(revision, false);
    QVERIFY2(undo()->toolTip().contains(QStringLiteral("(without what was learned)")), qPrintable(undo()->toolTip()));
    driver_.choose("optimizerCombo", "nadam");
    QCOMPARE(document.stepName(1, true), QStringLiteral("Choose another optimizer"));
    QVERIFY(document.stepName(0, true).contains(QStringLiteral("without")));
    QVERIFY(!document.stepName(0, false).contains(QStringLiteral("without")));
    document.setKept(revision, true);
    QVERIFY(!document.stepName(0, true).contains(QStringLiteral("without")));
  }

  void namesWhatItSays() {
    Document document(firstExperiment());
    const std::uint64_t first = document.revision();
    Experiment next = firstExperiment();
    next.training.epochs = 77;
    document.change(next, QStringLiteral("a"));
    const std::uint64_t second = document.revision();
    QVERIFY(second != first);
    next.training.epochs = 78;
    document.change(next, QStringLiteral("a"));  // the same movement
    QCOMPARE(document.revision(), second);
    next.training.epochs = 79;
    document.change(next, QStringLiteral("b"));
    const std::uint64_t third = document.revision();
    QVERIFY(third != second && third != first);
    document.undoStack().undo();
    QCOMPARE(document.revision(), second);
    document.undoStack().redo();
    QCOMPARE(document.revision(), third);
    next.training.epochs = 78;
    document.change(next, QStringLiteral("b"));  // where that movement began
    QCOMPARE(document.revision(), second);
    QCOMPARE(document.undoStack().count(), 1);
  }

  void forgetsWithAnotherDocument() {
    driver_.choose("optimizerCombo", "sgd");
    driver_.window->document().open(firstExperiment());
    QVERIFY(!history().canUndo());
    QVERIFY(!driver_.window->document().isModified());
  }

 private:
  void trainAnEpoch() {
    const int before = driver_.lookAtNetwork()->epoch;
    driver_.session->stepEpoch();
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->epoch > before && driver_.last()->state == SessionState::Paused,
                             kPatience);
  }

  QUndoStack& history() const { return driver_.window->document().undoStack(); }
  Button* undo() const { return driver_.find<Button>("undoButton"); }

  WindowDriver driver_;
};

QTEST_MAIN(UndoTest)
#include "ui_undo_test.moc"
