// Points in a plane on the Train page: the fields of the units, the output card, and what a person does there.
#include <QSignalSpy>

#include "tests/window_driver.h"
#include "ui/network/network_canvas.h"
#include "ui/plane/plane_field.h"
#include "ui/shell/first_experiment.h"
#include "ui/train/output_card.h"
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
  void planeDataBringItsFields();
  void otherDataBringNone();
  void clickingAPointShowsItsWay();
  void readsTheOutputUnderThePointer();
  void hoveringAUnitShowsItsField();
  void paintsTheAnswerWhenDiscrete();

 private:
  PlaneField& field() const { return *driver_.find<PlaneField>("planeField"); }
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

void PlaneTest::planeDataBringItsFields() {
  driver_.open(firstExperiment());
  QVERIFY(driver_.find<OutputCard>("outputCard")->isVisible());
  QTRY_VERIFY(hasFields());
  QCOMPARE(driver_.last()->fields->layers.size(), std::size_t{3});
  const std::vector<float> before = driver_.last()->fields->output;
  driver_.press(Qt::Key_S);
  QTRY_VERIFY(driver_.isPausedAtStep(1) && hasFields());
  QVERIFY(driver_.last()->fields->output != before);
}

void PlaneTest::otherDataBringNone() {
  driver_.open(firstExperiment());
  driver_.choose("datasetCombo", "iris");
  QTRY_VERIFY_WITH_TIMEOUT(!driver_.find<OutputCard>("outputCard")->isVisible(), kPatience);
  QTRY_VERIFY(driver_.isReady() && !hasFields());
}

void PlaneTest::clickingAPointShowsItsWay() {
  driver_.open(firstExperiment());
  const std::int64_t before = driver_.last()->sample->row;
  const PreparedDataPtr data = field().data();
  const std::int64_t row = data->train.front() == before ? data->train.back() : data->train.front();
  const auto at = static_cast<std::size_t>(2 * row);
  const QPointF point = field().toWidget(data->dataset->points[at], data->dataset->points[at + 1]);
  QTest::mouseClick(&field(), Qt::LeftButton, {}, point.toPoint());
  QTRY_VERIFY(driver_.last()->sample.has_value() && driver_.last()->sample->row != before);
  const std::int64_t chosen = driver_.last()->sample->row;
  QVERIFY(QLineF(field().toWidget(data->dataset->points[static_cast<std::size_t>(2 * chosen)],
                                  data->dataset->points[static_cast<std::size_t>(2 * chosen + 1)]),
                 point)
              .length() < 7);
}

void PlaneTest::readsTheOutputUnderThePointer() {
  driver_.open(firstExperiment());
  QTRY_VERIFY(hasFields());
  QSignalSpy readings(&field(), &PlaneField::readingChanged);
  QTest::mouseMove(&field(), field().toWidget(-3, 2).toPoint());
  QTRY_VERIFY(!readings.isEmpty());
  const QString text = readings.last().first().toString();
  QVERIFY2(text.startsWith(QStringLiteral("x₁ −3.0")) || text.startsWith(QStringLiteral("x₁ −2.9")), qPrintable(text));
  QVERIFY2(text.contains(QStringLiteral("orange")) || text.contains(QStringLiteral("blue")), qPrintable(text));
  QVERIFY2(text.endsWith(u'%'), qPrintable(text));
}

void PlaneTest::hoveringAUnitShowsItsField() {
  driver_.open(firstExperiment());
  QTRY_VERIFY(hasFields());
  auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
  const QRectF box = canvas->view().map(canvas->networkLayout().at(1).boxes[2]);
  QTest::mouseMove(canvas, box.center().toPoint());
  QTRY_VERIFY(hasFields() && driver_.last()->fields->unit == (FieldUnit{0, 2}));
  QCOMPARE(driver_.last()->fields->closer.size(), std::size_t{kFieldSide * kFieldSide});
  QTest::mouseMove(canvas, QPoint(3, canvas->height() / 2));
  QTRY_VERIFY(driver_.last()->fields->unit == FieldUnit{});
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

QTEST_MAIN(PlaneTest)
#include "ui_plane_test.moc"
