// The curve plots: a new run begins anew, little is drawn however long it is, and whoever points, zooms or presses keys
// sees the numbers that are there.
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>
#include <algorithm>

#include "core/base/error.h"
#include "tests/curve_cases.h"
#include "tests/shown_plot.h"
#include "ui/plots/curve_cursor.h"
#include "ui/plots/curve_header.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/custom_plot.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

QCPGraphDataContainer& drawnPoints(const CurvePlot& plot, QLatin1String graph) {
  const auto* drawn = plot.findChild<QCustomPlot*>();
  for (int i = 0; i < drawn->graphCount(); ++i) {
    if (drawn->graph(i)->name() == graph) return *drawn->graph(i)->data();
  }
  throw Error("there is no graph of that name");
}

double highestOf(QCPGraphDataContainer& points) {
  double highest = 0;
  for (const QCPGraphData& point : points) highest = std::max(highest, point.value);
  return highest;
}

QString numberOf(const CurvePlot& plot, const char* name) {
  for (const CurveReading& reading : plot.cursor().readings()) {
    if (reading.name == QLatin1String(name)) return reading.number;
  }
  return {};
}

QCPRange positionsOf(const CurvePlot& plot) {
  return plot.findChild<QCustomPlot*>()->xAxis->range();
}

void wheel(CurvePlot& plot, int delta, Qt::KeyboardModifiers modifiers = {}) {
  auto* below = plot.findChild<QCustomPlot*>();
  const QPointF place = below->rect().center();
  QWheelEvent event(place, below->mapToGlobal(place), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                    false);
  QCoreApplication::sendEvent(below, &event);
  plot.refresh();
}

}  // namespace

class UiPlotsTest : public QObject {
  Q_OBJECT
 private slots:
  void appendTakesOnlyWhatIsNew();
  void anotherRunClears();
  void hiddenDrawsNothing();
  void longRunDrawsFewPoints();
  void metricIsDrawnInPercent();
  void regressionDrawsItsError();
  void smoothingDrawsALineThatCanBeTurnedOff();
  void wheelZoomsAndFitReturns();
  void wheelWithControlZoomsTheHeights();
  void heightsFollowWhatIsSeen();
  void pointingReadsTheEpoch();
  void arrowKeysRead();
  void readsBatchesBetweenWideEpochs();
  void logarithmicEpochsShowTheBeginning();
  void ghostsAreDrawnAndRead();
  void learningRateIsDrawnWhereItVaries();
  void changesAreMarkedAndRead();
  void regressionOffersDetermination();
  void zerosAreDrawnOnAFloorThatIsSaid();
  void hiddenCurvesTakeNoRoom();
  void theHeaderFitsItsWidth_data();
  void theHeaderFitsItsWidth();
};

void UiPlotsTest::appendTakesOnlyWhatIsNew() {
  CurvePlot plot(CurvePlot::Kind::Loss);
  QCOMPARE(plot.pointCount(), 0);
  append(plot, snapshotOf(1, 1, 20, 1, 2));
  QCOMPARE(plot.pointCount(), 22);
  append(plot, snapshotOf(1, 1, 20, 1, 2));
  QCOMPARE(plot.pointCount(), 22);
  append(plot, snapshotOf(1, 16, 10, 2, 2));  // steps 16 … 25: five are new; epochs 2 and 3: one is new
  QCOMPARE(plot.pointCount(), 28);
}

void UiPlotsTest::anotherRunClears() {
  CurvePlot plot(CurvePlot::Kind::Metric);
  append(plot, snapshotOf(1, 1, 20, 1, 2));
  append(plot, snapshotOf(2, 1, 0, 1, 0));
  QCOMPARE(plot.pointCount(), 0);
  append(plot, snapshotOf(2, 1, 3, 1, 0));
  QCOMPARE(plot.pointCount(), 3);
}

/// Both are told the same first; when the one that is seen has drawn, the other would have as well.
void UiPlotsTest::hiddenDrawsNothing() {
  CurvePlot hidden(CurvePlot::Kind::Loss);
  CurvePlot shown(CurvePlot::Kind::Loss);
  shown.show();
  QVERIFY(QTest::qWaitForWindowExposed(&shown));
  QSignalSpy unseen(hidden.findChild<QCustomPlot*>(), &QCustomPlot::afterReplot);
  QSignalSpy seen(shown.findChild<QCustomPlot*>(), &QCustomPlot::afterReplot);
  for (CurvePlot* plot : {&hidden, &shown}) append(*plot, snapshotOf(1, 1, 20, 1, 2));
  QVERIFY(seen.wait());
  QCOMPARE(unseen.count(), 0);
  hidden.show();
  QVERIFY(unseen.wait());
  QCOMPARE(drawnPoints(hidden, QLatin1String("train")).size(), 2);
}

void UiPlotsTest::longRunDrawsFewPoints() {
  constexpr int kBatches = 200'000;
  CurvePlot plot(CurvePlot::Kind::Loss);
  plot.resize(400, 240);
  plot.show();
  Snapshot snapshot = snapshotOf(1, 1, kBatches, 1, 3);
  snapshot.batches[123'456].loss = 7.5F;
  append(plot, snapshot);
  QCPGraphDataContainer& points = drawnPoints(plot, QLatin1String("highest"));
  QTRY_VERIFY(points.size() > 0);
  QVERIFY(points.size() <= 2 * 400 + 2);
  QCOMPARE(drawnPoints(plot, QLatin1String("lowest")).size(), points.size());
  QCOMPARE(drawnPoints(plot, QLatin1String("batches")).size(), 0);
  QCOMPARE(highestOf(points), 7.5);
  QCOMPARE(plot.pointCount(), kBatches + 3);
}

void UiPlotsTest::metricIsDrawnInPercent() {
  CurvePlot plot(CurvePlot::Kind::Metric);
  plot.setTask(Task::Classification, kEveryPart);
  append(plot, snapshotOf(1, 1, 10, 1, 2));
  plot.show();
  auto* drawn = plot.findChild<QCustomPlot*>();
  QTRY_COMPARE(drawnPoints(plot, QLatin1String("train")).size(), 2);
  QCOMPARE(drawnPoints(plot, QLatin1String("batches")).size(), 10);
  QCOMPARE(drawnPoints(plot, QLatin1String("train")).at(0)->value, 75.0);
  QVERIFY(drawn->yAxis->range().upper > 100);
}

void UiPlotsTest::regressionDrawsItsError() {
  CurvePlot plot(CurvePlot::Kind::Metric);
  plot.setTask(Task::Regression, kEveryPart);
  append(plot, snapshotOf(1, 1, 10, 1, 2));
  plot.show();
  auto* drawn = plot.findChild<QCustomPlot*>();
  QTRY_COMPARE(drawnPoints(plot, QLatin1String("train")).size(), 2);
  QCOMPARE(drawnPoints(plot, QLatin1String("batches")).size(), 10);
  QCOMPARE(drawnPoints(plot, QLatin1String("train")).at(0)->value, 0.75);
  QVERIFY(drawn->yAxis->range().contains(0));
  QVERIFY(drawn->yAxis->range().lower > -0.05 * drawn->yAxis->range().upper);
}

void UiPlotsTest::smoothingDrawsALineThatCanBeTurnedOff() {
  ShownPlot plot;
  QCOMPARE(drawnPoints(plot, QLatin1String("smoothed")).size(), 0);
  plot.setSmoothing(0.9);
  plot.refresh();
  const auto& smoothed = drawnPoints(plot, QLatin1String("smoothed"));
  QCOMPARE(smoothed.size(), 100);
  QCOMPARE(smoothed.at(0)->value, 1.0);
  QVERIFY(smoothed.at(99)->value > drawnPoints(plot, QLatin1String("batches")).at(99)->value);
  plot.setSmoothing(0);
  plot.refresh();
  QCOMPARE(drawnPoints(plot, QLatin1String("smoothed")).size(), 0);
}

void UiPlotsTest::wheelZoomsAndFitReturns() {
  ShownPlot plot;
  QSignalSpy chosen(&plot, &CurvePlot::positionsChosen);
  const QCPRange all = positionsOf(plot);
  wheel(plot, 120);
  QVERIFY(positionsOf(plot).size() < 0.95 * all.size());
  QVERIFY(positionsOf(plot).lower > all.lower);
  QCOMPARE(chosen.size(), 1);
  append(plot, snapshotOf(1, 101, 10, 11, 1));  // what is looked at stays when the run goes on
  const QCPRange zoomed = positionsOf(plot);
  plot.refresh();
  QCOMPARE(positionsOf(plot), zoomed);
  QTest::keyClick(&plot, Qt::Key_0);
  plot.refresh();
  QVERIFY(positionsOf(plot).upper > 11);
  QCOMPARE(positionsOf(plot).lower, 0.0);
  wheel(plot, -120);  // out of everything is everything
  QVERIFY(positionsOf(plot).upper < 12);
}

void UiPlotsTest::wheelWithControlZoomsTheHeights() {
  ShownPlot plot;
  const QCPRange before = plot.findChild<QCustomPlot*>()->yAxis->range();
  const QCPRange positions = positionsOf(plot);
  wheel(plot, 120, Qt::ControlModifier);
  QVERIFY(plot.findChild<QCustomPlot*>()->yAxis->range().size() < 0.95 * before.size());
  QCOMPARE(positionsOf(plot), positions);
  plot.showEverything();
  plot.refresh();
  QCOMPARE(plot.findChild<QCustomPlot*>()->yAxis->range(), before);
}

void UiPlotsTest::heightsFollowWhatIsSeen() {
  ShownPlot plot;
  plot.showPositions(CurveRange{2.5, 3.5});  // epoch 3: 0.5 and 0.25
  plot.refresh();
  const QCPRange heights = plot.findChild<QCustomPlot*>()->yAxis->range();
  QVERIFY(heights.upper < 1);
  QVERIFY(heights.contains(0.25) && heights.contains(0.5));
}

void UiPlotsTest::pointingReadsTheEpoch() {
  ShownPlot plot;
  QSignalSpy read(&plot, &CurvePlot::read);
  auto* below = plot.findChild<QCustomPlot*>();
  const QPoint place(qRound(below->xAxis->coordToPixel(4.2)), 60);
  QTest::mouseMove(below, place);
  QTRY_COMPARE(plot.cursor().title(), QStringLiteral("epoch 4"));
  QCOMPARE(numberOf(plot, "train"), QStringLiteral("0.500"));
  QCOMPARE(numberOf(plot, "valid"), QStringLiteral("1.25"));
  QCOMPARE(numberOf(plot, "batch"), QStringLiteral("0.0250"));
  QCOMPARE(read.last().first().value<std::optional<double>>(), 4.0);
  QVERIFY(plot.accessibleDescription().contains(QStringLiteral("train 0.500")));
  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(below, &leave);
  QVERIFY(plot.cursor().title().isEmpty());
}

void UiPlotsTest::arrowKeysRead() {
  ShownPlot plot;
  QTest::keyClick(&plot, Qt::Key_Right);
  QCOMPARE(plot.cursor().title(), QStringLiteral("epoch 1"));
  QTest::keyClick(&plot, Qt::Key_Right);
  QTest::keyClick(&plot, Qt::Key_Right);
  QCOMPARE(plot.cursor().title(), QStringLiteral("epoch 3"));
  QCOMPARE(numberOf(plot, "valid"), QStringLiteral("0.250"));
  QTest::keyClick(&plot, Qt::Key_Left);
  QCOMPARE(plot.cursor().title(), QStringLiteral("epoch 2"));
  QTest::keyClick(&plot, Qt::Key_End);
  QCOMPARE(plot.cursor().title(), QStringLiteral("epoch 10"));
  QTest::keyClick(&plot, Qt::Key_Escape);
  QVERIFY(plot.cursor().title().isEmpty());
}

void UiPlotsTest::readsBatchesBetweenWideEpochs() {
  ShownPlot plot;
  plot.showPositions(CurveRange{2, 4});
  plot.refresh();
  auto* below = plot.findChild<QCustomPlot*>();
  QTest::mouseMove(below, QPoint(qRound(below->xAxis->coordToPixel(2.51)), 60));
  QTRY_COMPARE(plot.cursor().title(), QStringLiteral("epoch 2.5"));
  QCOMPARE(numberOf(plot, "batch"), QStringLiteral("0.0400"));
  QVERIFY(numberOf(plot, "train").isEmpty());
}

void UiPlotsTest::logarithmicEpochsShowTheBeginning() {
  CurvePlot plot(CurvePlot::Kind::Loss);
  plot.resize(400, 240);
  plot.show();
  plot.setLogarithmicPositions(true);
  Snapshot snapshot = snapshotOf(1, 1, 100'000, 1, 3);
  append(plot, snapshot);
  plot.refresh();
  QCOMPARE(positionsOf(plot).lower, 0.1);
  QCPGraphDataContainer& points = drawnPoints(plot, QLatin1String("highest"));
  QVERIFY(points.size() < 1000);
  // The first batches have their own places, which evenly spread buckets would not give them.
  QCOMPARE(points.at(1)->key, 0.2);
  QCOMPARE(points.at(1)->value, 0.5);
  QCOMPARE(highestOf(points), 1.0);
}

void UiPlotsTest::ghostsAreDrawnAndRead() {
  ShownPlot plot;
  const auto line = std::make_shared<CurveSeries>();
  for (int epoch = 1; epoch <= 30; ++epoch) line->append(epoch, 1.5F);
  plot.setGhosts({{QStringLiteral("previous run"), line, 0}});
  plot.refresh();
  QVERIFY(drawnPoints(plot, QLatin1String("ghost 0")).size() >= 10);
  QVERIFY(positionsOf(plot).upper < 11);  // not longer than this run is to be
  QTest::keyClick(&plot, Qt::Key_Right);
  QCOMPARE(numberOf(plot, "previous run"), QStringLiteral("1.50"));
  Snapshot longer = snapshotOf(1, 101, 1, 11, 0);
  longer.epochGoal = 20;
  append(plot, longer);
  plot.refresh();
  QVERIFY(positionsOf(plot).upper > 20 && positionsOf(plot).upper < 21);
  auto* below = plot.findChild<QCustomPlot*>();
  QTest::mouseMove(below, QPoint(qRound(below->xAxis->coordToPixel(15.2)), 60));  // where this run has not been yet
  QTRY_COMPARE(plot.cursor().title(), QStringLiteral("epoch 15"));
  QCOMPARE(plot.cursor().readings().size(), std::size_t{1});
  plot.setGhosts({});
  plot.refresh();
  QCOMPARE(drawnPoints(plot, QLatin1String("ghost 0")).size(), 0);
}

void UiPlotsTest::learningRateIsDrawnWhereItVaries() {
  CurvePlot plot(CurvePlot::Kind::Loss);
  CurvePlot metric(CurvePlot::Kind::Metric);
  Snapshot snapshot = snapshotOf(1, 1, 50, 1, 5);
  for (BatchPoint& point : snapshot.batches) point.learningRate = 0.02F;
  for (CurvePlot* each : {&plot, &metric}) {
    each->resize(400, 240);
    each->show();
    append(*each, snapshot);
    each->refresh();
    QVERIFY(!each->findChild<QCustomPlot*>()->yAxis2->visible());
  }
  QCOMPARE(drawnPoints(plot, QLatin1String("rates")).size(), 0);
  snapshot = snapshotOf(1, 51, 50, 6, 5);
  for (BatchPoint& point : snapshot.batches) point.learningRate = 0.01F;
  for (CurvePlot* each : {&plot, &metric}) {
    append(*each, snapshot);
    each->refresh();
  }
  const auto& rates = drawnPoints(plot, QLatin1String("rates"));
  QCOMPARE(rates.size(), 100);
  QCOMPARE(static_cast<float>(rates.at(49)->value), 0.02F);
  QCOMPARE(static_cast<float>(rates.at(50)->value), 0.01F);
  QVERIFY(plot.findChild<QCustomPlot*>()->yAxis2->visible());
  QVERIFY(plot.findChild<QCustomPlot*>()->yAxis2->range().upper > 0.02);
  // The numbers stand at one plot; the room for them at both, so that their epochs lie below each other.
  QVERIFY(!metric.findChild<QCustomPlot*>()->yAxis2->visible());
  const auto widthOf = [](CurvePlot& each) { return each.findChild<QCustomPlot*>()->axisRect()->width(); };
  QCOMPARE(widthOf(metric), widthOf(plot));
  QTest::keyClick(&plot, Qt::Key_End);
  QCOMPARE(numberOf(plot, "learning rate"), QStringLiteral("0.01"));
}

void UiPlotsTest::changesAreMarkedAndRead() {
  ShownPlot plot;
  plot.setMarks({{4.0, QStringLiteral("batch size 16 instead of 32")}});
  plot.refresh();
  const auto& marks = drawnPoints(plot, QLatin1String("marks"));
  QCOMPARE(marks.size(), 3);
  QCOMPARE(marks.at(0)->key, 4.0);
  QTest::keyClick(&plot, Qt::Key_Right);
  QVERIFY(!plot.cursor().sentence().contains(QStringLiteral("instead of")));
  for (int i = 0; i < 3; ++i) QTest::keyClick(&plot, Qt::Key_Right);
  QVERIFY(plot.cursor().sentence().contains(QStringLiteral("batch size 16 instead of 32")));
}

void UiPlotsTest::regressionOffersDetermination() {
  CurvePlot plot(CurvePlot::Kind::Metric);
  plot.setTask(Task::Regression, kEveryPart);
  plot.show();
  Snapshot snapshot = snapshotOf(1, 1, 10, 1, 2);
  for (EpochPoint& point : snapshot.epochs) point.valid.determination = 0.5 + 0.125 * point.epoch;
  append(plot, snapshot);
  QSignalSpy chosen(&plot, &CurvePlot::determinationChosen);
  QToolButton* toggle = nullptr;
  for (auto* button : plot.findChildren<QToolButton*>()) {
    if (button->text() == u"R²") toggle = button;
  }
  QVERIFY(toggle != nullptr && toggle->isVisible());
  QTest::mouseClick(toggle, Qt::LeftButton);
  plot.refresh();
  QCOMPARE(chosen.size(), 1);
  QVERIFY(plot.accessibleName().contains(QStringLiteral("R²")));
  QCOMPARE(drawnPoints(plot, QLatin1String("valid")).at(1)->value, 0.75);
  QCOMPARE(drawnPoints(plot, QLatin1String("batches")).size(), 0);
  QTest::mouseClick(toggle, Qt::LeftButton);
  plot.refresh();
  QCOMPARE(drawnPoints(plot, QLatin1String("batches")).size(), 10);
  plot.setTask(Task::Classification, kEveryPart);
  QVERIFY(!toggle->isVisible());
}

/// A run whose loss is exactly 0 has been blank on a logarithmic axis.
void UiPlotsTest::zerosAreDrawnOnAFloorThatIsSaid() {
  CurvePlot plot(CurvePlot::Kind::Loss);
  plot.resize(400, 240);
  plot.setLogarithmic(true);
  Snapshot snapshot = snapshotOf(1, 1, 20, 1, 2);
  for (BatchPoint& point : snapshot.batches) point.loss = 0;
  for (EpochPoint& point : snapshot.epochs) point.train.loss = point.valid.loss = 0;
  append(plot, snapshot);
  plot.show();
  plot.refresh();
  const auto* axis = plot.findChild<QCustomPlot*>()->yAxis;
  const auto& line = drawnPoints(plot, QLatin1String("train"));
  QCOMPARE(line.size(), 2);
  QVERIFY(line.at(0)->value > 0 && axis->range().contains(line.at(0)->value));
  const auto& floor = drawnPoints(plot, QLatin1String("floor"));
  QCOMPARE(floor.size(), 2);
  QCOMPARE(floor.at(0)->value, line.at(0)->value);
  const auto* words = plot.findChild<QCPItemText*>(QStringLiteral("floorText"));
  QVERIFY(words->visible());
  QCOMPARE(words->text(), QStringLiteral("0 lies on this line"));
  plot.readAt(1.0);
  QCOMPARE(numberOf(plot, "train"), QStringLiteral("0.000"));
  plot.setLogarithmic(false);
  plot.refresh();
  QVERIFY(!words->visible());
  QCOMPARE(drawnPoints(plot, QLatin1String("floor")).size(), 0);
}

void UiPlotsTest::hiddenCurvesTakeNoRoom() {
  CurvePlot plot(CurvePlot::Kind::Loss);
  plot.resize(400, 240);
  Snapshot snapshot = snapshotOf(1, 1, 20, 1, 2);
  for (EpochPoint& point : snapshot.epochs) point.test = {50, 0.5};
  append(plot, snapshot);
  plot.show();
  plot.refresh();
  const auto* axis = plot.findChild<QCustomPlot*>()->yAxis;
  QVERIFY(axis->range().upper >= 50);
  plot.setShown({true, true, false});
  plot.refresh();
  QVERIFY(axis->range().upper < 10);
  plot.readAt(1.0);
  QVERIFY(numberOf(plot, "test").isEmpty());
  QVERIFY(!numberOf(plot, "train").isEmpty());
}

void UiPlotsTest::theHeaderFitsItsWidth_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<int>("width");
  for (const int width : {240, 252, 296, 342}) {
    QTest::addRow("loss, %d", width) << static_cast<int>(CurveKind::Loss) << width;
    QTest::addRow("metric, %d", width) << static_cast<int>(CurveKind::Metric) << width;
  }
}

/// With everything that it may hold: the switch, the button that shows everything, and a learning rate that varies.
void UiPlotsTest::theHeaderFitsItsWidth() {
  QFETCH(int, kind);
  QFETCH(int, width);
  CurvePlot plot(static_cast<CurveKind>(kind));
  plot.setTask(Task::Regression, kEveryPart);
  plot.resize(width, 200);
  Snapshot snapshot = snapshotOf(1, 1, 20, 1, 2);
  for (BatchPoint& point : snapshot.batches) point.learningRate = 1.0F / static_cast<float>(point.step);
  append(plot, snapshot);
  plot.show();
  wheel(plot, 120);
  plot.refresh();
  const auto* header = plot.findChild<CurveHeader*>();
  std::vector<QRect> taken;
  for (const QAbstractButton* button : header->findChildren<QAbstractButton*>()) {
    if (!button->isVisible()) continue;
    QVERIFY(header->rect().contains(button->geometry()));
    for (const QRect& other : taken) QVERIFY(!other.intersects(button->geometry()));
    taken.push_back(button->geometry());
  }
  QVERIFY(taken.size() >= 5);  // three curves, Fit and the menu
}

QTEST_MAIN(UiPlotsTest)
#include "ui_plots_test.moc"
