// The right side of the Inspect page in the real window: what it shows of a sample, attacks, drawings and what-if, and
// that nothing of the run changes.
#include <QDir>
#include <QLabel>
#include <QSignalSpy>

#include "core/data/catalog.h"
#include "core/data/own_images.h"
#include "tests/window_driver.h"
#include "ui/inspect/attack_panel.h"
#include "ui/inspect/dependence_plot.h"
#include "ui/inspect/draw_pad.h"
#include "ui/inspect/draw_panel.h"
#include "ui/inspect/feature_bars.h"
#include "ui/inspect/inspect_page.h"
#include "ui/inspect/path_view.h"
#include "ui/inspect/picture_row.h"
#include "ui/inspect/probability_bars.h"
#include "ui/inspect/sample_column.h"
#include "ui/inspect/sample_detail.h"
#include "ui/inspect/what_if_panel.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/link_button.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/slider_field.h"

using namespace gradus;
using namespace gradus::ui;

class UiSampleColumnTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    driver_.prepare();
    qputenv("GRADUS_OWN_DATA_DIR", own_.path().toUtf8());
  }
  void cleanup() { driver_.close(); }

  void showsAnImage();
  void showsARowOfATable();
  void showsARegression();
  void attacksLive();
  void neighboursLeadOn();
  void goesToTheNetwork();
  void excludesAndBringsBack();
  void predictsADrawing();
  void keepsDrawings();
  void showsADrawingInTheNetwork();
  void playsWhatIf();
  void playsWhatIfWithWords();
  void asksOnlyWhenSeen();
  void leavesTheRunAlone();
  void fitsTheWindow_data();
  void fitsTheWindow();

 private:
  SampleDetail& detail() const { return *driver_.find<SampleDetail>("sampleDetail"); }
  DrawPanel& drawing() const { return *driver_.find<DrawPanel>("drawPanel"); }
  WhatIfPanel& whatIf() const { return *driver_.find<WhatIfPanel>("whatIfPanel"); }
  QString text(const char* label) const { return driver_.find<QLabel>(label)->text(); }

  void open(const char* dataset) {
    Experiment experiment = withDataset(firstExperiment(), {dataset, {}});
    experiment.network.hidden = {{{"linear", {{"units", 12}}}, {"relu", {}}},
                                 {{"linear", {{"units", 7}}}, {"tanh", {}}}};
    driver_.open(experiment);
    QVERIFY(driver_.window->showPage(QStringLiteral("Inspect")));
    QTRY_VERIFY_WITH_TIMEOUT(detail().answer() != nullptr, kPatience);
  }

  void show(std::int64_t row) {
    auto* page = driver_.window->findChild<InspectPage*>();
    page->showSample(row);
    QTRY_VERIFY_WITH_TIMEOUT(detail().answer() && detail().answer()->of.row == row, kPatience);
  }

  void train() {
    driver_.press(Qt::Key_S);
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step == 1 && driver_.last()->state == SessionState::Paused, kPatience);
  }

  /// A stroke from the top to the bottom.
  void drawALine() {
    auto* pad = driver_.find<DrawPad>("drawPad");
    QTest::mousePress(pad, Qt::LeftButton, {}, QPoint(pad->width() / 2, 20));
    for (int y = 24; y < pad->height() - 20; y += 4) QTest::mouseMove(pad, QPoint(pad->width() / 2, y));
    QTest::mouseRelease(pad, Qt::LeftButton, {}, QPoint(pad->width() / 2, pad->height() - 20));
  }

  WindowDriver driver_;
  QTemporaryDir own_;
};

void UiSampleColumnTest::showsAnImage() {
  open("mnist-10k");
  show(8012);
  const SampleAnswerPtr answer = detail().answer();
  QCOMPARE(text("sampleTitle"), QStringLiteral("Test sample 8\u202F012"));
  QVERIFY(text("sampleSummary").contains(QStringLiteral("loss ")));
  QCOMPARE(answer->values.size(), std::size_t{10});
  auto* bars = driver_.find<ProbabilityBars>("sampleBars");
  QCOMPARE(bars->classes().size(), std::size_t{10});
  QVERIFY(bars->line(3).startsWith(QStringLiteral("3 ")) && bars->line(3).endsWith(QStringLiteral("%")));
  auto* pictures = driver_.find<PictureRow>("samplePictures");
  QCOMPARE(pictures->pictures().size(), std::size_t{3});
  const QImage& image = pictures->pictures().front().image;
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < 28; ++x) {
      const auto expected = static_cast<double>(answer->input[static_cast<std::size_t>(y * 28 + x)]) * 255;
      QVERIFY(std::abs(qRed(image.pixel(x, y)) - expected) < 0.6);
    }
  }
  auto* path = driver_.find<PathView>("samplePath");
  QCOMPARE(path->path().size(), std::size_t{2});
  QCOMPARE(path->path()[1].strongest.size(), std::size_t{6});
  QVERIFY(!driver_.find<FeatureBars>("featureBars")->isVisible());
}

void UiSampleColumnTest::showsARowOfATable() {
  open("wine");
  show(40);
  auto* features = driver_.find<FeatureBars>("featureBars");
  QVERIFY(features->isVisible() && !driver_.find<QWidget>("samplePictures")->isVisible());
  QVERIFY(!drawing().isVisible());
  // The numbers of the file, though the network sees deviations.
  const double alcohol = findDataset("wine").load({"wine", {}}, 0).values[40 * 13];
  QVERIFY(std::abs(features->valueText(0).toDouble() - alcohol) < 0.051);
  QTRY_VERIFY_WITH_TIMEOUT(text("neighbourText").count(QStringLiteral("row ")) == 6, kPatience);
  emit driver_.find<QLabel>("neighbourText")->linkActivated(QStringLiteral("77"));
  QTRY_VERIFY_WITH_TIMEOUT(detail().answer() && detail().answer()->of.row == 77, kPatience);
}

void UiSampleColumnTest::showsARegression() {
  open("auto-mpg");
  show(3);
  QVERIFY(text("sampleSummary").startsWith(QStringLiteral("target ")));
  QVERIFY(!driver_.find<QWidget>("attackTarget")->isVisible());
  QVERIFY(whatIf().isVisible());
  // By another loss at once, though nothing trains.
  const double squared = detail().answer()->loss;
  Experiment other = driver_.experiment();
  other.training.loss = {"l1", {}};
  driver_.window->document().change(other, QStringLiteral("L1"));
  const auto isAbsolute = [&] { return std::abs(detail().answer()->loss - std::sqrt(squared)) < 1e-5 * squared; };
  QTRY_VERIFY_WITH_TIMEOUT(detail().answer() && isAbsolute(), kPatience);
}

void UiSampleColumnTest::attacksLive() {
  open("mnist-10k");
  train();
  show(8100);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.find<LinkButton>("attackFlip")->text().contains(QStringLiteral(": 0.")), kPatience);
  auto* slider = driver_.find<SliderField>("attackEpsilon");
  const auto attacked = [&] { return detail().answer() && detail().answer()->of.attack->epsilon == slider->value(); };
  for (int i = 0; i < 4; ++i) QTest::keyClick(slider, Qt::Key_PageUp);
  QCOMPARE(slider->value(), 0.2);
  QTRY_VERIFY_WITH_TIMEOUT(attacked(), kPatience);
  QVERIFY(detail().answer()->attack->values != detail().answer()->values);
  QCOMPARE(driver_.find<PictureRow>("attackedPictures")->pictures().size(), std::size_t{2});
  QVERIFY(text("attackOutcome").startsWith(QStringLiteral("With ε = 0.2 ")));
  // The smallest ε that flips it does so, by the click of a button.
  driver_.click("attackFlip");
  QTRY_VERIFY_WITH_TIMEOUT(attacked(), kPatience);
  QVERIFY(detail().answer()->attack->answer != detail().answer()->answer);
  QVERIFY(text("attackOutcome").contains(QStringLiteral(" instead of ")));
  driver_.find<Segments>("attackMethod")->setCurrentIndex(1);
  QTRY_VERIFY_WITH_TIMEOUT(detail().answer()->of.attack->isIterative, kPatience);
  driver_.find<ComboBox>("attackTarget")->setCurrentIndex(8);  // the class 7, after "any other"
  QTRY_COMPARE_WITH_TIMEOUT(detail().answer()->of.attack->target, 7, kPatience);
  // Another sample begins without an attack.
  show(8101);
  QCOMPARE(slider->value(), 0.0);
}

void UiSampleColumnTest::neighboursLeadOn() {
  open("mnist-10k");
  auto* row = driver_.find<PictureRow>("neighbourPictures");
  QTRY_COMPARE_WITH_TIMEOUT(row->pictures().size(), std::size_t{6}, kPatience);
  const std::int64_t second = row->pictures()[1].row;
  row->setFocus();
  QTest::keyClick(row, Qt::Key_Right);
  QTest::keyClick(row, Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(detail().answer() && detail().answer()->of.row == second, kPatience);
  QVERIFY(text("sampleTitle").startsWith(QStringLiteral("Training sample")));
}

void UiSampleColumnTest::goesToTheNetwork() {
  open("mnist-10k");
  show(8003);
  driver_.click("showInNetworkButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->sample && driver_.last()->sample->row == 8003, kPatience);
  QVERIFY(driver_.find<QWidget>("networkCanvas")->isVisible());
}

void UiSampleColumnTest::excludesAndBringsBack() {
  open("wine");
  auto* button = driver_.find<Button>("excludeSampleButton");
  QVERIFY(!button->isEnabled());  // a sample of the test part is not trained on anyway
  std::int64_t row = -1;
  do show(++row);
  while (row < 20 && !text("sampleTitle").startsWith(QStringLiteral("Training")));
  QVERIFY(button->isEnabled());
  driver_.click("excludeSampleButton");
  QCOMPARE(driver_.experiment().data.excluded, std::vector<std::int64_t>{row});
  QTRY_VERIFY_WITH_TIMEOUT(text("sampleTitle").startsWith(QStringLiteral("Excluded")), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(detail().answer() && detail().answer()->of.row == row, kPatience);
  driver_.click("excludeSampleButton");
  QVERIFY(driver_.experiment().data.excluded.empty());
  QTRY_VERIFY_WITH_TIMEOUT(text("sampleTitle").startsWith(QStringLiteral("Training")), kPatience);
  driver_.window->document().undoStack().undo();
  QTRY_VERIFY_WITH_TIMEOUT(text("sampleTitle").startsWith(QStringLiteral("Excluded")), kPatience);
  driver_.window->document().undoStack().undo();
  QTRY_VERIFY_WITH_TIMEOUT(text("sampleTitle").startsWith(QStringLiteral("Training")), kPatience);
}

void UiSampleColumnTest::predictsADrawing() {
  open("mnist-10k");
  QVERIFY(drawing().isVisible());
  QVERIFY(drawing().answer() == nullptr);
  QVERIFY(!driver_.find<Button>("keepDrawingButton")->isEnabled());
  drawALine();
  QTRY_VERIFY_WITH_TIMEOUT(drawing().answer() != nullptr, kPatience);
  const GreyImage& image = drawing().image();
  QCOMPARE(image.width, 28);
  QTRY_VERIFY_WITH_TIMEOUT(std::abs(drawing().answer()->input[14 * 28 + 14] * 255.0F -
                                    static_cast<float>(image.pixels[14 * 28 + 14])) < 0.01F,
                           kPatience);
  QVERIFY(image.pixels[14 * 28 + 14] > 200);  // the line goes through the middle
  const auto said = static_cast<std::size_t>(drawing().answer()->answer);
  QCOMPARE(text("drawnAnswer"), QString::number(said));
  QVERIFY(text("drawnShare").endsWith(QStringLiteral("sure")));
  QCOMPARE(driver_.find<ComboBox>("drawingLabel")->currentIndex(), static_cast<int>(said));
  qInfo() << "a drawing is predicted after" << drawing().latency() << "ms";
  driver_.click("clearDrawingButton");
  QVERIFY(drawing().answer() == nullptr && text("drawnAnswer").isEmpty());
  auto* pad = driver_.find<DrawPad>("drawPad");
  pad->setFocus();
  for (int i = 0; i < 9; ++i) QTest::keyClick(pad, Qt::Key_Down, Qt::ShiftModifier);
  QVERIFY(!pad->isBlank());
  QTest::keyClick(pad, Qt::Key_Delete);
  QVERIFY(pad->isBlank());
}

void UiSampleColumnTest::keepsDrawings() {
  open("mnist-10k");
  for (int i = 0; i < 6; ++i) {
    drawALine();
    auto* label = driver_.find<ComboBox>("drawingLabel");
    label->setCurrentIndex(i % 2);
    emit label->activated(i % 2);
    driver_.click("keepDrawingButton");
  }
  QVERIFY(text("keptDrawings").contains(QStringLiteral("has 6 now")));
  const Dataset kept = findDataset("my-drawings").load({"my-drawings", {}}, 0);
  QCOMPARE(kept.rows, 6);
  QCOMPARE(kept.publishedTestRows, 1);
  QCOMPARE(kept.labels, (std::vector<std::int32_t>{0, 0, 1, 0, 1, 1}));  // the second is in the test part, at the end
  const GreyImage& image = drawing().image();
  QVERIFY(std::equal(image.pixels.begin(), image.pixels.end(), kept.pixels.begin()));
  // What stands in the way is said.
  QFile::remove(QString::fromStdString(ownImagesFolder()) + QStringLiteral("/classes.txt"));
  driver_.click("keepDrawingButton");
  QVERIFY(driver_.find<QWidget>("banner")->isVisible());
  QVERIFY(text("bannerMessage").contains(QStringLiteral("classes.txt")));
  QVERIFY(QDir(own_.path()).removeRecursively());
}

void UiSampleColumnTest::showsADrawingInTheNetwork() {
  open("mnist-10k");
  drawALine();
  driver_.find<CheckBox>("drawingInNetworkCheck")->setChecked(true);
  QVERIFY(driver_.window->showPage(QStringLiteral("Train")));
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->sample && driver_.last()->sample->row == -1, kPatience);
  QVERIFY(!driver_.window->grab().isNull());
  QVERIFY(driver_.last()->sample->input[14 * 28 + 14] > 0.8F);
  driver_.find<CheckBox>("drawingInNetworkCheck")->setChecked(false);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->sample && driver_.last()->sample->row >= 0, kPatience);
}

void UiSampleColumnTest::playsWhatIf() {
  open("wine");
  show(12);
  auto* slider = driver_.find<SliderField>("whatIf:flavanoids");
  QTRY_VERIFY_WITH_TIMEOUT(whatIf().answer() != nullptr, kPatience);
  QCOMPARE(whatIf().answer()->values, detail().answer()->values);
  QVERIFY(!driver_.find<Button>("whatIfReset")->isEnabled());
  const double before = slider->value();
  QTest::keyClick(slider, Qt::Key_PageDown);
  QVERIFY(slider->value() < before);
  QTRY_VERIFY_WITH_TIMEOUT(whatIf().answer()->of.input == whatIf().input(), kPatience);
  QVERIFY(whatIf().answer()->values != detail().answer()->values);
  const std::vector<std::string> names = findDataset("wine").load({"wine", {}}, 0).featureNames;
  const auto feature = std::ranges::find(names, "flavanoids") - names.begin();
  QTRY_VERIFY_WITH_TIMEOUT(whatIf().plot().curve() && whatIf().plot().curve()->feature == feature, kPatience);
  driver_.click("whatIfReset");
  QTRY_VERIFY_WITH_TIMEOUT(whatIf().answer()->of.input == whatIf().input(), kPatience);
  QCOMPARE(whatIf().answer()->values, detail().answer()->values);
}

void UiSampleColumnTest::playsWhatIfWithWords() {
  open("penguins");
  show(7);
  QTRY_VERIFY_WITH_TIMEOUT(whatIf().answer() != nullptr, kPatience);
  auto* islands = driver_.find<ComboBox>("whatIf:island");
  QCOMPARE(islands->count(), 3);
  QCOMPARE(islands->itemText(0), QStringLiteral("Biscoe"));
  const int other = (islands->currentIndex() + 1) % 3;
  islands->setCurrentIndex(other);
  emit islands->activated(other);
  QTRY_VERIFY_WITH_TIMEOUT(whatIf().answer()->of.input == whatIf().input(), kPatience);
  double total = 0;
  const std::vector<float>& before = detail().answer()->input;
  for (std::size_t i = 0; i < before.size(); ++i)
    total += std::abs(static_cast<double>(whatIf().input()[i] - before[i]));
  QCOMPARE(total, 2.0);  // one word goes, another comes
}

void UiSampleColumnTest::asksOnlyWhenSeen() {
  open("wine");
  driver_.window->showPage(QStringLiteral("Train"));
  QSignalSpy answers(driver_.session.get(), &TrainingSession::answered);
  driver_.press(Qt::Key_S);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step == 1, kPatience);
  QVERIFY(driver_.last() != nullptr);
  // Whatever was asked before is answered before the step.
  answers.clear();
  driver_.press(Qt::Key_S);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step == 2, kPatience);
  QCOMPARE(answers.size(), 0);
  driver_.window->showPage(QStringLiteral("Inspect"));
  QTRY_VERIFY_WITH_TIMEOUT(detail().answer()->step == 2, kPatience);
}

void UiSampleColumnTest::leavesTheRunAlone() {
  open("wine");
  std::vector<std::vector<float>> weights[2];
  for (const int round : {0, 1}) {
    if (round == 1) {
      driver_.click("rewindButton");
      QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady(), kPatience);
      driver_.window->showPage(QStringLiteral("Train"));
    }
    for (int step = 1; step <= 3; ++step) {
      driver_.press(Qt::Key_S);
      QTRY_VERIFY_WITH_TIMEOUT(driver_.isPausedAtStep(step), kPatience);
      if (round == 1) continue;
      show(10 * step);
      QTRY_VERIFY_WITH_TIMEOUT(text("neighbourText").contains(QStringLiteral("row ")), kPatience);
      QTest::keyClick(driver_.find<SliderField>("whatIf:alcohol"), Qt::Key_PageUp);
      QTest::keyClick(driver_.find<SliderField>("attackEpsilon"), Qt::Key_PageUp);
      QTRY_VERIFY_WITH_TIMEOUT(detail().answer()->of.attack->epsilon > 0, kPatience);
    }
    const SnapshotPtr network = driver_.lookAtNetwork();
    for (const LayerSnapshot& layer : network->layers) weights[round].push_back(layer.weight);
  }
  QCOMPARE(weights[0], weights[1]);
}

void UiSampleColumnTest::fitsTheWindow_data() {
  QTest::addColumn<QString>("dataset");
  for (const char* dataset : {"mnist-10k", "breast-cancer", "two-spirals"}) {
    QTest::newRow(dataset) << QString::fromLatin1(dataset);
  }
}

void UiSampleColumnTest::fitsTheWindow() {
  QFETCH(QString, dataset);
  open(dataset.toUtf8());
  auto* column = driver_.find<SampleColumn>("sampleColumn");
  for (const QSize size : {QSize(1280, 720), QSize(1440, 900)}) {
    driver_.window->resize(size);
    QCoreApplication::processEvents();
    for (const QWidget* widget : column->findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->window() != driver_.window.get()) continue;
      const int right = widget->mapTo(column, QPoint(widget->width(), 0)).x();
      QVERIFY2(right <= column->width(), qPrintable(widget->objectName()));
    }
  }
}

QTEST_MAIN(UiSampleColumnTest)
#include "ui_sample_column_test.moc"
