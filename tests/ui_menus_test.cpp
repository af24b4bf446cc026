// Menus that are open while what they speak of becomes something else: training ends, data arrive, a key takes a change
// back. Whatever is then chosen in them, nothing crashes, and nothing happens to what was not meant.
#include <QComboBox>
#include <QContextMenuEvent>
#include <QPointer>
#include <QUndoStack>

#include "tests/network_desk.h"
#include "tests/window_driver.h"
#include "ui/network/layer_popover.h"
#include "ui/plots/ghost_legend.h"
#include "ui/shell/history_button.h"

using namespace gradus;
using namespace gradus::ui;
using namespace gradus::ui::test;

namespace {

NetworkSpec threeKinds() {
  return {{layer(8, "relu"), plainLayer("batch_norm"), layer(40, "tanh")}};
}

void deleteWhatIsClosed() {
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  QCoreApplication::processEvents();
}

void closePopups() {
  while (QWidget* popup = QApplication::activePopupWidget()) popup->close();
}

void openContextMenu(Desk& desk, int layer) {
  desk.canvas.selectLayer(layer);
  desk.press(Qt::Key_Menu);
}

}  // namespace

class UiMenusTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() {
    closePopups();
    driver_.close();
  }

  void canvasMenusSurviveEveryChange_data();
  void canvasMenusSurviveEveryChange();
  void aListOfActivationsClosesWithItsLayer();
  void settingsCloseWhenTheLayerIsAnother();
  void settingsStayWhileTheyAreEdited();
  void aCanvasGoesWithItsMenus();
  void anEarlierRunMayGoWhileItIsOffered();
  void stepsToUndoAreThoseOfNow();

 private:
  WindowDriver driver_;
};

void UiMenusTest::canvasMenusSurviveEveryChange_data() {
  QTest::addColumn<std::function<void(Desk&)>>("open");
  QTest::addColumn<std::function<void(Desk&)>>("change");
  QTest::addColumn<bool>("closes");
  using Step = std::function<void(Desk&)>;
  const std::vector<std::pair<const char*, Step>> menus{
      {"insert by button",
       [](Desk& desk) {
         QTest::mouseClick(desk.canvas.findChild<RoundButton*>(QStringLiteral("insert3")), Qt::LeftButton);
       }},
      {"insert by key",
       [](Desk& desk) {
         desk.canvas.selectLayer(2);
         desk.press(Qt::Key_Insert);
       }},
      {"of a layer", [](Desk& desk) { openContextMenu(desk, 2); }},
      {"of a layer without units", [](Desk& desk) { openContextMenu(desk, 1); }},
      {"of the output", [](Desk& desk) { openContextMenu(desk, 3); }},
      {"of the canvas", [](Desk& desk) { openContextMenu(desk, -1); }}};
  const std::vector<std::pair<const char*, Step>> changes{
      {"no hidden layer", [](Desk& desk) { desk.canvas.setNetwork({}); }},
      {"fewer layers", [](Desk& desk) { desk.canvas.setNetwork({{layer(3, "relu")}}); }},
      {"other kinds",
       [](Desk& desk) {
         desk.canvas.setNetwork({{plainLayer("layer_norm"), layer(9, "relu"), plainLayer("dropout")}});
       }},
      {"more layers", [](Desk& desk) { desk.canvas.setNetwork({std::vector<LayerSpec>(12, layer(2, "relu"))}); }},
      {"other data", [](Desk& desk) { desk.canvas.setData(prepared(images())); }},
      {"no data", [](Desk& desk) { desk.canvas.setData(nullptr); }}};
  for (const auto& [menu, open] : menus) {
    for (const auto& [name, change] : changes) {
      const bool closes = !QByteArray(name).endsWith("data");
      QTest::addRow("%s, %s", menu, name) << open << change << closes;
    }
  }
}

void UiMenusTest::canvasMenusSurviveEveryChange() {
  QFETCH(std::function<void(Desk&)>, open);
  QFETCH(std::function<void(Desk&)>, change);
  QFETCH(bool, closes);
  // Each entry at a canvas of its own, also where the menu has closed: a click may already be on its way.
  for (qsizetype entry = 0;; ++entry) {
    Desk desk(threeKinds());
    desk.canvas.setSnapshot(snapshotOf(threeKinds(), table(4)));
    open(desk);
    const QPointer<QMenu> menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    const QList<QAction*> actions = menu->findChildren<QAction*>();
    QVERIFY(actions.size() > 3);
    if (entry == actions.size()) break;
    const QPointer<QAction> action = actions[entry];
    change(desk);
    const NetworkSpec changed = desk.canvas.network();
    QCOMPARE(menu->isVisible(), !closes);
    action->trigger();
    QVERIFY(!desk.canvas.grab().isNull());
    for (const LayerSpec& each : desk.canvas.network().hidden) findLayer(each.layer.name);
    // One step at most was done, and it can be taken back.
    QVERIFY(desk.edits <= 1);
    if (desk.edits == 0) QCOMPARE(desk.canvas.network(), changed);
    closePopups();
    deleteWhatIsClosed();
    QVERIFY(menu == nullptr);
    QVERIFY(!desk.canvas.grab().isNull());
  }
}

void UiMenusTest::aListOfActivationsClosesWithItsLayer() {
  for (const NetworkSpec& next : {NetworkSpec{}, NetworkSpec{{layer(8, "relu"), layer(4, "gelu")}}, threeKinds()}) {
    Desk desk;
    desk.canvas.selectLayer(1);
    desk.press(Qt::Key_A);
    const QPointer<ActivationMenu> menu = qobject_cast<ActivationMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    auto* list = menu->findChild<QListWidget*>();
    list->setCurrentRow(list->count() - 1);
    desk.canvas.setNetwork(next);
    if (menu != nullptr) QTest::keyClick(list, Qt::Key_Return);  // a key that was already on its way
    deleteWhatIsClosed();
    QVERIFY(menu == nullptr);
    QCOMPARE(desk.edits, 0);
    QCOMPARE(desk.canvas.network(), next);
  }
}

void UiMenusTest::settingsCloseWhenTheLayerIsAnother() {
  for (const NetworkSpec& next : {NetworkSpec{}, NetworkSpec{{layer(8, "relu"), layer(5, "tanh")}},
                                  NetworkSpec{{layer(2, "relu"), layer(8, "relu"), layer(4, "tanh")}}}) {
    Desk desk;
    desk.canvas.selectLayer(1);
    desk.press(Qt::Key_Return);
    const QPointer<LayerPopover> popover = qobject_cast<LayerPopover*>(QApplication::activePopupWidget());
    QVERIFY(popover != nullptr);
    desk.canvas.setNetwork(next);
    QVERIFY(!popover->isVisible());
    deleteWhatIsClosed();
    QVERIFY(popover == nullptr);
    QCOMPARE(desk.canvas.network(), next);
    QCOMPARE(desk.edits, 0);
  }
}

/// Its own changes, and those of other layers, are no reason to close.
void UiMenusTest::settingsStayWhileTheyAreEdited() {
  Desk desk;
  for (const int at : {1, 2}) {  // the second is the output
    desk.canvas.selectLayer(at);
    desk.press(Qt::Key_Return);
    auto* popover = qobject_cast<LayerPopover*>(QApplication::activePopupWidget());
    QVERIFY(popover != nullptr);
    auto* combo = popover->findChild<QComboBox*>(QStringLiteral("initializationCombo"));
    const int edits = desk.edits;
    for (const int row : {1, 2}) {
      combo->setCurrentIndex(row);
      emit combo->activated(row);
    }
    QCOMPARE(desk.edits, edits + 2);
    QVERIFY(popover->isVisible());
    NetworkSpec next = desk.canvas.network();
    next.hidden[0].activation = {at == 1 ? "gelu" : "silu", {}};
    desk.canvas.setNetwork(next);
    QVERIFY(popover->isVisible());
    popover->close();
    deleteWhatIsClosed();
  }
}

void UiMenusTest::aCanvasGoesWithItsMenus() {
  for (const Qt::Key key : {Qt::Key_Menu, Qt::Key_Insert, Qt::Key_A, Qt::Key_Return}) {
    auto desk = std::make_unique<Desk>();
    desk->canvas.selectLayer(1);
    desk->press(key);
    const QPointer<QWidget> popup = QApplication::activePopupWidget();
    QVERIFY(popup != nullptr);
    desk.reset();
    QVERIFY(popup == nullptr);
    QVERIFY(QApplication::activePopupWidget() == nullptr);
  }
}

void UiMenusTest::anEarlierRunMayGoWhileItIsOffered() {
  Experiment experiment = firstExperiment();
  experiment.data.dataset = {"iris", {}};
  experiment.training.epochs = 2;
  driver_.open(experiment);
  driver_.click("trainButton");
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->state, SessionState::Finished, kPatience);
  experiment.seed = 5;
  driver_.window->document().change(experiment, QStringLiteral("Change"));
  auto& plot = *driver_.find<CurvePlot>("lossPlot");
  QTRY_COMPARE_WITH_TIMEOUT(plot.ghosts().size(), std::size_t{1}, kPatience);
  emit plot.menuWanted(plot.mapToGlobal(plot.rect().center()));
  auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
  QVERIFY(menu != nullptr);
  QAction* offered = nullptr;
  QAction* removal = nullptr;
  for (QAction* action : menu->findChildren<QAction*>()) {
    if (action->text().startsWith(QStringLiteral("previous run"))) offered = action;
    if (action->text() == QStringLiteral("Remove all")) removal = action;
  }
  QVERIFY(offered != nullptr && removal != nullptr);
  emit driver_.find<GhostLegend>("ghostLegend")->removed(0);
  QVERIFY(plot.ghosts().empty());
  offered->trigger();
  offered->trigger();
  removal->trigger();
  QVERIFY(plot.ghosts().empty());
  QVERIFY(!plot.grab().isNull());
}

void UiMenusTest::stepsToUndoAreThoseOfNow() {
  driver_.open(firstExperiment());
  for (const char16_t* name : {u"one", u"two"}) {
    Experiment next = driver_.experiment();
    next.name = QString::fromUtf16(name).toStdString();
    driver_.window->document().change(next, QString::fromUtf16(name));
  }
  auto* undo = driver_.find<HistoryButton>("undoButton");
  QTest::keyClick(undo, Qt::Key_Down);
  const QPointer<QWidget> menu = QApplication::activePopupWidget();
  QVERIFY(menu != nullptr);
  driver_.window->document().undoStack().undo();
  QVERIFY(!menu->isVisible());
  deleteWhatIsClosed();
  QVERIFY(menu == nullptr);
}

QTEST_MAIN(UiMenusTest)
#include "ui_menus_test.moc"
