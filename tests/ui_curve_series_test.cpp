// The numbers behind the curves: no extreme of a long run is ever lost, however little memory it is given, and the best
// epoch is known.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/run/run_curve.h"
#include "tests/curve_cases.h"
#include "ui/plots/curve_heights.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr CurveRange kAll{0, 1e9};

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

}  // namespace

class UiCurveSeriesTest : public QObject {
  Q_OBJECT

 private slots:
  void envelopeKeepsEveryExtreme_data();
  void envelopeKeepsEveryExtreme();
  void envelopeKeepsItsShapeWhileItGrows();
  void gapsStayGaps();
  void boundedSeriesKeepsEveryExtreme_data();
  void boundedSeriesKeepsEveryExtreme();
  void findsPlaces();
  void smoothsAsTensorBoard();
  void smoothsMergedEntriesAlike();
  void missingBatchesAreGaps();
  void bestEpoch_data();
  void bestEpoch();
  void heightsShowEveryBatchAfterTheFirstEpoch();
  void heightsOfAStretchFitIt();
  void wildGhostsDoNotFlatten();
  void zerosHaveAFloorOnALogarithmicAxis();
};

void UiCurveSeriesTest::envelopeKeepsEveryExtreme_data() {
  QTest::addColumn<int>("size");
  QTest::addColumn<double>("gaps");
  for (const int size : {1, 2, 31, 32, 33, 255, 257, 1000, 5003}) {
    for (const double gaps : {0.0, 0.2, 1.0}) QTest::addRow("%d numbers, %g gaps", size, gaps) << size << gaps;
  }
}

void UiCurveSeriesTest::envelopeKeepsEveryExtreme() {
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

void UiCurveSeriesTest::envelopeKeepsItsShapeWhileItGrows() {
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

void UiCurveSeriesTest::gapsStayGaps() {
  Envelope envelope;
  for (const float value : {1.0F, kNan, kNan, kNan, 2.0F}) envelope.append(value);
  QVERIFY(envelope.extremes(1, 4).isGap());
  QVERIFY(envelope.at(2).isGap());
  const auto buckets = envelope.buckets(0, 5, 10);
  QCOMPARE(buckets.size(), std::size_t{5});
  QVERIFY(!buckets[0].extremes.isGap());
  QVERIFY(buckets[2].extremes.isGap());
  QVERIFY(envelope.extremes(3, 3).isGap());
}

void UiCurveSeriesTest::boundedSeriesKeepsEveryExtreme_data() {
  QTest::addColumn<int>("size");
  for (const int size : {1, 15, 16, 17, 31, 32, 33, 100, 257, 1000, 5003}) {
    QTest::addRow("%d numbers", size) << size;
  }
}

/// 16 entries at most, whatever comes: each knows the extremes and the mean of the numbers that it stands for.
void UiCurveSeriesTest::boundedSeriesKeepsEveryExtreme() {
  QFETCH(int, size);
  const std::vector<float> numbers = randomSeries(size, 0);
  CurveSeries series(16);
  for (std::size_t i = 0; i < numbers.size(); ++i) series.append(static_cast<double>(i), numbers[i]);
  QVERIFY(series.size() <= 16);
  QCOMPARE(series.count(), size);
  QCOMPARE(series.size(), (numbers.size() + series.stride() - 1) / series.stride());
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::size_t first = i * series.stride();
    const std::size_t last = std::min(first + series.stride(), numbers.size());
    const Extremes expected = extremesByHand(numbers, first, last);
    QCOMPARE(series.extremesOf(i).lowest, expected.lowest);
    QCOMPARE(series.extremesOf(i).highest, expected.highest);
    QCOMPARE(series.positionOf(i), static_cast<double>(last - 1));
    double sum = 0;
    for (std::size_t k = first; k < last; ++k) sum += static_cast<double>(numbers[k]);
    QVERIFY(std::abs(static_cast<double>(series.meanOf(i)) - sum / static_cast<double>(last - first)) < 1e-4);
  }
  const Extremes all = extremesByHand(numbers, 0, numbers.size());
  QCOMPARE(series.extremes(kAll).lowest, all.lowest);
  QCOMPARE(series.extremes(kAll).highest, all.highest);
  float highest = -kInf;
  for (const Bucket& bucket : series.buckets(kAll, 3)) highest = std::max(highest, bucket.extremes.highest);
  QCOMPARE(highest, all.highest);
}

void UiCurveSeriesTest::findsPlaces() {
  CurveSeries series;
  for (const double position : {1.0, 2.0, 4.0}) series.append(position, 1);
  QCOMPARE(series.indexAt(2.0), std::size_t{1});
  QCOMPARE(series.indexAt(2.1), std::size_t{2});
  QCOMPARE(series.indexAt(9.0), std::size_t{3});
  QCOMPARE(series.indexNear(0.0), std::size_t{0});
  QCOMPARE(series.indexNear(2.9), std::size_t{1});
  QCOMPARE(series.indexNear(3.1), std::size_t{2});
  QCOMPARE(series.indexNear(9.0), std::size_t{2});
}

void UiCurveSeriesTest::smoothsAsTensorBoard() {
  CurveSeries series;
  const std::vector<float> numbers = {2, 4, kNan, 1, 8};
  for (std::size_t i = 0; i < numbers.size(); ++i) series.append(static_cast<double>(i), numbers[i]);
  const std::vector<float> smoothed = series.smoothed(0.6);
  QCOMPARE(smoothed[0], 2.0F);  // no pull towards 0 at the beginning
  double last = 0;
  int count = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (std::isnan(numbers[i])) {
      QVERIFY(std::isnan(smoothed[i]));
      continue;
    }
    last = last * 0.6 + 0.4 * static_cast<double>(numbers[i]);
    const double expected = last / (1 - std::pow(0.6, ++count));
    QVERIFY(std::abs(static_cast<double>(smoothed[i]) - expected) < 1e-6);
  }
  QCOMPARE(series.smoothed(0)[4], 8.0F);
}

/// A long run smoothed in merged entries ends where it would have ended without merging, up to what merging blurs.
void UiCurveSeriesTest::smoothsMergedEntriesAlike() {
  CurveSeries whole;
  CurveSeries merged(64);
  for (int i = 0; i < 1000; ++i) {
    const auto value = static_cast<float>(1 + std::sin(i * 0.01));
    whole.append(i, value);
    merged.append(i, value);
  }
  QVERIFY(merged.stride() == 16);
  QVERIFY(std::abs(whole.smoothed(0.98).back() - merged.smoothed(0.98).back()) < 0.1F);
}

void UiCurveSeriesTest::missingBatchesAreGaps() {
  RunCurve curve(CurveKind::Loss);
  curve.append(snapshotOf(1, 1, 5, 1, 0));
  curve.append(snapshotOf(1, 8, 1, 1, 0));
  QCOMPARE(curve.batches().size(), std::size_t{7});  // those six, and one gap between them
  QVERIFY(std::isnan(curve.batches().meanOf(5)));
  QCOMPARE(curve.batches().meanOf(6), 1.0F);
  QCOMPARE(curve.batches().positionOf(6), 0.8);
  QCOMPARE(curve.batches().indexAt(0.8), std::size_t{6});
  QCOMPARE(curve.batches().indexAt(0.75), std::size_t{6});
  QCOMPARE(curve.batches().indexAt(0.9), std::size_t{7});
}

void UiCurveSeriesTest::bestEpoch_data() {
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

void UiCurveSeriesTest::bestEpoch() {
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
  RunCurve curve(CurveKind::Loss);
  curve.append(snapshot);
  const auto found = curve.bestEpoch(smallIsGood);
  QCOMPARE(found ? static_cast<int>(found->epoch) - 1 : -1, best);
}

void UiCurveSeriesTest::heightsShowEveryBatchAfterTheFirstEpoch() {
  Snapshot snapshot = snapshotOf(1, 1, 30, 1, 0);
  snapshot.batches[0].loss = 50;  // the first fall
  EpochPoint epoch;
  epoch.epoch = 1;
  epoch.train.loss = 1;
  epoch.valid.loss = 1.2;
  RunCurve curve(CurveKind::Loss);
  curve.append(snapshot);
  QVERIFY(heightsOf(curve, {kAll}).upper >= 50);  // nothing else is there yet
  snapshot.epochs.push_back(epoch);
  curve.append(snapshot);
  QVERIFY(heightsOf(curve, {kAll}).upper < 5);
  QCOMPARE(heightsOf(curve, {kAll}).lower, 0.0);

  snapshot.batches = {{31, 3.1, 3.0F, 0}};
  curve.append(snapshot);
  QVERIFY(heightsOf(curve, {kAll}).upper >= 3);
  snapshot.batches = {{32, 3.2, 1e6F, 0}};  // a spike does not flatten the rest
  curve.append(snapshot);
  QVERIFY(heightsOf(curve, {kAll}).upper >= 3);
  QVERIFY(heightsOf(curve, {kAll}).upper < 10);
}

void UiCurveSeriesTest::heightsOfAStretchFitIt() {
  RunCurve curve(CurveKind::Loss);
  curve.append(snapshotOf(1, 1, 0, 1, 9));  // validation loss 0.25 at epoch 3, 1.25 at epoch 4
  const CurveRange range = heightsOf(curve, {{2.5, 4.5}});
  QVERIFY(range.lower > 0.1 && range.lower < 0.25);
  QVERIFY(range.upper > 1.25 && range.upper < 1.5);
  QCOMPARE(heightsOf(curve, {{0, 4.5}}).lower, 0.0);
}

void UiCurveSeriesTest::wildGhostsDoNotFlatten() {
  RunCurve curve(CurveKind::Loss);
  curve.append(snapshotOf(1, 1, 0, 3, 1));  // 0.5 and 0.25
  CurveSpan ghosts;
  ghosts.add(0.9);
  QVERIFY(heightsOf(curve, {.positions = kAll, .others = ghosts}).upper >= 0.9);
  ghosts.add(1e6);
  QVERIFY(heightsOf(curve, {.positions = kAll, .others = ghosts}).upper <= 4);
}

void UiCurveSeriesTest::zerosHaveAFloorOnALogarithmicAxis() {
  RunCurve curve(CurveKind::Loss);
  Snapshot snapshot;
  snapshot.batches = {{1, 0.1, 0.0F, 0}, {2, 0.2, 0.01F, 0}, {3, 0.3, kNan, 0}, {4, 0.4, 10.0F, 0}};
  curve.append(snapshot);
  const LogarithmicHeights heights = logarithmicHeightsOf(curve, {kAll});
  QVERIFY(heights.floor > 0 && heights.floor < 0.01);
  QVERIFY(heights.range.lower > 0 && heights.range.lower < heights.floor);
  QVERIFY(heights.range.upper >= 10);
  QVERIFY(!heights.hasNegative);

  snapshot.batches = {{5, 0.5, -1.0F, 0}};
  curve.append(snapshot);
  QVERIFY(logarithmicHeightsOf(curve, {kAll}).hasNegative);

  RunCurve positive(CurveKind::Loss);
  snapshot.batches = {{1, 0.1, 0.01F, 0}, {2, 0.2, 10.0F, 0}};
  positive.append(snapshot);
  QCOMPARE(logarithmicHeightsOf(positive, {kAll}).floor, 0.0);

  RunCurve zeros(CurveKind::Loss);
  snapshot.batches = {{1, 0.1, 0.0F, 0}, {2, 0.2, 0.0F, 0}};
  zeros.append(snapshot);
  const LogarithmicHeights all = logarithmicHeightsOf(zeros, {kAll});
  QVERIFY(all.floor > all.range.lower && all.floor < all.range.upper);
}

QTEST_GUILESS_MAIN(UiCurveSeriesTest)
#include "ui_curve_series_test.moc"
