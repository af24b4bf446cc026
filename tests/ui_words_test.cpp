// What the window says, and where: names that are whole, lists that mark the choice, tips that hide
// nothing.
#include <QLabel>
#include <QMenu>
#include <QStandardItemModel>
#include <QTableWidget>
#include <QToolTip>

#include "core/data/catalog.h"
#include "core/nn/loss.h"
#include "tests/window_driver.h"
#include "ui/network/layer_header.h"
#include "ui/network/network_canvas.h"
#include "ui/plane/plane_field.h"
#include "ui/shell/document_title.h"
#include "ui/shell/epoch_progress.h"
#include "ui/shell/window_size.h"
#include "ui/train/mistake_view.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/tabbed_panel.h"

using namespace gradus;
using namespace gradus::ui;

class WordsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void theNameCanBeChanged_data();
  void theNameCanBeChanged();
  void escapeKeepsTheName();
  void longCaptionsHaveRoom();
  void everyLossIsNamedInFull();
  void emptyDrawingsCannotBeChosen();
  void theTipLeavesTheStepperFree();
  void theSpeedMenuMarksItsChoice();
  void theSummaryForgetsThePointer();
  void dropLastIsInTheForm();
  void noisyPointsAreInThePicture_data();
  void noisyPointsAreInThePicture();
  void aColdStartSaysThatItBuilds();

 private:
  WindowDriver driver_;
};

void WordsTest::theNameCanBeChanged_data() {
  QTest::addColumn<bool>("byKey");
  QTest::newRow("F2") << true;
  QTest::newRow("click") << false;
}

void WordsTest::theNameCanBeChanged() {
  QFETCH(bool, byKey);
  driver_.open(firstExperiment());
  const std::uint64_t run = driver_.last()->run;
  if (byKey) {
    driver_.press(Qt::Key_F2);
  } else {
    QTest::mouseClick(driver_.find<ElidedLabel>("documentName"), Qt::LeftButton);
  }
  auto* edit = driver_.find<DocumentTitle>("documentTitle")->lineEdit();
  QVERIFY(edit->isVisible());
  QCOMPARE(edit->selectedText(), QStringLiteral("two-spirals"));
  QTest::keyClicks(edit, QStringLiteral("my  first net "));
  QTest::keyClick(edit, Qt::Key_Return);
  QVERIFY(!edit->isVisible());
  QCOMPARE(driver_.experiment().name, std::string("my first net"));
  QVERIFY(driver_.window->windowTitle().startsWith(QStringLiteral("my first net")));
  QCOMPARE(driver_.last()->run, run);
  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  QCOMPARE(driver_.experiment().name, std::string("two-spirals"));
  QVERIFY(driver_.find<ElidedLabel>("documentName")->isVisible());
}

void WordsTest::escapeKeepsTheName() {
  driver_.open(firstExperiment());
  auto* title = driver_.find<DocumentTitle>("documentTitle");
  for (const bool escapes : {true, false}) {
    driver_.press(Qt::Key_F2);
    title->lineEdit()->clear();
    if (escapes) QTest::keyClicks(title->lineEdit(), QStringLiteral("other"));
    QTest::keyClick(title->lineEdit(), escapes ? Qt::Key_Escape : Qt::Key_Return);
    QVERIFY(!title->lineEdit()->isVisible());
    QCOMPARE(driver_.experiment().name, std::string("two-spirals"));
  }
}

void WordsTest::longCaptionsHaveRoom() {
  auto dataset = std::make_shared<Dataset>();
  dataset->task = Task::Classification;
  dataset->classNames = {"T-shirt/top", "Trouser", "Ankle boot"};
  dataset->image = {1, 4, 4};
  dataset->features = 16;
  dataset->rows = 3;
  dataset->pixels.assign(48, 100);
  dataset->labels = {0, 1, 2};
  MistakeView view;
  view.resize(304, 190);
  view.setData(dataset);
  auto predictions = std::make_shared<Predictions>();
  predictions->rows = {0, 1, 2};
  predictions->predicted = {2, 0, 1};
  predictions->confidence = {0.5F, 0.6F, 0.7F};
  predictions->mistakes = {0, 1, 2};
  view.setPredictions(predictions);
  view.show();
  QCOMPARE(view.rows().size(), std::size_t{3});
  QVERIFY(view.hasRoomForCaptions());
  dataset->classNames = {"0", "1", "2"};
  view.setData(dataset);
  QVERIFY(view.hasRoomForCaptions());
}

void WordsTest::everyLossIsNamedInFull() {
  for (const char* name : {"iris", "auto-mpg"}) {
    driver_.open(withDataset(firstExperiment(), {name, {}}));
    auto* combo = driver_.find<ComboBox>("lossCombo");
    for (const QSize& size : {kSmallestWindow, QSize(1440, 900)}) {
      driver_.window->resize(size);
      for (int row = 0; row < combo->count(); ++row) {
        driver_.choose("lossCombo", combo->itemData(row).toString().toUtf8().constData());
        for (int round = 0; round < 4; ++round) QCoreApplication::processEvents();
        QVERIFY2(combo->width() >= combo->sizeHint().width(), qPrintable(combo->currentText()));
      }
    }
    driver_.close();
  }
}

void WordsTest::emptyDrawingsCannotBeChosen() {
  const QTemporaryDir none;
  qputenv("GRADUS_OWN_DATA_DIR", none.path().toUtf8());
  driver_.open(firstExperiment());
  auto* combo = driver_.find<ComboBox>("datasetCombo");
  combo->showPopup();
  const int row = combo->findData(QStringLiteral("my-drawings"));
  const auto* items = qobject_cast<QStandardItemModel*>(combo->model());
  QVERIFY(!items->item(row)->isEnabled());
  QVERIFY(combo->itemText(row).contains(QStringLiteral("draw some first")));
  QVERIFY(combo->itemData(row, Qt::ToolTipRole).toString().contains(QStringLiteral("Inspect")));
  QVERIFY(items->item(combo->findData(QStringLiteral("iris")))->isEnabled());
  combo->hidePopup();
  qunsetenv("GRADUS_OWN_DATA_DIR");
}

void WordsTest::theTipLeavesTheStepperFree() {
  driver_.open(firstExperiment());
  auto* header = driver_.find<LayerHeader>("header1");
  const QPoint name(header->width() / 2, 8);
  QHelpEvent event(QEvent::ToolTip, name, header->mapToGlobal(name));
  QCoreApplication::sendEvent(header, &event);
  QVERIFY(QToolTip::isVisible());
  const auto all = QApplication::topLevelWidgets();
  const auto tip = std::ranges::find_if(all, [](const QWidget* each) { return each->inherits("QTipLabel"); });
  QVERIFY(tip != all.end());
  const QRect place(header->mapToGlobal(QPoint()), header->size());
  QVERIFY(!(*tip)->geometry().intersects(place));
  QToolTip::hideText();
}

void WordsTest::theSpeedMenuMarksItsChoice() {
  driver_.open(firstExperiment());
  auto* menu = driver_.find<QWidget>("speedButton")->findChild<QMenu*>();
  const auto checked = [menu] {
    QStringList names;
    for (const QAction* action : menu->actions()) {
      if (action->isChecked()) names << action->text();
    }
    return names;
  };
  QCOMPARE(checked().size(), 1);
  menu->actions().last()->trigger();
  QCOMPARE(checked(), QStringList{menu->actions().last()->text()});
  menu->actions().first()->trigger();
  QCOMPARE(checked(), QStringList{menu->actions().first()->text()});
}

void WordsTest::theSummaryForgetsThePointer() {
  driver_.open(firstExperiment());
  driver_.find<TabbedPanel>("centreTabs")->setCurrent(2);
  auto* viewport = driver_.find<QTableWidget>("summaryTable")->viewport();
  QCoreApplication::processEvents();
  const QImage before = viewport->grab().toImage();
  const QPoint row(viewport->width() / 2, 60);
  QTest::mouseMove(viewport, row);
  QTRY_VERIFY_WITH_TIMEOUT(viewport->grab().toImage() != before, kPatience);
  QTest::mouseClick(viewport, Qt::LeftButton, {}, row);
  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(viewport, &leave);
  QCOMPARE(viewport->grab().toImage(), before);
}

void WordsTest::dropLastIsInTheForm() {
  driver_.open(firstExperiment());
  auto* box = driver_.find<CheckBox>("dropLastCheck");
  QVERIFY(!box->isVisible());
  driver_.click("moreTrainingButton");
  QVERIFY(box->isVisible());
  box->click();
  QVERIFY(driver_.experiment().training.dropLast);
  driver_.click("moreTrainingButton");
  QVERIFY(box->isVisible());  // since it is in use
  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  QVERIFY(!driver_.experiment().training.dropLast && !box->isChecked());
}

void WordsTest::noisyPointsAreInThePicture_data() {
  QTest::addColumn<double>("noise");
  QTest::newRow("gaussians") << 50.0;
  QTest::newRow("moons") << 50.0;
  QTest::newRow("blobs") << 50.0;
}

void WordsTest::noisyPointsAreInThePicture() {
  QFETCH(double, noise);
  driver_.open(withDataset(firstExperiment(), {QTest::currentDataTag(), {{"noise", noise}}}));
  auto* field = driver_.find<PlaneField>("planeField");
  const Dataset& dataset = *field->data()->dataset;
  const double side = std::min(field->width(), field->height());
  const QRectF frame((field->width() - side) / 2, 0, side, side);
  for (std::int64_t row = 0; row < dataset.rows; ++row) {
    const auto at = static_cast<std::size_t>(2 * row);
    QVERIFY(frame.contains(field->toWidget(dataset.points[at], dataset.points[at + 1])));
  }
  const QPointF there = field->toWidget(2, -3);
  QVERIFY((field->toPlane(there) - QPointF(2, -3)).manhattanLength() < 1e-9);
}

void WordsTest::aColdStartSaysThatItBuilds() {
  EpochProgress progress;
  progress.setState(SessionState::Preparing);
  progress.setState(SessionState::Ready);
  QVERIFY(progress.accessibleName().contains(QStringLiteral("building kernels")));
  Snapshot snapshot;
  snapshot.state = SessionState::Ready;
  snapshot.layers.resize(2);
  progress.showSnapshot(snapshot);  // weights alone: the units are blank yet
  QVERIFY(progress.accessibleName().contains(QStringLiteral("building kernels")));
  snapshot.sample.emplace();
  progress.showSnapshot(snapshot);
  QVERIFY(progress.accessibleName().contains(QStringLiteral("ready")));
}

QTEST_MAIN(WordsTest)
#include "ui_words_test.moc"
