// What a person does in a first lesson, by mouse and keyboard alone: the textbook perceptron is built by hand, trained,
// rewound, changed in one place and trained again beside the ghost of the first run.
#include <QAction>
#include <QListWidget>
#include <QSplitter>

#include "core/nn/activation.h"
#include "tests/window_driver.h"
#include "ui/network/activation_menu.h"
#include "ui/network/activation_pill.h"
#include "ui/network/layer_header.h"
#include "ui/network/network_canvas.h"
#include "ui/plots/ghost_legend.h"
#include "ui/widgets/tabbed_panel.h"

namespace gradus::ui {
namespace {

class UiStoryTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void init() { QSettings().clear(); }
  void cleanup() { driver_.close(); }

  void textbookPerceptronAndItsGhost();
  void layoutIsRemembered();
  void doubleClickForgetsTheLayout();

 private:
  /// The newest: those of layers that are gone stay until the event loop turns.
  LayerHeader* header(int column) const {
    return driver_.window->findChildren<LayerHeader*>(QStringLiteral("header%1").arg(column)).last();
  }
  void chooseDataset(const char* name);
  void select(int column);
  void removeLayer(int column);
  void setUnits(int column, int units);
  void setActivation(int column, const QString& name);
  void trainToTheEnd();
  int widenTheRightColumn();
  QStringList ghosts() const;

  WindowDriver driver_;
};

/// With the arrow keys, as the list goes.
void UiStoryTest::chooseDataset(const char* name) {
  auto* combo = driver_.find<ComboBox>("datasetCombo");
  const int wanted = combo->findData(QString::fromLatin1(name));
  QVERIFY(wanted >= 0);
  combo->setFocus();
  for (int presses = 2 * combo->count(); presses > 0 && combo->currentIndex() != wanted; --presses) {
    QTest::keyClick(combo, combo->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
  }
  QCOMPARE(combo->currentIndex(), wanted);
}

void UiStoryTest::select(int column) {
  QTest::mouseClick(header(column), Qt::LeftButton, {}, {header(column)->width() / 2, 6});
}

void UiStoryTest::removeLayer(int column) {
  select(column);
  QTest::keyClick(driver_.find<NetworkCanvas>("networkCanvas"), Qt::Key_Delete);
}

void UiStoryTest::setUnits(int column, int units) {
  select(column);
  driver_.type(header(column)->findChild<QLineEdit*>(QStringLiteral("units")), QString::number(units));
}

void UiStoryTest::setActivation(int column, const QString& name) {
  auto* pill = header(column)->findChild<ActivationPill*>();
  QTest::mouseClick(pill, Qt::LeftButton);
  auto* menu = pill->findChild<ActivationMenu*>();
  QVERIFY(menu != nullptr && menu->isVisible());
  auto* list = menu->findChild<QListWidget*>();
  QTest::keyClick(list, Qt::Key_Home);
  while (list->currentItem()->data(Qt::UserRole).toString() != name) {
    QVERIFY(list->currentRow() + 1 < list->count());
    QTest::keyClick(list, Qt::Key_Down);
  }
  QTest::keyClick(list, Qt::Key_Return);
}

void UiStoryTest::trainToTheEnd() {
  driver_.window->activateWindow();  // menus were open
  QVERIFY(QTest::qWaitForWindowActive(driver_.window.get()));
  driver_.window->centralWidget()->setFocus();
  const int goal = driver_.experiment().training.epochs;
  driver_.press(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Finished && driver_.last()->epoch == goal, kPatience);
}

QStringList UiStoryTest::ghosts() const {
  QStringList lines;
  for (const QAbstractButton* line : driver_.find<GhostLegend>("ghostLegend")->findChildren<QAbstractButton*>()) {
    if (!line->text().isEmpty()) lines << line->text();
  }
  return lines;
}

void UiStoryTest::textbookPerceptronAndItsGhost() {
  driver_.open(firstExperiment());
  chooseDataset("mnist-10k");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && driver_.last()->sample && driver_.last()->sample->input.size() == 784,
                           kPatience);
  while (!driver_.experiment().network.hidden.empty()) {
    const std::size_t before = driver_.experiment().network.hidden.size();
    removeLayer(1);
    QCOMPARE(driver_.experiment().network.hidden.size(), before - 1);
  }
  driver_.click("addLayerButton");
  driver_.click("addLayerButton");
  QCOMPARE(driver_.experiment().network.hidden.size(), std::size_t{2});
  setUnits(1, 30);
  setUnits(2, 20);
  setActivation(1, QStringLiteral("relu"));
  setActivation(2, QStringLiteral("relu"));
  driver_.type(driver_.find<NumberField>("batchSizeField")->lineEdit(), QStringLiteral("64"));
  driver_.type(driver_.find<NumberField>("epochsField")->lineEdit(), QStringLiteral("3"));

  const std::vector<LayerSpec>& hidden = driver_.experiment().network.hidden;
  QCOMPARE(hidden[0].layer, (Choice{"linear", {{"units", 30}}}));
  QCOMPARE(hidden[1].layer, (Choice{"linear", {{"units", 20}}}));
  QCOMPARE(hidden[0].activation, (Choice{"relu", {}}));
  // 784·30 + 30 + 30·20 + 20 + 20·10 + 10
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->parameterCount, std::int64_t{24380}, kPatience);

  trainToTheEnd();
  const std::uint64_t run = driver_.last()->run;
  QVERIFY(driver_.last()->test.metric > 0.8);
  QVERIFY(ghosts().isEmpty());

  driver_.press(Qt::Key_R, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->run != run && driver_.isReady(), kPatience);
  setActivation(1, QStringLiteral("tanh"));
  QCOMPARE(driver_.experiment().network.hidden[0].activation, (Choice{"tanh", {}}));
  trainToTheEnd();
  QTRY_COMPARE_WITH_TIMEOUT(ghosts().size(), 1, kPatience);
  QVERIFY2(ghosts().front().contains(QStringLiteral("ReLU instead of Tanh")), qPrintable(ghosts().front()));
  QCOMPARE(driver_.find<CurvePlot>("lossPlot")->ghosts().size(), std::size_t{1});
  QCOMPARE(driver_.find<CurvePlot>("lossPlot")->ghosts().front().line->size(), std::size_t{3});
}

/// By its border; says how wide it is then.
int UiStoryTest::widenTheRightColumn() {
  auto* columns = driver_.find<QSplitter>("columns");
  const int usual = columns->sizes().back();
  QTest::mousePress(columns->handle(2), Qt::LeftButton);
  QTest::mouseMove(columns->handle(2), {-60, 10});
  QTest::mouseRelease(columns->handle(2), Qt::LeftButton, {}, {-60, 10});
  const int chosen = columns->sizes().back();
  if (chosen <= usual) qFatal("the border can't be dragged");
  return chosen;
}

void UiStoryTest::layoutIsRemembered() {
  driver_.open(firstExperiment());
  const int chosen = widenTheRightColumn();
  driver_.find<TabbedPanel>("centreTabs")->setCurrent(2);
  driver_.window->close();
  driver_.close();

  driver_.open(firstExperiment());
  QCOMPARE(driver_.find<QSplitter>("columns")->sizes().back(), chosen);
  QCOMPARE(driver_.find<TabbedPanel>("centreTabs")->current(), 2);
  driver_.window->resize(1280, 720);
  QCOMPARE(driver_.find<QSplitter>("columns")->sizes().back(), chosen);
}

void UiStoryTest::doubleClickForgetsTheLayout() {
  driver_.open(firstExperiment());
  auto* columns = driver_.find<QSplitter>("columns");
  const int chosen = widenTheRightColumn();
  QTest::mouseDClick(columns->handle(2), Qt::LeftButton);
  QVERIFY(columns->sizes().back() < chosen);
  driver_.window->close();
}

}  // namespace
}  // namespace gradus::ui

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  gradus::ui::UiStoryTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "ui_story_test.moc"
