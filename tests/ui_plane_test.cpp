// Points in a plane on the Train page: the fields of the units, the output card, and what a person does there.
#include <QLabel>
#include <QSignalSpy>

#include "core/data/prepared_data.h"
#include "core/experiment/first_experiment.h"
#include "tests/window_driver.h"
#include "ui/network/network_canvas.h"
#include "ui/plane/class_swatches.h"
#include "ui/plane/plane_field.h"
#include "ui/plane/unit_fields.h"
#include "ui/train/output_card.h"
#include "ui/train/plane_settings.h"
#include "ui/widgets/check_box.h"

using namespace gradus;
using namespace gradus::ui;

class PlaneTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void borderLiesWhereTwoClassesAreEquallyLikely();
  void outputBetweenPlacesIsInterpolated();
  void allPointsLieOnTheField();
  void planeDataBringItsFields();
  void otherDataBringNone();
  void clickingAPointShowsItsWay();
  void readsTheOutputUnderThePointer();
  void hoveringAUnitShowsItsField();
  void paintsTheAnswerWhenDiscrete();
  void pointsAreAddedMovedAndTakenAway();
  void pointsAreEditedByKeys();
  void ownPointsKeepTheWeights();
  void noiseAndRegenerateMakeOtherPoints();
  void chipsChooseTheFeatures();
  void picturesChooseTheSet_data();
  void picturesChooseTheSet();

 private:
  PlaneField& field() const { return *driver_.find<PlaneField>("planeField"); }
  std::size_t ownPoints() const { return driver_.experiment().data.points.size(); }

  /// Waits until the session shows so many points.
  bool showsPoints(std::int64_t rows) const {
    return QTest::qWaitFor([&] { return field().data()->dataset->rows == rows && driver_.isReady(); }, kPatience);
  }

  bool hasFields() const { return driver_.last()->fields.has_value(); }

  WindowDriver driver_;
};

namespace {

/// Two classes, the second one likelier to the right of x₁ = `border`, the more the farther away.
FieldSnapshot halves(double border) {
  FieldSnapshot field;
  field.outputs = 2;
  for (int row = 0; row < kFieldSide; ++row) {
    for (int column = 0; column < kFieldSide; ++column) {
      const auto blue = static_cast<float>(0.5 + (fieldPlace(column, kFieldSide) - border) / 50);
      field.output.insert(field.output.end(), {1 - blue, blue});
    }
  }
  return field;
}

}  // namespace

void PlaneTest::borderLiesWhereTwoClassesAreEquallyLikely() {
  const std::vector<QLineF> lines = decisionBorder(halves(1.5));
  QCOMPARE(lines.size(), std::size_t{kFieldSide - 1});
  for (const QLineF& line : lines) {
    QVERIFY(std::abs(line.x1() - 0.625) < 1e-4 && std::abs(line.x2() - 0.625) < 1e-4);  // (1.5 + 6) / 12
  }
  QVERIFY(decisionBorder(halves(100)).empty());
}

void PlaneTest::outputBetweenPlacesIsInterpolated() {
  const FieldSnapshot field = halves(0);
  for (const double x1 : {-5.0, -0.7, 0.0, 3.3}) {
    QVERIFY(std::abs(outputAt(field, x1, 2)[1] - (0.5 + x1 / 50)) < 1e-5);
  }
  QCOMPARE(outputAt(field, 99, -99), (std::vector<float>{field.output[field.output.size() - 2], field.output.back()}));
}

/// Points that noise has moved out of the square that they are made in, or that a person's file has there.
void PlaneTest::allPointsLieOnTheField() {
  Experiment experiment = firstExperiment();
  experiment.data.points.assign(20, {0, 0, 0});
  for (std::size_t i = 0; i < 10; ++i) experiment.data.points[i] = {9, static_cast<double>(i) - 5, 1};
  driver_.open(experiment);
  QTRY_VERIFY_WITH_TIMEOUT(hasFields(), kPatience);
  const double extent = driver_.last()->fields->extent;
  QVERIFY(extent > 9);
  const double edge = 0.99 * extent;
  for (const bool isDark : {true, false}) {
    driver_.window->themeChoice().setMode(isDark ? ThemeMode::Dark : ThemeMode::Light);
    const Theme& theme = driver_.window->themeChoice().theme();
    const FieldPalette palette(theme);
    // What is painted of the output and of an input, beyond where fields mostly end.
    const auto looksLike = [&](const QImage& expected) {
      const QImage shown = field().grab().toImage();
      for (const QPointF& place :
           {QPointF(-edge, 0.9 * edge), QPointF(-edge, 0.2), QPointF(7.5, -edge), QPointF(-7, -7)}) {
        const QColor seen =
            shown.pixelColor((field().toWidget(place.x(), place.y()) * shown.devicePixelRatio()).toPoint());
        const auto shareOf = [extent](double at) { return (at / extent + 1) / 2 * kFieldSide; };
        const QColor known =
            expected.pixelColor(static_cast<int>(shareOf(place.x())), static_cast<int>(shareOf(-place.y())));
        const int apart = std::max({std::abs(seen.red() - known.red()), std::abs(seen.green() - known.green()),
                                    std::abs(seen.blue() - known.blue())});
        if (apart > 12) {  // the picture is made larger, smoothly
          qInfo("%g %g: %s instead of %s", place.x(), place.y(), qPrintable(seen.name()), qPrintable(known.name()));
          return false;
        }
      }
      return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(looksLike(outputImage(*driver_.last()->fields, {}, theme, palette)), kPatience);
    field().showUnit({0, 0});
    QVERIFY(looksLike(featureImage(planeFeatures().front(), kFieldSide, extent, palette)));
    field().showUnit({});
  }
  // The small pictures of the inputs reach as far.
  const UnitFields units(*field().data()->dataset, Theme::dark());
  QCOMPARE(units.image(0, 0),
           featureImage(planeFeatures().front(), kUnitFieldSide, extent, FieldPalette(Theme::dark())));
  // A point is read where it lies.
  QCOMPARE(field().rowAt(field().toWidget(9, 4)), 9);
  QVERIFY(outputAt(*driver_.last()->fields, 9, 4) != outputAt(*driver_.last()->fields, 6, 4));
}

void PlaneTest::planeDataBringItsFields() {
  driver_.open(firstExperiment());
  QVERIFY(driver_.find<OutputCard>("outputCard")->isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(hasFields(), kPatience);
  QCOMPARE(driver_.last()->fields->layers.size(), std::size_t{3});
  const std::vector<float> before = driver_.last()->fields->output;
  driver_.press(Qt::Key_S);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isPausedAtStep(1) && hasFields(), kPatience);
  QVERIFY(driver_.last()->fields->output != before);
}

void PlaneTest::otherDataBringNone() {
  driver_.open(firstExperiment());
  driver_.choose("datasetCombo", "iris");
  QTRY_VERIFY_WITH_TIMEOUT(!driver_.find<OutputCard>("outputCard")->isVisible(), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && !hasFields(), kPatience);
}

void PlaneTest::clickingAPointShowsItsWay() {
  driver_.open(firstExperiment());
  const std::int64_t before = driver_.last()->sample->row;
  const PreparedDataPtr data = field().data();
  const std::int64_t row = data->train.front() == before ? data->train.back() : data->train.front();
  const auto at = static_cast<std::size_t>(2 * row);
  const QPointF point = field().toWidget(data->dataset->points[at], data->dataset->points[at + 1]);
  QTest::mouseClick(&field(), Qt::LeftButton, {}, point.toPoint());
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->sample.has_value() && driver_.last()->sample->row != before, kPatience);
  const std::int64_t chosen = driver_.last()->sample->row;
  QVERIFY(QLineF(field().toWidget(data->dataset->points[static_cast<std::size_t>(2 * chosen)],
                                  data->dataset->points[static_cast<std::size_t>(2 * chosen + 1)]),
                 point)
              .length() < 7);
}

void PlaneTest::readsTheOutputUnderThePointer() {
  driver_.open(firstExperiment());
  QTRY_VERIFY_WITH_TIMEOUT(hasFields(), kPatience);
  QSignalSpy readings(&field(), &PlaneField::readingChanged);
  QTest::mouseMove(&field(), field().toWidget(-3, 2).toPoint());
  QTRY_VERIFY_WITH_TIMEOUT(!readings.isEmpty(), kPatience);
  const QString text = readings.last().first().toString();
  QVERIFY2(text.startsWith(QStringLiteral("x₁ −3.0")) || text.startsWith(QStringLiteral("x₁ −2.9")), qPrintable(text));
  QVERIFY2(text.contains(QStringLiteral("orange")) || text.contains(QStringLiteral("blue")), qPrintable(text));
  QVERIFY2(text.endsWith(u'%'), qPrintable(text));
}

void PlaneTest::hoveringAUnitShowsItsField() {
  driver_.open(firstExperiment());
  QTRY_VERIFY_WITH_TIMEOUT(hasFields(), kPatience);
  auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
  const QRectF box = canvas->view().map(canvas->networkLayout().at(1).boxes[2]);
  QTest::mouseMove(canvas, box.center().toPoint());
  QTRY_VERIFY_WITH_TIMEOUT(hasFields() && driver_.last()->fields->unit == (FieldUnit{0, 2}), kPatience);
  QCOMPARE(driver_.last()->fields->closer.size(), std::size_t{kFieldSide * kFieldSide});
  QTest::mouseMove(canvas, QPoint(3, canvas->height() / 2));
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->fields->unit == FieldUnit{}, kPatience);
}

void PlaneTest::paintsTheAnswerWhenDiscrete() {
  const Theme& theme = Theme::dark();
  const FieldPalette palette(theme);
  const FieldSnapshot two = halves(0.01);
  const QImage image = outputImage(two, {.discrete = true}, theme, palette);
  QCOMPARE(image.pixelColor(10, 50), theme.negative);
  QCOMPARE(image.pixelColor(90, 50), theme.positive);
  QVERIFY(outputImage(two, {}, theme, palette).pixelColor(90, 50) != theme.positive);
}

void PlaneTest::pointsAreAddedMovedAndTakenAway() {
  driver_.open(firstExperiment());
  const Experiment before = driver_.experiment();
  driver_.find<ClassSwatches>("classSwatches")->choose(1);
  QTest::mouseClick(&field(), Qt::LeftButton, {}, field().toWidget(-5.5, -5.5).toPoint());
  QCOMPARE(ownPoints(), std::size_t{501});
  QCOMPARE(driver_.experiment().data.points.back().answer, 1.0);
  QVERIFY(std::abs(driver_.experiment().data.points.back().x1 + 5.5) < 0.1);
  QVERIFY(showsPoints(501));

  const QPoint from =
      field()
          .toWidget(driver_.experiment().data.points.back().x1, driver_.experiment().data.points.back().x2)
          .toPoint();
  QTest::mousePress(&field(), Qt::LeftButton, {}, from);
  QTest::mouseMove(&field(), from + QPoint(20, 0));
  QTest::mouseMove(&field(), field().toWidget(5.5, -5.5).toPoint());
  QTest::mouseRelease(&field(), Qt::LeftButton, {}, field().toWidget(5.5, -5.5).toPoint());
  QCOMPARE(ownPoints(), std::size_t{501});
  QVERIFY(std::abs(driver_.experiment().data.points.back().x1 - 5.5) < 0.1);
  QTRY_VERIFY_WITH_TIMEOUT(field().rowAt(field().toWidget(5.5, -5.5)) == 500, kPatience);

  QTest::mouseClick(&field(), Qt::RightButton, {}, field().toWidget(5.5, -5.5).toPoint());
  QCOMPARE(ownPoints(), std::size_t{500});
  QTest::mouseClick(&field(), Qt::RightButton, {}, field().toWidget(5.5, 5.5).toPoint());  // nobody is there
  QCOMPARE(ownPoints(), std::size_t{500});
  for (int i = 0; i < 3; ++i) driver_.window->document().undoStack().undo();
  QCOMPARE(driver_.experiment(), before);
}

void PlaneTest::pointsAreEditedByKeys() {
  driver_.open(firstExperiment());
  field().setFocus(Qt::TabFocusReason);
  for (int i = 0; i < 30; ++i) QTest::keyClick(&field(), Qt::Key_Left);
  for (int i = 0; i < 10; ++i) QTest::keyClick(&field(), Qt::Key_Up, Qt::ShiftModifier);
  QTest::keyClick(&field(), Qt::Key_2);
  QTest::keyClick(&field(), Qt::Key_Return);
  QCOMPARE(driver_.experiment().data.points.back(), (PlanePoint{-6, 6, 1}));
  QVERIFY(showsPoints(501));
  QTest::keyClick(&field(), Qt::Key_Right, Qt::ControlModifier);
  QCOMPARE(driver_.experiment().data.points.back(), (PlanePoint{-5.75, 6, 1}));
  QTRY_VERIFY_WITH_TIMEOUT(field().rowAt(field().toWidget(-5.75, 6)) == 500, kPatience);
  QTest::keyClick(&field(), Qt::Key_Delete);
  QCOMPARE(ownPoints(), std::size_t{500});
}

void PlaneTest::ownPointsKeepTheWeights() {
  driver_.open(firstExperiment());
  driver_.press(Qt::Key_S);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isPausedAtStep(1), kPatience);
  const std::vector<float> learned = driver_.last()->layers.front().weight;
  QTest::mouseClick(&field(), Qt::LeftButton, {}, field().toWidget(-5.5, 5.5).toPoint());
  QVERIFY(showsPoints(501));
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->layers.front().weight, learned, kPatience);
  driver_.click("rewindButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->layers.front().weight != learned, kPatience);
}

void PlaneTest::noiseAndRegenerateMakeOtherPoints() {
  driver_.open(firstExperiment());
  QTest::mouseClick(&field(), Qt::LeftButton, {}, field().toWidget(-5.5, 5.5).toPoint());
  QCOMPARE(driver_.find<QLabel>("pointsEdited")->text(), QStringLiteral("501 points, by hand"));
  QVERIFY(showsPoints(501));
  const std::uint64_t seed = driver_.experiment().data.seed;
  driver_.click("regenerateButton");
  QCOMPARE(ownPoints(), std::size_t{0});
  QCOMPARE(driver_.experiment().data.seed, seed + 1);
  QVERIFY(driver_.find<QLabel>("pointsEdited")->text().isEmpty());
  QVERIFY(showsPoints(500));
}

void PlaneTest::chipsChooseTheFeatures() {
  driver_.open(firstExperiment());
  driver_.click("feature:x1_x2");
  QCOMPARE(driver_.experiment().data.features, (std::vector<std::string>{"x1", "x2", "x1_x2"}));
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->layers.front().inputs, 3, kPatience);
  driver_.click("feature:x1_x2");
  QVERIFY(driver_.experiment().data.features.empty());
  driver_.click("feature:x1");
  QCOMPARE(driver_.experiment().data.features, (std::vector<std::string>{"x2"}));
  driver_.click("feature:x2");  // the last one stays
  QCOMPARE(driver_.experiment().data.features, (std::vector<std::string>{"x2"}));
  QVERIFY(driver_.find<FeatureChip>("feature:x2")->isChecked());
}

void PlaneTest::picturesChooseTheSet_data() {
  QTest::addColumn<int>("outputs");
  QTest::newRow("xor") << 2;
  QTest::newRow("blobs") << 4;
  QTest::newRow("spiral-arms") << 3;
  QTest::newRow("hills") << 1;
}

void PlaneTest::picturesChooseTheSet() {
  QFETCH(int, outputs);
  driver_.open(firstExperiment());
  const QByteArray name = QByteArray("planeSet:") + QTest::currentDataTag();
  driver_.click(name.constData());
  QCOMPARE(driver_.experiment().data.dataset.name, std::string(QTest::currentDataTag()));
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && hasFields() && driver_.last()->fields->outputs == outputs, kPatience);
  driver_.press(Qt::Key_S);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->step, 1, kPatience);
  QVERIFY(!driver_.window->grab().isNull());
}

QTEST_MAIN(PlaneTest)
#include "ui_plane_test.moc"
