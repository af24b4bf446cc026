// The whole way by mouse and keyboard alone: the textbook's network is built on digits, trained, a weight changed by
// hand and taken back.
#include <QListWidget>
#include <QMenu>

#include "core/experiment/presets.h"
#include "tests/window_driver.h"
#include "ui/network/activation_menu.h"
#include "ui/network/activation_pill.h"
#include "ui/network/layer_header.h"
#include "ui/network/network_canvas.h"
#include "ui/network/round_button.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

Experiment irisWithoutLayers() {
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  experiment.network.hidden.clear();
  experiment.training.epochs = 5;
  return experiment;
}

}  // namespace

class TextbookTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void buildsTheTextbookMlp() {
    driver_.open(irisWithoutLayers());
    // A first layer by its button, 30 units by the keyboard, ReLU by the menu of curves.
    driver_.click("addLayerButton");
    auto& canvas = *driver_.find<NetworkCanvas>("networkCanvas");
    canvas.setFocus();
    typeUnits(1, QStringLiteral("30"));
    chooseActivation(1, "relu");
    // A second one by the + behind it, made narrower by a shortcut and the wheel.
    const auto* menu = openInsertMenu(1);
    QVERIFY(menu != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(canvas.selectedLayer(), 1);
    QTest::keyClick(&canvas, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(driver_.experiment().network, networkOf(findPreset("textbook_mlp")));

    QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && driver_.last()->layers.size() == 3, kPatience);
    driver_.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(driver_.window.get()));  // the menus have gone
    driver_.press(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Finished, kPatience);
    QCOMPARE(driver_.last()->epoch, 5);
    QVERIFY(driver_.lossPoints() > 0);

    // Three undos take the building back, by their names.
    for (int i = 0; i < 3; ++i) driver_.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver_.experiment().network.hidden.size(), std::size_t{1});
  }

  void editsAWeightAndTakesItBack() {
    driver_.open(firstExperiment());
    auto& canvas = *driver_.find<NetworkCanvas>("networkCanvas");
    canvas.grab();  // with what is known by now
    const NetworkLayout& layout = canvas.networkLayout();
    QTest::mouseDClick(&canvas, Qt::LeftButton, {}, canvas.view().map(layout.at(1).boxes[2].center()).toPoint());
    auto* field = canvas.findChild<QLineEdit*>(QStringLiteral("pinnedNumber"));
    QVERIFY(field->hasFocus());
    const float before = driver_.last()->layers[0].bias[2];
    QTest::keyClicks(field, QStringLiteral("1.5"));
    QTest::keyClick(field, Qt::Key_Return);
    const auto bias = [this] { return driver_.last()->layers[0].bias[2]; };
    QTRY_COMPARE_WITH_TIMEOUT(bias(), 1.5F, kPatience);
    // What is explained belongs to the number as it is now.
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->detail && driver_.last()->detail->parameter == 1.5, kPatience);
    canvas.grab();
    QVERIFY(textOf(canvas).contains(QStringLiteral("∂L/∂b = ")));
    QCOMPARE(driver_.window->document().undoStack().undoText(), QStringLiteral("Bias of Linear 1"));
    QVERIFY(!driver_.window->document().isModified());  // the experiment is the same

    driver_.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(bias(), before, kPatience);
    driver_.press(Qt::Key_Y, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(bias(), 1.5F, kPatience);

    // After a rewind there is nothing left to take back.
    driver_.press(Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(bias(), before, kPatience);
    driver_.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver_.window->document().undoStack().count(), 0);
    driver_.window->feed().refresh();
    QCOMPARE(bias(), before);
  }

  void impossibleNetworksRecover() {
    Experiment experiment = irisWithoutLayers();
    experiment.training.batchSize = 1;
    driver_.open(experiment);
    auto& canvas = *driver_.find<NetworkCanvas>("networkCanvas");
    canvas.editor().insert(0, "batch_norm");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Failed, kPatience);
    QVERIFY(canvas.findChild<QWidget*>(QStringLiteral("problem0")) != nullptr);
    QVERIFY(QString::fromStdString(driver_.last()->message).contains(QStringLiteral("Batch norm 1 needs")));
    driver_.type(driver_.find<NumberField>("batchSizeField")->lineEdit(), QStringLiteral("8"));
    QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady(), kPatience);
  }

 private:
  LayerHeader* header(int column) const {
    return driver_.find<LayerHeader>(qPrintable(QStringLiteral("header%1").arg(column)));
  }

  void typeUnits(int column, const QString& units) const {
    auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
    QTest::keyClick(canvas, Qt::Key_F2);
    auto* field = header(column)->findChild<QLineEdit*>(QStringLiteral("units"));
    QTest::keyClicks(field, units);
    QTest::keyClick(field, Qt::Key_Return);
  }

  void chooseActivation(int column, const char* name) const {
    auto* pill = header(column)->findChild<ActivationPill*>();
    QTest::mouseClick(pill, Qt::LeftButton);
    auto* list = pill->findChild<ActivationMenu*>()->findChild<QListWidget*>();
    for (int row = 0; row < list->count(); ++row) {
      if (list->item(row)->data(Qt::UserRole).toString() != QLatin1String(name)) continue;
      list->scrollToItem(list->item(row));
      QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(row)).center());
      return;
    }
  }

  QMenu* openInsertMenu(int gap) const {
    driver_.click(qPrintable(QStringLiteral("insert%1").arg(gap)));
    return qobject_cast<QMenu*>(QApplication::activePopupWidget());
  }

  static QString textOf(const NetworkCanvas& canvas) {
    QString text;
    for (const HoverFact& fact : canvas.hoverContent().facts) text += fact.text + fact.value;
    return text;
  }

  WindowDriver driver_;
};

QTEST_MAIN(TextbookTest)
#include "ui_textbook_test.moc"
