// The curve plots: no extreme of a long run is ever lost, a new run begins anew, and little is drawn however long it
// is.
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/base/error.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/custom_plot.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

std::vector<float> randomSeries(int size, double gaps) {
  std::mt19937 random(static_cast<unsigned>(size));
  std::normal_distribution<float> value;
  std::uniform_real_distribution<double> chance;
  std::vector<float> series;
  for (int i = 0; i < size; ++i) {
    const bool isGap = chance(random) < gaps;
    series.push_back(isGap ? (i % 3 == 0 ? kInf : kNan) : value(random));
  }
  return series;
}

Extremes extremesByHand(const std::vector<float>& series, std::size_t first, std::size_t last) {
  Extremes found{kInf, -kInf};
  for (std::size_t i = first; i < last; ++i) {
    if (!std::isfinite(series[i])) continue;
    found.lowest = std::min(found.lowest, series[i]);
    found.highest = std::max(found.highest, series[i]);
  }
  return found;
}

Snapshot snapshotOf(std::uint64_t run, std::int64_t firstStep, int batches, int firstEpoch, int epochs) {
  Snapshot snapshot;
  snapshot.run = run;
  snapshot.batchesPerEpoch = 10;
  for (int i = 0; i < batches; ++i) {
    const std::int64_t step = firstStep + i;
    snapshot.batches.push_back({step, static_cast<double>(step) / 10, 1.0F / static_cast<float>(i + 1), 0.5F});
  }
  for (int i = 0; i < epochs; ++i) {
    EpochPoint point;
    point.epoch = firstEpoch + i;
    point.train = {0.5, 0.8};
    point.valid = {std::abs(point.epoch - 3) + 0.25, 0.7};  // best at epoch 3
    snapshot.epochs.push_back(point);
  }
  return snapshot;
}

}  // namespace

class UiPlotsTest : public QObject {
  Q_OBJECT
 private slots:
  void envelopeKeepsEveryExtreme_data();
  void envelopeKeepsEveryExtreme();
  void envelopeKeepsItsShapeWhileItGrows();
  void gapsStayGaps();
  void appendTakesOnlyWhatIsNew();
  void anotherRunClears();
  void missingBatchesAreGaps();
  void bestEpoch_data();
  void bestEpoch();
  void heightsShowEveryBatchAfterTheFirstEpoch();
  void logarithmIgnoresZero();
  void longRunDrawsFewPoints();
  void metricIsDrawnInPercent();
  void regressionDrawsItsError();
};

void UiPlotsTest::envelopeKeepsEveryExtreme_data() {
  QTest::addColumn<int>("size");
  QTest::addColumn<double>("gaps");
  for (const int size : {1, 2, 31, 32, 33, 255, 257, 1000, 5003}) {
    for (const double gaps : {0.0, 0.2, 1.0}) QTest::addRow("%d numbers, %g gaps", size, gaps) << size << gaps;
  }
}

void UiPlotsTest::envelopeKeepsEveryExtreme() {
  QFETCH(int, size);
  QFETCH(double, gaps);
  const std::vector<float> series = randomSeries(size, gaps);
  Envelope envelope;
  for (const float value : series) envelope.append(value);
  QCOMPARE(envelope.size(), series.size());

  std::mt19937 random(7);
  std::uniform_int_distribution<std::size_t> anywhere(0, series.size());
  for (const std::size_t columns : {std::size_t{1}, std::size_t{7}, std::size_t{300}}) {
    for (int trial = 0; trial < 50; ++trial) {
      const auto [first, last] = std::minmax({anywhere(random), anywhere(random)});
      const std::vector<Bucket> buckets = envelope.buckets(first, last, columns);
      QVERIFY(buckets.size() <= 2 * columns + 2);
      std::size_t next = first;
      for (const Bucket& bucket : buckets) {
        QCOMPARE(bucket.first, next);
        QVERIFY(bucket.last > bucket.first);
        const Extremes expected = extremesByHand(series, bucket.first, bucket.last);
        QCOMPARE(bucket.extremes.isGap(), expected.isGap());
        if (!expected.isGap()) {
          QCOMPARE(bucket.extremes.lowest, expected.lowest);
          QCOMPARE(bucket.extremes.highest, expected.highest);
        }
        next = bucket.last;
      }
      QCOMPARE(next, first == last ? first : last);
    }
  }
}

void UiPlotsTest::envelopeKeepsItsShapeWhileItGrows() {
  Envelope envelope;
  for (const float value : randomSeries(1000, 0)) envelope.append(value);
  const auto before = envelope.buckets(0, envelope.size(), 200);
  for (int i = 0; i < 40; ++i) envelope.append(0);
  const auto after = envelope.buckets(0, envelope.size(), 200);
  QVERIFY(before.size() > 200);
  for (std::size_t i = 0; i + 1 < before.size(); ++i) {
    QCOMPARE(after[i].first, before[i].first);
    QCOMPARE(after[i].extremes.highest, before[i].extremes.highest);
  }
}

void UiPlotsTest::gapsStayGaps() {
  Envelope envelope;
  for (const float value : {1.0F, kNan, kNan, kNan, 2.0F}) envelope.append(value);
  QVERIFY(envelope.extremes(1, 4).isGap());
  QVERIFY(std::isnan(envelope.at(2)));
  const auto buckets = envelope.buckets(0, 5, 10);
  QCOMPARE(buckets.size(), std::size_t{5});
  QVERIFY(!buckets[0].extremes.isGap());
  QVERIFY(buckets[2].extremes.isGap());
  QVERIFY(envelope.extremes(3, 3).isGap());
}

void UiPlotsTest::appendTakesOnlyWhatIsNew() {
  CurvePlot plot(CurvePlot::Kind::Loss);
  QCOMPARE(plot.pointCount(), 0);
  plot.append(snapshotOf(1, 1, 20, 1, 2));
  QCOMPARE(plot.pointCount(), 22);
  plot.append(snapshotOf(1, 1, 20, 1, 2));
  QCOMPARE(plot.pointCount(), 22);
  plot.append(snapshotOf(1, 16, 10, 2, 2));  // steps 16 … 25: five are new; epochs 2 and 3: one is new
  QCOMPARE(plot.pointCount(), 28);
}

void UiPlotsTest::anotherRunClears() {
  CurvePlot plot(CurvePlot::Kind::Metric);
  plot.append(snapshotOf(1, 1, 20, 1, 2));
  plot.append(snapshotOf(2, 1, 0, 1, 0));
  QCOMPARE(plot.pointCount(), 0);
  plot.append(snapshotOf(2, 1, 3, 1, 0));
  QCOMPARE(plot.pointCount(), 3);
}

void UiPlotsTest::missingBatchesAreGaps() {
  CurveHistory history(CurveKind::Loss);
  history.append(snapshotOf(1, 1, 5, 1, 0));
  history.append(snapshotOf(1, 8, 1, 1, 0));
  QCOMPARE(history.batches().size(), std::size_t{7});  // those six, and one gap between them
  QVERIFY(std::isnan(history.batches().at(5)));
  QCOMPARE(history.batches().at(6), 1.0F);
  QCOMPARE(history.positionOf(6), 0.8);
  QCOMPARE(history.batchAt(0.8), std::size_t{6});
  QCOMPARE(history.batchAt(0.75), std::size_t{6});
  QCOMPARE(history.batchAt(0.9), std::size_t{7});
}

void UiPlotsTest::bestEpoch_data() {
  QTest::addColumn<bool>("smallIsGood");
  QTest::addColumn<QList<double>>("train");
  QTest::addColumn<QList<double>>("valid");
  QTest::addColumn<int>("best");
  const double nan = kNotMeasured;
  QTest::newRow("smallest loss") << true << QList{3.0, 2.0, 1.0} << QList{3.0, 1.0, 2.0} << 1;
  QTest::newRow("first of equals") << true << QList{3.0, 2.0, 1.0} << QList{1.0, 1.0, 2.0} << 0;
  QTest::newRow("largest accuracy") << false << QList{0.1, 0.2, 0.3} << QList{0.1, 0.4, 0.3} << 1;
  QTest::newRow("no validation") << true << QList{3.0, 1.0, 2.0} << QList{nan, nan, nan} << 1;
  QTest::newRow("skips NaN") << true << QList{1.0, 1.0, 1.0} << QList{nan, 5.0, 7.0} << 1;
  QTest::newRow("nothing measured") << true << QList{nan} << QList{nan} << -1;
}

void UiPlotsTest::bestEpoch() {
  QFETCH(bool, smallIsGood);
  QFETCH(QList<double>, train);
  QFETCH(QList<double>, valid);
  QFETCH(int, best);
  Snapshot snapshot;
  for (int i = 0; i < train.size(); ++i) {
    EpochPoint point;
    point.epoch = i + 1;
    point.train.loss = train[i];
    point.valid.loss = valid[i];
    snapshot.epochs.push_back(point);
  }
  CurveHistory history(CurveKind::Loss);
  history.setSmallIsGood(smallIsGood);
  history.append(snapshot);
  const auto found = history.bestEpoch();
  QCOMPARE(found ? static_cast<int>(*found) : -1, best);
}

void UiPlotsTest::heightsShowEveryBatchAfterTheFirstEpoch() {
  Snapshot snapshot = snapshotOf(1, 1, 30, 1, 0);
  snapshot.batches[0].loss = 50;  // the first fall
  EpochPoint epoch;
  epoch.epoch = 1;
  epoch.train.loss = 1;
  epoch.valid.loss = 1.2;
  CurveHistory history(CurveKind::Loss);
  history.append(snapshot);
  QVERIFY(history.heights().upper >= 50);  // nothing else is there yet
  snapshot.epochs.push_back(epoch);
  history.append(snapshot);
  QVERIFY(history.heights().upper < 5);
  QCOMPARE(history.heights().lower, 0.0);

  snapshot.batches = {{31, 3.1, 3.0F, 0}};
  history.append(snapshot);
  QVERIFY(history.heights().upper >= 3);
  snapshot.batches = {{32, 3.2, 1e6F, 0}};  // a spike does not flatten the rest
  history.append(snapshot);
  QVERIFY(history.heights().upper >= 3);
  QVERIFY(history.heights().upper < 10);
}

void UiPlotsTest::logarithmIgnoresZero() {
  CurveHistory history(CurveKind::Loss);
  Snapshot snapshot;
  snapshot.batches = {{1, 0.1, 0.0F, 0}, {2, 0.2, 0.01F, 0}, {3, 0.3, kNan, 0}, {4, 0.4, 10.0F, 0}};
  history.append(snapshot);
  const CurveRange range = history.logarithmicHeights();
  QVERIFY(range.lower > 0);
  QVERIFY(range.lower <= 0.01);
  QVERIFY(range.upper >= 10);
}

namespace {

QCPGraphDataContainer& drawnPoints(const CurvePlot& plot, QLatin1String graph) {
  const auto* drawn = plot.findChild<QCustomPlot*>();
  for (int i = 0; i < drawn->graphCount(); ++i) {
    if (drawn->graph(i)->name() == graph) return *drawn->graph(i)->data();
  }
  throw Error("there is no graph of that name");
}

}  // namespace

void UiPlotsTest::longRunDrawsFewPoints() {
  constexpr int kBatches = 200'000;
  CurvePlot plot(CurvePlot::Kind::Loss);
  plot.resize(400, 240);
  plot.show();
  Snapshot snapshot = snapshotOf(1, 1, kBatches, 1, 3);
  snapshot.batches[123'456].loss = 7.5F;
  plot.append(snapshot);
  QCPGraphDataContainer& points = drawnPoints(plot, QLatin1String("highest"));
  QTRY_VERIFY(points.size() > 0);
  QVERIFY(points.size() <= 2 * 400 + 2);
  QCOMPARE(drawnPoints(plot, QLatin1String("lowest")).size(), points.size());
  QCOMPARE(drawnPoints(plot, QLatin1String("batches")).size(), 0);
  double highest = 0;
  for (const QCPGraphData& point : points) highest = std::max(highest, point.value);
  QCOMPARE(highest, 7.5);
  QCOMPARE(plot.pointCount(), kBatches + 3);
}

void UiPlotsTest::metricIsDrawnInPercent() {
  CurvePlot plot(CurvePlot::Kind::Metric);
  plot.setTask(Task::Classification, true);
  plot.append(snapshotOf(1, 1, 10, 1, 2));
  auto* drawn = plot.findChild<QCustomPlot*>();
  QTRY_COMPARE(drawnPoints(plot, QLatin1String("train")).size(), 2);
  QCOMPARE(drawnPoints(plot, QLatin1String("batches")).size(), 10);
  QCOMPARE(drawnPoints(plot, QLatin1String("train")).at(0)->value, 80.0);
  QVERIFY(drawn->yAxis->range().upper > 100);
}

void UiPlotsTest::regressionDrawsItsError() {
  CurvePlot plot(CurvePlot::Kind::Metric);
  plot.setTask(Task::Regression, false);
  plot.append(snapshotOf(1, 1, 10, 1, 2));
  auto* drawn = plot.findChild<QCustomPlot*>();
  QTRY_COMPARE(drawnPoints(plot, QLatin1String("train")).size(), 2);
  QCOMPARE(drawnPoints(plot, QLatin1String("batches")).size(), 10);
  QCOMPARE(drawnPoints(plot, QLatin1String("train")).at(0)->value, 0.8);
  QVERIFY(drawn->yAxis->range().contains(0));
  QVERIFY(drawn->yAxis->range().lower > -0.05 * drawn->yAxis->range().upper);
}

QTEST_MAIN(UiPlotsTest)
#include "ui_plots_test.moc"
