// The Inspect page: what its matrix, numbers and gallery say, what a click or a key does in them, and that every change
// to single samples can be taken back.
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QUndoStack>
#include <algorithm>
#include <numeric>

#include "tests/window_driver.h"
#include "ui/document/sample_asker.h"
#include "ui/inspect/class_scores.h"
#include "ui/inspect/confusion_view.h"
#include "ui/inspect/data_changes.h"
#include "ui/inspect/gallery_panel.h"
#include "ui/inspect/gallery_view.h"
#include "ui/inspect/inspect_page.h"
#include "ui/inspect/number_plots.h"
#include "ui/inspect/sample_actions.h"
#include "ui/inspect/share_plot.h"
#include "ui/widgets/chip_menu.h"
#include "ui/widgets/format.h"
#include "ui/widgets/search_field.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

/// Predictions of `rows` samples of `classes` classes, of which every third is wrong.
InspectResultPtr manySamples(std::int64_t rows, int classes, PreparedDataPtr& data) {
  auto dataset = std::make_shared<Dataset>();
  auto predictions = std::make_shared<Predictions>();
  dataset->rows = rows;
  dataset->features = 64;
  dataset->image = {1, 8, 8};
  dataset->pixels.assign(static_cast<std::size_t>(rows * 64), 100);
  for (int label = 0; label < classes; ++label) dataset->classNames.push_back("class " + std::to_string(label));
  predictions->outputs = classes;
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto label = static_cast<std::int32_t>(row % classes);
    const std::int32_t guess = row % 3 == 0 ? (label + 1) % classes : label;
    dataset->labels.push_back(label);
    predictions->rows.push_back(row);
    predictions->predicted.push_back(guess);
    predictions->confidence.push_back(0.9F);
    predictions->loss.push_back(0.1F);
    for (int output = 0; output < classes; ++output) predictions->values.push_back(output == guess ? 0.9F : 0.0F);
  }
  auto prepared = std::make_shared<PreparedData>();
  prepared->dataset = dataset;
  data = prepared;
  const GalleryQuery query = {.kind = GalleryKind::All};
  return std::make_shared<InspectResult>(InspectResult{dataset, predictions, query, makeReport(*dataset, *predictions),
                                                       galleryPlaces(*dataset, *predictions, query)});
}

}  // namespace

class UiInspectTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void opensFromTheMistakes();
  void askersRestForTheWorkItWas();
  void showsEachPart();
  void cellsFilterTheGallery();
  void cellsAreReachedByKeys();
  void cellsShowShares();
  void aHundredClassesAreScrolled();
  void scoresBeginWithTheWorst();
  void classesWithoutSamplesAreNotTheWorst();
  void sixtyThousandCardsArePaintedAsSeen();
  void cardsAreChosenLikeFiles();
  void wordsFilterTheGallery();
  void excludedSamplesComeBackWithUndo();
  void relabelledSamplesComeBackWithUndo();
  void changesKeepWhatWasLearned();
  void changesAreListedAndRestored();
  void samplesAreExported();
  void twoClassesHaveCurves();
  void numbersHavePlots();
  void tablesShowUnusualColumns();
  void isFreshWhileItTrains();
  void asksOnlyWhileItIsSeen();
  void onlyTheNewestQuestionIsAnswered();
  void fitsASmallScreen_data();
  void fitsASmallScreen();

 private:
  InspectPage& page() const { return *driver_.find<InspectPage>("inspectPage"); }
  ConfusionView& matrix() const { return *driver_.find<ConfusionView>("confusionView"); }
  GalleryPanel& panel() const { return *driver_.find<GalleryPanel>("galleryPanel"); }
  GalleryView& gallery() const { return panel().view(); }
  void choose(const char* chip, const char* name) const {
    driver_.find<ChipMenu>(chip)->choose(QString::fromLatin1(name));
  }
  bool isComplete() const { return page().result() != nullptr && page().result()->query == panel().query(); }

  void open(const Experiment& experiment) {
    driver_.open(experiment);
    QVERIFY(driver_.window->showPage(QStringLiteral("inspect")));
    QTRY_VERIFY_WITH_TIMEOUT(isComplete(), kPatience);
  }

  void open(const char* dataset) { open(withDataset(firstExperiment(), {dataset, {}})); }

  /// The train part, all samples in the order of the data.
  void showTrainPart() {
    choose("inspectPart", "train");
    choose("galleryKind", "all");
    choose("gallerySort", "index");
    QTRY_VERIFY_WITH_TIMEOUT(isComplete() && page().result()->predictions->part == DataPart::Train, kPatience);
  }

  void clickCard(std::size_t index, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mouseClick(gallery().viewport(), Qt::LeftButton, modifiers, gallery().cell(index).center().toPoint());
  }

  void clickCell(const ConfusionCell& cell) {
    QTest::mouseClick(matrix().viewport(), Qt::LeftButton, {}, matrix().rectOf(cell).center().toPoint());
  }

  QUndoStack& history() const { return driver_.window->document().undoStack(); }
  bool isShown(std::int64_t row) const { return std::ranges::count(gallery().rows(), row) > 0; }

  WindowDriver driver_;
};

void UiInspectTest::askersRestForTheWorkItWas() {
  QCOMPARE(SampleAsker::restAfter(0), 500.0);      // at most twice a second
  QCOMPARE(SampleAsker::restAfter(0.01), 2000.0);  // five of them take at most a fortieth of the time
}

void UiInspectTest::opensFromTheMistakes() {
  driver_.open(withDataset(firstExperiment(), {"mnist-10k", {}}));
  QTest::mouseClick(driver_.find<QWidget>("mistakesCard")->findChild<Button*>(), Qt::LeftButton);
  QVERIFY(page().isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(isComplete(), kPatience);
  const InspectResultPtr result = page().result();
  QCOMPARE(result->predictions->part, DataPart::Test);
  QCOMPARE(matrix().matrix().samples(), 2000);
  QCOMPARE(gallery().count(), result->predictions->mistakes.size());
  std::vector<float> confidence;
  for (const std::size_t place : result->places) confidence.push_back(result->predictions->confidence[place]);
  QVERIFY(std::ranges::is_sorted(confidence, std::greater()));
  QVERIFY(gallery().caption(0).contains(QStringLiteral(" → ")));
  const QString summary = driver_.find<QLabel>("inspectSummary")->text();
  QVERIFY2(summary.contains(QStringLiteral("test part · 2\u202F000 samples")), qPrintable(summary));
  QVERIFY2(summary.contains(QStringLiteral("as of epoch ")), qPrintable(summary));
  QVERIFY2(summary.contains(counted(std::ssize(gallery().rows()), QStringLiteral("mistake"))), qPrintable(summary));
  QVERIFY(driver_.find<QLabel>("galleryCount")->text().endsWith(QStringLiteral(" images")));
  QCOMPARE(page().status().front(), QStringLiteral("Test part · 2\u202F000 samples"));
  QVERIFY(page().status().at(1).startsWith(QStringLiteral("accuracy ")));
}

void UiInspectTest::showsEachPart() {
  open("iris");
  for (const auto& [name, part] :
       {std::pair("valid", DataPart::Valid), std::pair("train", DataPart::Train), std::pair("test", DataPart::Test)}) {
    choose("inspectPart", name);
    QTRY_VERIFY_WITH_TIMEOUT(isComplete() && page().result()->predictions->part == part, kPatience);
    QCOMPARE(matrix().matrix().samples(), std::ssize(page().result()->predictions->rows));
    QVERIFY(driver_.find<QLabel>("inspectSummary")->text().startsWith(QLatin1String(name)));
  }
}

void UiInspectTest::cellsFilterTheGallery() {
  open("mnist-10k");
  const std::optional<ConfusedPair> worst = worstPair(matrix().matrix());
  QVERIFY(worst.has_value());
  const ConfusionCell cell = {static_cast<int>(worst->truth), static_cast<int>(worst->predicted)};
  clickCell(cell);
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && std::ssize(gallery().rows()) == worst->count, kPatience);
  QCOMPARE(matrix().chosen(), std::optional(cell));
  const QString caption = QStringLiteral("%1 → %2").arg(cell.truth).arg(cell.predicted);
  for (std::size_t i = 0; i < gallery().count(); ++i) QCOMPARE(gallery().caption(i), caption);
  // The first of them is looked at, whatever was before.
  QCOMPARE(gallery().watched(), gallery().rows().front());
  QCOMPARE(driver_.find<ChipMenu>("galleryPairs")->currentName(),
           QStringLiteral("%1,%2").arg(cell.truth).arg(cell.predicted));
  clickCell(cell);
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && gallery().count() == page().result()->predictions->mistakes.size(),
                           kPatience);
  QVERIFY(!matrix().chosen().has_value());

  // What is right is shown too when its cell is clicked.
  clickCell({1, 1});
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && std::ssize(gallery().rows()) == matrix().matrix().at(1, 1), kPatience);
  QCOMPARE(panel().query().kind, GalleryKind::All);
  choose("galleryPairs", "all");
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && !matrix().chosen().has_value(), kPatience);
  QCOMPARE(panel().query().kind, GalleryKind::Mistakes);  // as before
}

void UiInspectTest::cellsAreReachedByKeys() {
  open("iris");
  matrix().setFocus();
  QTest::keyClick(&matrix(), Qt::Key_Right);
  QTest::keyClick(&matrix(), Qt::Key_Down);
  QTest::keyClick(&matrix(), Qt::Key_Down);
  QTest::keyClick(&matrix(), Qt::Key_Down);  // there is no fourth row
  QTest::keyClick(&matrix(), Qt::Key_Return);
  QCOMPARE(matrix().chosen(), std::optional(ConfusionCell{2, 1}));
  QVERIFY(matrix().accessibleDescription().contains(QStringLiteral("taken for")));
  QTest::keyClick(&matrix(), Qt::Key_Escape);
  QVERIFY(!matrix().chosen().has_value());
  QTest::keyClick(&matrix(), Qt::Key_Home);
  QTest::keyClick(&matrix(), Qt::Key_Space);  // chooses, and does not train
  QCOMPARE(matrix().chosen(), std::optional(ConfusionCell{2, 0}));
  QCOMPARE(driver_.trainLabel(), QStringLiteral("Train"));
}

void UiInspectTest::cellsShowShares() {
  ConfusionView view;
  view.setClasses({QStringLiteral("a"), QStringLiteral("b")});
  view.setMatrix({2, {3, 1, 0, 996}});
  QCOMPARE(view.textOf({0, 1}), QStringLiteral("1"));
  view.setShow(ConfusionView::Show::ByTruth);
  QCOMPARE(view.textOf({0, 0}), QStringLiteral("75"));
  view.setShow(ConfusionView::Show::ByPrediction);
  QCOMPARE(view.textOf({0, 1}), QStringLiteral("<1"));  // what is seldom is not never
  QCOMPARE(view.textOf({1, 0}), QStringLiteral("0"));
  view.setMatrix({3, std::vector<std::int64_t>(9, 7)});  // of other data
  QCOMPARE(view.matrix().classes, 2);
  // Names stand upright only where a column is too narrow for them.
  view.setClasses({QStringLiteral("orange"), QStringLiteral("blue")});
  const int level = view.heightForWidth(380);
  view.setClasses({QStringLiteral("a very long name"), QStringLiteral("blue")});
  QVERIFY(view.heightForWidth(380) > level + 20);
}

void UiInspectTest::aHundredClassesAreScrolled() {
  PreparedDataPtr data;
  const InspectResultPtr result = manySamples(3000, 100, data);
  ConfusionView view;
  view.setTheme(Theme::light());
  QStringList names;
  for (const std::string& name : data->dataset->classNames) names << QString::fromStdString(name);
  view.setClasses(names);
  view.setMatrix(result->report->matrix);
  view.resize(380, view.heightForWidth(380));
  view.show();
  QVERIFY(view.height() < 700);
  QVERIFY(view.horizontalScrollBar()->maximum() > 1000);
  const QRectF seen = view.viewport()->rect();
  QVERIFY(!seen.contains(view.rectOf({99, 99})));
  const QImage before = view.grab().toImage();
  QTest::keyClick(&view, Qt::Key_End);
  for (int i = 0; i < 99; ++i) QTest::keyClick(&view, Qt::Key_Down);
  QVERIFY(seen.adjusted(-1, -1, 1, 1).contains(view.rectOf({99, 99})));
  QSignalSpy chosen(&view, &ConfusionView::cellChosen);
  QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.rectOf({99, 98}).center().toPoint());
  QCOMPARE(view.chosen(), std::optional(ConfusionCell{99, 98}));
  QCOMPARE(chosen.size(), 1);
  // Headers stay: a click into them is at no cell.
  QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(5, 5));
  QCOMPARE(chosen.size(), 1);
  QVERIFY(view.grab().toImage() != before);
}

void UiInspectTest::scoresBeginWithTheWorst() {
  open("mnist-10k");
  auto* scores = driver_.find<ClassScores>("classScores");
  QStringList lines = scores->lines();
  QCOMPARE(lines.size(), 8);  // five classes and three means
  const auto f1 = [](const QString& line) { return line.section(QStringLiteral("F1 "), 1).toDouble(); };
  for (int i = 0; i < 4; ++i) QVERIFY(f1(lines[i]) <= f1(lines[i + 1]));
  QVERIFY(lines[5].startsWith(QStringLiteral("macro mean")));
  driver_.click("allClassesLink");
  lines = scores->lines();
  QCOMPARE(lines.size(), 13);
  const auto best = std::ranges::max_element(page().result()->report->classes.classes, {}, &ClassScore::f1);
  QVERIFY(std::abs(f1(lines[9]) - best->f1) < 0.001);
}

void UiInspectTest::classesWithoutSamplesAreNotTheWorst() {
  ClassScores scores;
  scores.setClasses({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
  scores.setReport(
      classReportOf(confusionOf(std::vector<std::int32_t>{0, 0, 2}, std::vector<std::int32_t>{0, 0, 2}, 3)));
  const QStringList lines = scores.lines();
  QCOMPARE(lines[0], QStringLiteral("a: precision 1.000, recall 1.000, F1 1.000"));
  QCOMPARE(lines[2], QStringLiteral("b: no samples in this part"));
  QCOMPARE(lines[3], QStringLiteral("macro mean: precision 1.000, recall 1.000, F1 1.000"));

  Experiment experiment = firstExperiment();  // of five classes, four have no room in the test part
  experiment.data.dataset = {"blobs", {{"points", 30}, {"classes", 5}, {"noise", 0}}};
  experiment.data.testShare = 0.1;
  open(experiment);
  auto* summary = driver_.find<QLabel>("inspectSummary");
  QTRY_VERIFY_WITH_TIMEOUT(summary->text().contains(QStringLiteral("the macro mean leaves them out")), kPatience);
}

void UiInspectTest::sixtyThousandCardsArePaintedAsSeen() {
  PreparedDataPtr data;
  const InspectResultPtr result = manySamples(60000, 10, data);
  GalleryView view;
  view.resize(560, 640);
  view.setData(data);
  view.setResult(result);
  view.show();
  view.grab();
  QVERIFY(view.paintedCards() > 10 && view.paintedCards() < 60);
  QTest::keyClick(&view, Qt::Key_End);
  view.grab();
  QVERIFY(view.paintedCards() > 5 && view.paintedCards() < 60);
  const QRectF last = view.cell(59999);
  QVERIFY2(
      QRectF(view.viewport()->rect()).contains(last),
      qPrintable(QStringLiteral("%1 %2 %3 %4").arg(last.top()).arg(last.bottom()).arg(last.left()).arg(last.right())));
  QCOMPARE(*view.selected().begin(), 59999);
  view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
  QBENCHMARK {
    view.grab();
  }
  QVERIFY(view.paintedCards() < 60);
}

void UiInspectTest::cardsAreChosenLikeFiles() {
  PreparedDataPtr data;
  const InspectResultPtr result = manySamples(100, 10, data);
  GalleryView view;
  view.resize(560, 640);
  view.setData(data);
  view.setResult(result);
  view.show();
  QSignalSpy looked(&view, &GalleryView::sampleChosen);
  const auto click = [&](std::size_t index, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, view.cell(index).center().toPoint());
  };
  const auto chosen = [&] { return std::vector<std::int64_t>(view.selected().begin(), view.selected().end()); };
  using Rows = std::vector<std::int64_t>;
  click(1);
  QCOMPARE(chosen(), Rows({1}));
  QCOMPARE(looked.last().first().toLongLong(), 1);
  click(3, Qt::ControlModifier);
  QCOMPARE(chosen(), Rows({1, 3}));
  click(3, Qt::ControlModifier);
  QCOMPARE(chosen(), Rows({1}));
  click(1);
  click(4, Qt::ShiftModifier);
  QCOMPARE(chosen(), Rows({1, 2, 3, 4}));
  QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
  QCOMPARE(chosen(), Rows({1, 2, 3}));
  QTest::keyClick(&view, Qt::Key_Right);
  QCOMPARE(chosen(), Rows({4}));
  QTest::keyClick(&view, Qt::Key_Down);
  QVERIFY(*view.selected().begin() > 6);
  QTest::keyClick(&view, Qt::Key_Home);
  QTest::keyClick(&view, Qt::Key_Up);  // there is nothing above
  QCOMPARE(chosen(), Rows({0}));
  QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
  QCOMPARE(view.selected().size(), std::size_t{100});
  QTest::keyClick(&view, Qt::Key_Escape);
  QVERIFY(view.selected().empty());

  // What is no longer shown is not chosen either.
  click(1);
  click(2, Qt::ControlModifier);
  auto fewer = std::make_shared<InspectResult>(*result);
  fewer->places = {5, 2, 9};
  view.setResult(fewer);
  QCOMPARE(chosen(), Rows({2}));
}

void UiInspectTest::wordsFilterTheGallery() {
  open("mnist-10k");
  const auto* field = driver_.find<SearchField>("gallerySearch");
  const auto shown = [this](auto&& fits) {
    const Predictions& predictions = *page().result()->predictions;
    return !page().result()->places.empty() && std::ranges::all_of(page().result()->places, [&](std::size_t place) {
      return fits(page().result()->dataset->labels[static_cast<std::size_t>(predictions.rows[place])],
                  predictions.predicted[place]);
    });
  };
  const std::optional<ConfusedPair> worst = worstPair(matrix().matrix());
  driver_.type(field->lineEdit(), QStringLiteral("%1 -> %2").arg(worst->truth).arg(worst->predicted));
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && !panel().query().text.empty() && shown([&](int truth, int predicted) {
                             return truth == worst->truth && predicted == worst->predicted;
                           }),
                           kPatience);
  QTest::keyClick(field->lineEdit(), Qt::Key_Escape);
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && panel().query().text.empty(), kPatience);
  const std::int64_t row = gallery().rows().at(3);
  driver_.type(field->lineEdit(), QString::number(row));
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && gallery().rows() == std::vector<std::int64_t>{row}, kPatience);
}

void UiInspectTest::excludedSamplesComeBackWithUndo() {
  open("iris");
  QVERIFY(!driver_.find<Button>("excludeButton")->isEnabled());
  clickCard(0);
  QVERIFY(!driver_.find<Button>("excludeButton")->isEnabled());  // the test part is not trained on
  showTrainPart();
  const std::vector<std::int64_t> before = gallery().rows();
  clickCard(1);
  clickCard(2, Qt::ControlModifier);
  driver_.click("excludeButton");
  const std::vector<std::int64_t> excluded = {before[1], before[2]};
  QCOMPARE(driver_.experiment().data.excluded, excluded);
  QCOMPARE(history().undoText(), QStringLiteral("Exclude 2 samples"));
  QTRY_VERIFY_WITH_TIMEOUT(gallery().count() == before.size() - 2, kPatience);
  QVERIFY(!isShown(before[1]) && !isShown(before[2]) && isShown(before[3]));
  QCOMPARE(page().part(), DataPart::Train);  // the page stays as it was
  QCOMPARE(panel().query().sort, GallerySort::Index);
  QCOMPARE(driver_.find<ChangeList>("changeList")->lines().size(), std::size_t{2});

  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  QVERIFY(driver_.experiment().data.excluded.empty());
  QTRY_VERIFY_WITH_TIMEOUT(gallery().rows() == before, kPatience);
  QVERIFY(!driver_.find<QWidget>("dataChanges")->isVisible());
  driver_.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(driver_.experiment().data.excluded, excluded);
  QTRY_VERIFY_WITH_TIMEOUT(gallery().count() == before.size() - 2, kPatience);
}

void UiInspectTest::relabelledSamplesComeBackWithUndo() {
  open("iris");
  choose("galleryKind", "all");
  choose("gallerySort", "index");
  QTRY_VERIFY_WITH_TIMEOUT(isComplete(), kPatience);
  const std::int64_t row = gallery().rows().at(0);
  const ConfusionMatrix before = matrix().matrix();
  const std::int64_t setosas = before.ofTruth(0);
  clickCard(0);
  driver_.click("relabelButton");
  auto* menu = driver_.find<QMenu>("relabelMenu");
  QCOMPARE(menu->actions().size(), 3);
  menu->actions().at(2)->trigger();
  menu->close();
  QCOMPARE(driver_.experiment().data.relabeled, (std::vector<Relabel>{{row, 2}}));
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && matrix().matrix().ofTruth(0) == setosas - 1, kPatience);
  QCOMPARE(gallery().selected(), (std::set<std::int64_t>{row}));  // still chosen
  QVERIFY(driver_.find<ChangeList>("changeList")->lines().front().text.contains(QStringLiteral("→")));
  history().undo();
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && matrix().matrix().ofTruth(0) == setosas, kPatience);
  QVERIFY(driver_.experiment().data.relabeled.empty());
  history().redo();
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && matrix().matrix().ofTruth(0) == setosas - 1, kPatience);

  // Its own class again is no change.
  clickCard(0);
  driver_.click("relabelButton");
  menu->actions().at(0)->trigger();
  menu->close();
  QVERIFY(driver_.experiment().data.relabeled.empty());
}

void UiInspectTest::changesKeepWhatWasLearned() {
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  experiment.training.epochs = 3;
  open(experiment);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Finished, kPatience);
  showTrainPart();
  const std::vector<float> learned = driver_.lookAtNetwork()->layers.front().weight;
  const std::uint64_t run = driver_.last()->run;
  clickCard(5);
  driver_.click("excludeButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->run != run && driver_.last()->state == SessionState::Ready, kPatience);
  QCOMPARE(driver_.lookAtNetwork()->layers.front().weight, learned);
  history().undo();
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->run > run + 1 && driver_.last()->state == SessionState::Finished, kPatience);
  QCOMPARE(driver_.lookAtNetwork()->layers.front().weight, learned);
}

void UiInspectTest::changesAreListedAndRestored() {
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  experiment.data.excluded = {3, 60};
  experiment.data.relabeled = {{10, 2}, {60, 0}};
  open(experiment);
  auto* list = driver_.find<ChangeList>("changeList");
  QCOMPARE(list->lines().size(), std::size_t{3});
  QVERIFY(driver_.find<QLabel>("dataChangesTitle")->text().endsWith(u'3'));
  QVERIFY(list->lines().at(2).text.contains(QStringLiteral(", excluded")));
  list->setFocus();
  QTest::keyClick(list, Qt::Key_Down);
  QTest::keyClick(list, Qt::Key_Delete);
  QVERIFY(driver_.experiment().data.relabeled == (std::vector<Relabel>{{60, 0}}));
  QTRY_COMPARE_WITH_TIMEOUT(list->lines().size(), std::size_t{2}, kPatience);
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(list->viewport()->width() - 20, 10));
  QVERIFY(driver_.experiment().data.excluded == std::vector<std::int64_t>{60});
  driver_.click("restoreAllLink");
  QVERIFY(driver_.experiment().data.excluded.empty() && driver_.experiment().data.relabeled.empty());
  QVERIFY(!driver_.find<QWidget>("dataChanges")->isVisible());
  for (int i = 0; i < 3; ++i) history().undo();
  QVERIFY(driver_.experiment() == experiment);
  QTRY_COMPARE_WITH_TIMEOUT(list->lines().size(), std::size_t{3}, kPatience);
}

void UiInspectTest::samplesAreExported() {
  open("mnist-10k");
  SampleActions& actions = *driver_.find<SampleActions>("sampleActions");
  QTemporaryDir folder;
  clickCard(0);
  clickCard(3, Qt::ControlModifier);
  clickCard(4, Qt::ControlModifier);
  const QString table = folder.filePath(QStringLiteral("samples.csv"));
  actions.exportTo(table);
  QFile file(table);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
  QCOMPARE(lines.size(), 4);
  QVERIFY(lines[1].startsWith(QByteArray::number(static_cast<qlonglong>(gallery().rows().at(0))) + ','));

  const QString sheet = folder.filePath(QStringLiteral("samples.png"));
  actions.exportTo(sheet);
  const QImage picture(sheet);
  QVERIFY(picture.width() > 200 && picture.height() > 200 && picture.width() < 500);

  QTest::keyClick(&gallery(), Qt::Key_Escape);
  actions.exportTo(table);  // none chosen: all that are shown
  QFile all(table);
  QVERIFY(all.open(QIODevice::ReadOnly));
  QCOMPARE(static_cast<std::size_t>(all.readAll().trimmed().split('\n').size()), gallery().count() + 1);

  QSignalSpy failed(&panel(), &GalleryPanel::failed);
  actions.exportTo(folder.filePath(QStringLiteral("none/samples.png")));
  QCOMPARE(failed.size(), 1);
  QVERIFY(failed.first().at(1).toString().contains(QStringLiteral("none/samples.png")));
}

void UiInspectTest::twoClassesHaveCurves() {
  open(firstExperiment());
  auto* roc = driver_.find<SharePlot>("rocPlot");
  auto* precision = driver_.find<SharePlot>("precisionPlot");
  QVERIFY(roc->isVisible() && precision->isVisible());
  QVERIFY(roc->points().size() > 2);
  QCOMPARE(roc->points().back(), (SharePoint{1, 1}));
  QVERIFY2(roc->note().startsWith(QStringLiteral("AUC 0.")), qPrintable(roc->note()));
  QVERIFY2(precision->note().startsWith(QStringLiteral("AP 0.")), qPrintable(precision->note()));
  roc->setFocus();
  QTest::keyClick(roc, Qt::Key_Right);
  QCOMPARE(roc->reading(), QStringLiteral("false positives 0.00, true positives 0.00"));
  QVERIFY(driver_.find<QLabel>("galleryCount")->text().contains(QStringLiteral(" point")));
  QVERIFY(driver_.find<SharePlot>("calibrationPlot")->note().contains(u'%'));
  page().grab();
}

void UiInspectTest::numbersHavePlots() {
  open("auto-mpg");
  auto* plot = driver_.find<TruthPlot>("truthPlot");
  QVERIFY(plot->isVisible() && driver_.find<ResidualPlot>("residualPlot")->isVisible());
  QVERIFY(!matrix().isVisible());
  QCOMPARE(plot->pointCount(), page().result()->predictions->rows.size());
  const QString summary = driver_.find<QLabel>("inspectSummary")->text();
  QVERIFY(summary.contains(QStringLiteral("MAE")) && summary.contains(QStringLiteral("R²")));
  QCOMPARE(gallery().count(), plot->pointCount());
  const Predictions& predictions = *page().result()->predictions;
  QCOMPARE(gallery().rows().front(), predictions.rows[predictions.mistakes.front()]);
  QVERIFY(!driver_.find<Button>("relabelButton")->isVisible());
  QVERIFY(!driver_.find<ChipMenu>("galleryKind")->isVisible());
  QSignalSpy chosen(plot, &TruthPlot::sampleChosen);
  QTest::mouseClick(plot, Qt::LeftButton, {}, plot->placeOf(plot->points().front()).toPoint());
  QCOMPARE(chosen.size(), 1);
  choose("gallerySort", "index");
  QTRY_VERIFY_WITH_TIMEOUT(isComplete() && std::ranges::is_sorted(gallery().rows()), kPatience);
}

void UiInspectTest::tablesShowUnusualColumns() {
  open("penguins");
  choose("galleryKind", "all");
  QTRY_VERIFY_WITH_TIMEOUT(isComplete(), kPatience);
  QVERIFY(driver_.find<QLabel>("galleryCount")->text().endsWith(QStringLiteral(" rows")));
  QVERIFY(gallery().cell(0).width() > 160);
  gallery().grab();
  QVERIFY(gallery().paintedCards() > 0);
}

void UiInspectTest::isFreshWhileItTrains() {
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  experiment.training.epochs = 1'000'000;
  open(experiment);
  // Flat out it may be at its end before a machine with other work has predicted twice.
  driver_.session->setSpeed({.perSecond = 1000});
  QCOMPARE(page().result()->predictions->step, 0);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(page().result()->predictions->step > 0, kPatience);
  const std::int64_t first = page().result()->predictions->step;
  QTRY_VERIFY_WITH_TIMEOUT(page().result()->predictions->step > first, kPatience);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(
      driver_.last()->state == SessionState::Paused && page().result()->predictions->step == driver_.last()->step,
      kPatience);
}

void UiInspectTest::asksOnlyWhileItIsSeen() {
  open(firstExperiment());
  QVERIFY(driver_.last()->predictions != nullptr);
  driver_.window->showPage(QStringLiteral("train"));
  driver_.window->feed().refresh();
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->predictions == nullptr,
                           kPatience);  // points of the plane have no card of mistakes there
  driver_.window->showPage(QStringLiteral("inspect"));
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->predictions != nullptr, kPatience);
}

void UiInspectTest::onlyTheNewestQuestionIsAnswered() {
  PreparedDataPtr data;
  const InspectResultPtr known = manySamples(20000, 10, data);
  InspectWorker worker;
  QSignalSpy done(&worker, &InspectWorker::done);
  for (const GalleryKind kind : {GalleryKind::All, GalleryKind::Correct, GalleryKind::Mistakes}) {
    worker.ask(data->dataset, known->predictions, {.kind = kind});
  }
  QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, kPatience);
  const auto answer = done.first().first().value<InspectResultPtr>();
  QCOMPARE(answer->query.kind, GalleryKind::Mistakes);
  QCOMPARE(answer->places.size(), std::size_t{6667});
  QCOMPARE(answer->report->matrix, known->report->matrix);
  // What is forgotten is not answered: the one that comes is of the question after it.
  worker.ask(data->dataset, known->predictions, {.kind = GalleryKind::All});
  worker.forget();
  worker.ask(data->dataset, known->predictions, {.kind = GalleryKind::Correct});
  QTRY_COMPARE_WITH_TIMEOUT(done.size(), 2, kPatience);
  QCOMPARE(done.last().first().value<InspectResultPtr>()->query.kind, GalleryKind::Correct);
}

void UiInspectTest::fitsASmallScreen_data() {
  QTest::addColumn<QString>("dataset");
  QTest::addColumn<bool>("dark");
  for (const bool dark : {false, true}) {
    for (const char* name : {"mnist-10k", "penguins", "auto-mpg", "two-spirals"}) {
      QTest::newRow(qPrintable(
          QStringLiteral("%1 %2").arg(QLatin1String(name), dark ? QStringLiteral("dark") : QStringLiteral("light"))))
          << QString::fromLatin1(name) << dark;
    }
  }
}

void UiInspectTest::fitsASmallScreen() {
  QFETCH(QString, dataset);
  QFETCH(bool, dark);
  open(withDataset(firstExperiment(), {dataset.toStdString(), {}}));
  driver_.window->themeChoice().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
  driver_.window->resize(1280, 720);
  QCoreApplication::processEvents();
  QCOMPARE(driver_.window->size(), QSize(1280, 720));
  clickCard(0);
  for (QWidget* column : {driver_.find<QWidget>("reportColumn"), driver_.find<QWidget>("galleryPanel")}) {
    for (const QWidget* widget : column->findChildren<QWidget*>()) {
      const bool isSized = qobject_cast<const Button*>(widget) != nullptr ||
                           qobject_cast<const ChipMenu*>(widget) != nullptr ||
                           qobject_cast<const QLabel*>(widget) != nullptr;
      if (!isSized || !widget->isVisible()) continue;
      const auto* label = qobject_cast<const QLabel*>(widget);
      if (label != nullptr && label->wordWrap()) continue;
      QVERIFY2(widget->width() >= widget->sizeHint().width(), qPrintable(widget->objectName()));
      const QRect place(widget->mapTo(column, QPoint()), widget->size());
      QVERIFY2(place.right() <= column->width(), qPrintable(widget->objectName()));
    }
    for (const auto* button : column->findChildren<QAbstractButton*>()) {
      if (!button->isVisible()) continue;
      QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
      QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->objectName()));
    }
  }
  const QImage image = driver_.window->grab().toImage();
  const QPoint corner = panel().mapTo(driver_.window.get(), QPoint(6, 6));
  QCOMPARE(image.pixelColor(corner), driver_.window->themeChoice().theme().canvas);
}

QTEST_MAIN(UiInspectTest)
#include "ui_inspect_test.moc"
