// The two-dimensional sets: their shapes, their noise and their seeds.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/error.h"
#include "core/data/plane_sets.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

const struct {
  const char* name;
  PlaneSet set;
} kSets[] = {{"circle", PlaneSet::Circle},
             {"xor", PlaneSet::Xor},
             {"gaussians", PlaneSet::Gaussians},
             {"spirals", PlaneSet::Spirals},
             {"moons", PlaneSet::Moons}};

struct Point {
  double x;
  double y;
  int label;
};

std::vector<Point> pointsOf(const Dataset& dataset) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < dataset.labels.size(); ++i) {
    points.push_back({dataset.values[2 * i], dataset.values[2 * i + 1], dataset.labels[i]});
  }
  return points;
}

std::vector<Point> pointsOf(PlaneSet set, double noise, std::int64_t points = 2000) {
  return pointsOf(makePlaneSet(set, {points, noise, 123}));
}

}  // namespace

class PlaneSetsTest : public QObject {
  Q_OBJECT

 private slots:
  void haveTheirSize_data() { addSets(); }
  void haveTheirSize() {
    QFETCH(int, set);
    for (const std::int64_t count : {10, 31, 257, 500}) {
      const Dataset dataset = makePlaneSet(static_cast<PlaneSet>(set), {count, 20, 7});
      QCOMPARE(dataset.rows, count);
      QCOMPARE(dataset.features, 2);
      QCOMPARE(dataset.values.size(), static_cast<std::size_t>(2 * count));
      QCOMPARE(dataset.labels.size(), static_cast<std::size_t>(count));
      QCOMPARE(dataset.classNames, (std::vector<std::string>{"orange", "blue"}));
      QCOMPARE(dataset.featureNames, (std::vector<std::string>{"x₁", "x₂"}));
      QCOMPARE(dataset.numeric, (std::vector<bool>{false, false}));
      QVERIFY(std::ranges::all_of(dataset.values, [](float value) { return std::isfinite(value); }));
    }
  }

  void staySmallAndHaveBothClasses_data() { addSets(); }
  void staySmallAndHaveBothClasses() {
    QFETCH(int, set);
    const auto points = pointsOf(static_cast<PlaneSet>(set), 0);
    const auto inside = [](const Point& p) { return std::max(std::abs(p.x), std::abs(p.y)) <= kPlaneExtent; };
    QVERIFY(std::ranges::all_of(points, inside));
    const auto blue = std::ranges::count(points, 1, &Point::label);
    QVERIFY2(blue > 800 && blue < 1200, qPrintable(QString::number(blue)));
  }

  void dependOnTheSeedAlone_data() { addSets(); }
  void dependOnTheSeedAlone() {
    QFETCH(int, set);
    const auto plane = static_cast<PlaneSet>(set);
    QCOMPARE(makePlaneSet(plane, {100, 10, 1}).values, makePlaneSet(plane, {100, 10, 1}).values);
    QVERIFY(makePlaneSet(plane, {100, 10, 1}).values != makePlaneSet(plane, {100, 10, 2}).values);
  }

  void noiseMakesThemHarder_data() { addSets(); }
  void noiseMakesThemHarder() {
    QFETCH(int, set);
    const auto plane = static_cast<PlaneSet>(set);
    QVERIFY(makePlaneSet(plane, {100, 0, 1}).values != makePlaneSet(plane, {100, 50, 1}).values ||
            makePlaneSet(plane, {100, 0, 1}).labels != makePlaneSet(plane, {100, 50, 1}).labels);
  }

  void circleIsADiscInARing() {
    for (const Point& p : pointsOf(PlaneSet::Circle, 0)) {
      const double radius = std::hypot(p.x, p.y);
      QVERIFY(p.label == 1 ? radius < 2.5 : radius > 3.499 && radius < 5.001);
    }
  }

  void circleNoiseChangesLabelsNearTheBorder() {
    int changed = 0;
    for (const Point& p : pointsOf(PlaneSet::Circle, 20)) {
      const double radius = std::hypot(p.x, p.y);
      if ((radius < 2.5) == (p.label == 1)) continue;
      ++changed;
      QVERIFY(std::abs(radius - 2.5) <= std::numbers::sqrt2);  // 5 · 0.2 in each direction
    }
    QVERIFY(changed > 0);
  }

  void xorIsOfOppositeQuarters() {
    for (const Point& p : pointsOf(PlaneSet::Xor, 0)) {
      QCOMPARE(p.label, p.x * p.y > 0 ? 1 : 0);
      QVERIFY(std::min(std::abs(p.x), std::abs(p.y)) >= 0.3F);
      QVERIFY(std::max(std::abs(p.x), std::abs(p.y)) <= 5.301);
    }
  }

  void gaussiansHaveTheirCentresAndVariances_data() {
    QTest::addColumn<double>("noise");
    QTest::addColumn<double>("variance");
    QTest::newRow("0 %") << 0.0 << 0.5;
    QTest::newRow("20 %") << 20.0 << 1.9;
    QTest::newRow("50 %") << 50.0 << 4.0;
  }
  void gaussiansHaveTheirCentresAndVariances() {
    QFETCH(double, noise);
    QFETCH(double, variance);
    double sum = 0;
    double squares = 0;
    const auto points = pointsOf(PlaneSet::Gaussians, noise, 20000);
    for (const Point& p : points) {
      const double offset = p.x - (p.label == 1 ? 2 : -2);
      sum += offset;
      squares += offset * offset;
    }
    const auto count = static_cast<double>(points.size());
    QVERIFY(std::abs(sum / count) < 5 * std::sqrt(variance / count));
    QVERIFY(std::abs(squares / count / variance - 1) < 0.05);  // five times its standard error
  }

  void spiralsFollowPlaygroundsFormula() {
    const auto points = pointsOf(PlaneSet::Spirals, 0, 10);
    for (std::size_t i = 0; i < 5; ++i) {
      const double radius = static_cast<double>(i);  // 5 · i / 5
      const double angle = 1.75 * static_cast<double>(i) / 5 * 2 * std::numbers::pi;
      QVERIFY(std::hypot(points[i].x - radius * std::sin(angle), points[i].y - radius * std::cos(angle)) < 1e-5);
      QVERIFY(std::hypot(points[i + 5].x + points[i].x, points[i + 5].y + points[i].y) < 1e-5);
      QCOMPARE(points[i].label, 1);
      QCOMPARE(points[i + 5].label, 0);
    }
  }

  void spiralNoiseIsAtMostItsShare() {
    const auto clean = pointsOf(PlaneSet::Spirals, 0);
    const auto noisy = pointsOf(PlaneSet::Spirals, 30);
    double largest = 0;
    for (std::size_t i = 0; i < clean.size(); ++i) {
      largest = std::max({largest, std::abs(clean[i].x - noisy[i].x), std::abs(clean[i].y - noisy[i].y)});
    }
    QVERIFY(largest > 0.29 && largest < 0.3001);
  }

  void moonsFollowScikitLearnsFormula() {
    for (const Point& p : pointsOf(PlaneSet::Moons, 0)) {
      const double x = p.x / 3 + 0.5;
      const double y = p.y / 3 + 0.25;
      const double radius = p.label == 0 ? std::hypot(x, y) : std::hypot(x - 1, y - 0.5);
      QVERIFY(std::abs(radius - 1) < 1e-5);
      QVERIFY(p.label == 0 ? y > -1e-5 : y < 0.50001);
    }
  }

  void blobsAndArmsHaveTheirClasses_data() {
    QTest::addColumn<int>("classes");
    for (const int classes : {2, 3, 4, 5}) QTest::addRow("%d", classes) << classes;
  }
  void blobsAndArmsHaveTheirClasses() {
    QFETCH(int, classes);
    for (const PlaneSet set : {PlaneSet::Blobs, PlaneSet::Arms}) {
      const Dataset dataset = makePlaneSet(set, {.points = 101, .classes = classes});
      QCOMPARE(dataset.classes(), classes);
      for (int label = 0; label < classes; ++label) {
        const auto count = std::ranges::count(dataset.labels, label);
        QVERIFY(count == 101 / classes || count == 101 / classes + 1);
      }
      QCOMPARE(dataset.points.size(), std::size_t{202});
    }
    const auto arms = pointsOf(makePlaneSet(PlaneSet::Arms, {.points = 10, .classes = 2}));
    const auto spirals = pointsOf(PlaneSet::Spirals, 0, 10);
    for (std::size_t i = 0; i < 5; ++i) {
      QVERIFY(std::hypot(arms[i].x - spirals[i].x, arms[i].y - spirals[i].y) < 1e-5);
    }
  }

  void slopeAndHillsAreTheirFormulas() {
    const Dataset slope = makePlaneSet(PlaneSet::Slope, {.points = 300, .seed = 5});
    const Dataset hills = makePlaneSet(PlaneSet::Hills, {.points = 300, .seed = 5});
    QCOMPARE(slope.task, Task::Regression);
    QVERIFY(slope.labels.empty() && slope.classNames.empty());
    for (std::size_t i = 0; i < 300; ++i) {
      const double x = slope.points[2 * i];
      const double y = slope.points[2 * i + 1];
      QVERIFY(std::abs(slope.targets[i] - (x + y) / 10) < 1e-6);
      const double away = std::hypot(x - 0, y - 2.5);  // from a hollow that no other reaches into
      if (away < 1) QVERIFY(std::abs(hills.targets[i] + (1 - away / 2)) < 1e-5);
    }
    const Dataset noisy = makePlaneSet(PlaneSet::Slope, {.points = 300, .noise = 20, .seed = 5});
    double largest = 0;
    for (std::size_t i = 0; i < 300; ++i) {
      const double clean = (noisy.points[2 * i] + noisy.points[2 * i + 1]) / 10.0;
      largest = std::max(largest, std::abs(noisy.targets[i] - clean));
    }
    QVERIFY(largest > 0.05 && largest <= 0.2401);  // 2 · 6 · 0.2 / 10
  }

  void refusesOtherNumbersOfClasses() {
    for (const int classes : {-1, 1, 6}) {
      const QString message = errorOf<DataError>([&] { makePlaneSet(PlaneSet::Blobs, {.classes = classes}); });
      QVERIFY2(message.startsWith(QStringLiteral("classes is %1, expected 2 to 5").arg(classes)), qPrintable(message));
    }
  }

  void refuse_data() {
    QTest::addColumn<qint64>("points");
    QTest::addColumn<double>("noise");
    QTest::addColumn<QString>("expected");
    QTest::newRow("too few") << qint64{9} << 0.0 << QStringLiteral("points is 9, expected 10 to 100000");
    QTest::newRow("too many") << qint64{100001} << 0.0 << QStringLiteral("points is 100001");
    QTest::newRow("negative") << qint64{-5} << 0.0 << QStringLiteral("points is -5");
    QTest::newRow("much noise") << qint64{100} << 51.0 << QStringLiteral("noise is 51 percent");
    QTest::newRow("negative noise") << qint64{100} << -1.0 << QStringLiteral("noise is -1 percent");
    QTest::newRow("no number") << qint64{100} << std::numeric_limits<double>::quiet_NaN() << QStringLiteral("noise is");
  }
  void refuse() {
    QFETCH(qint64, points);
    QFETCH(double, noise);
    QFETCH(QString, expected);
    const QString message = errorOf<DataError>([&] { makePlaneSet(PlaneSet::Xor, {points, noise, 0}); });
    QVERIFY2(message.startsWith(expected), qPrintable(message));
  }

 private:
  static void addSets() {
    QTest::addColumn<int>("set");
    for (const auto& row : kSets) QTest::newRow(row.name) << static_cast<int>(row.set);
  }
};

QTEST_GUILESS_MAIN(PlaneSetsTest)
#include "plane_sets_test.moc"
