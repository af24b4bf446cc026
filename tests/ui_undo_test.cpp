// Undo and redo of everything in the document: by keys, by the buttons of the top bar, by name.
#include <QMenu>
#include <QTest>

#include "ui/shell/first_experiment.h"
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

  void forgetsWithAnotherDocument() {
    driver_.choose("optimizerCombo", "sgd");
    driver_.window->document().open(firstExperiment());
    QVERIFY(!history().canUndo());
    QVERIFY(!driver_.window->document().isModified());
  }

 private:
  QUndoStack& history() const { return driver_.window->document().undoStack(); }
  Button* undo() const { return driver_.find<Button>("undoButton"); }

  WindowDriver driver_;
};

QTEST_MAIN(UndoTest)
#include "ui_undo_test.moc"
