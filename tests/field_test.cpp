// What a network is told of the plane, and what its units say about every place of it.
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/data/plane_features.h"
#include "core/data/prepared_data.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Experiment planeExperiment() {
  Experiment experiment;
  experiment.data.dataset = {"two-spirals", {{"points", 100}}};
  experiment.data.features = {"x2", "sin_x1", "x1_x2"};
  experiment.network.hidden = {{{"linear", {{"units", 5}}}, {"tanh", {}}}, {{"linear", {{"units", 70}}}, {"relu", {}}}};
  return experiment;
}

/// What leaves every layer for one place, by hand from weights and biases.
std::vector<std::vector<double>> byHand(const std::vector<LayerSnapshot>& layers, std::vector<double> values) {
  std::vector<std::vector<double>> all;
  for (const LayerSnapshot& layer : layers) {
    std::vector<double> next;
    for (int unit = 0; unit < layer.outputs; ++unit) {
      double z = layer.bias[static_cast<std::size_t>(unit)];
      for (int i = 0; i < layer.inputs; ++i) {
        z += layer.weight[static_cast<std::size_t>(unit * layer.inputs + i)] * values[static_cast<std::size_t>(i)];
      }
      if (layer.activation == "tanh") z = std::tanh(z);
      if (layer.activation == "relu") z = std::max(z, 0.0);
      next.push_back(z);
    }
    all.push_back(values = next);
  }
  return all;
}

/// What a byte stands for, give or take half a step.
bool isByteOf(FieldByte byte, double value, float scale) {
  const double said = (byte - kFieldZero) / 127.0 * scale;
  return std::abs(said - std::clamp(value, -double{scale}, double{scale})) <= 0.51 / 127 * scale;
}

}  // namespace

class FieldTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void featuresAreTheirFormulas_data() {
    QTest::addColumn<double>("atTwoAndMinusThree");
    const auto row = [](const char* name, double value) { QTest::newRow(name) << value; };
    row("x1", 2);
    row("x2", -3);
    row("x1_squared", 4);
    row("x2_squared", 9);
    row("x1_x2", -6);
    row("sin_x1", std::sin(2.0));
    row("sin_x2", std::sin(-3.0));
  }
  void featuresAreTheirFormulas() {
    QFETCH(double, atTwoAndMinusThree);
    const PlaneFeature& feature = findPlaneFeature(QTest::currentDataTag());
    QCOMPARE(feature.value(2, -3), atTwoAndMinusThree);
    QVERIFY(!feature.title.empty() && !feature.summary.empty() && !feature.python.empty());
    QCOMPARE(planeFeatures().size(), std::size_t{7});  // as many as rows above
  }

  void namesMakeTheColumns() {
    const PreparedDataPtr data = prepareData(planeExperiment());
    QCOMPARE(data->dataset->features, 3);
    QCOMPARE(data->dataset->featureNames, (std::vector<std::string>{"x₂", "sin x₁", "x₁x₂"}));
    QVERIFY(data->dataset->isPlane());
    for (std::size_t row = 0; row < 100; ++row) {
      const float x1 = data->dataset->points[2 * row];
      const float x2 = data->dataset->points[2 * row + 1];
      QCOMPARE(data->dataset->values[3 * row], x2);
      QCOMPARE(data->dataset->values[3 * row + 1], static_cast<float>(std::sin(double{x1})));
      QCOMPARE(data->dataset->values[3 * row + 2], static_cast<float>(double{x1} * double{x2}));
    }
  }

  void refusesFeaturesThatAreNot() {
    const QString unknown = errorOf<FormatError>([] { featuresNamed({"x1", "x3"}); });
    QVERIFY2(unknown.startsWith(QStringLiteral("There is no feature 'x3'. There are: x1, x2, ")), qPrintable(unknown));
    const QString twice = errorOf<FormatError>([] { featuresNamed({"x1", "x1"}); });
    QVERIFY2(twice.contains(QStringLiteral("twice")), qPrintable(twice));
    QCOMPARE(featuresNamed({}).size(), std::size_t{2});
  }

  void ownPointsTakeThePlaceOfGeneratedOnes() {
    Experiment experiment = planeExperiment();
    experiment.data.points = pointsOf(*prepareData(experiment)->dataset);
    QCOMPARE(experiment.data.points.size(), std::size_t{100});
    experiment.data.points.push_back({1.5, -2, 1});
    const DatasetPtr dataset = prepareData(experiment)->dataset;
    QCOMPARE(dataset->rows, 101);
    QCOMPARE(dataset->points[200], 1.5F);
    QCOMPARE(dataset->labels.back(), 1);
    QCOMPARE(dataset->values[300], -2.0F);  // x₂ is the first feature
    experiment.data.points.back().answer = 2;
    const QString message = errorOf<DataError>([&] { prepareData(experiment); });
    QVERIFY2(message.contains(QStringLiteral("has the classes 0 to 1")), qPrintable(message));
  }

  /// So wide that not all of the field goes through at once, and so that all points lie on it.
  void fieldIsWhatTheNetworkSays_data() {
    QTest::addColumn<int>("units");
    QTest::addColumn<double>("farthest");
    QTest::addColumn<double>("extent");
    for (const int units : {70, 2'000, 12'000, kMostUnits}) QTest::addRow("%d units", units) << units << 0.0 << 6.0;
    QTest::addRow("a point near the edge") << 70 << 6.0 << 1.04 * 6;
    QTest::addRow("a point far out") << 70 << -8.5 << 1.04 * 8.5;
  }
  void fieldIsWhatTheNetworkSays() {
    QFETCH(int, units);
    QFETCH(double, farthest);
    QFETCH(double, extent);
    Experiment experiment = planeExperiment();
    if (farthest != 0) {
      experiment.data.points = pointsOf(*prepareData(experiment)->dataset);
      experiment.data.points.front().x2 = farthest;
    }
    experiment.network.hidden.back().layer.values["units"] = units;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    for (int epoch = 0; epoch < 3; ++epoch) trainer.finishEpoch();
    const auto field = trainer.lookAtPlane({.layer = 0, .unit = 3});
    QVERIFY(field.has_value());
    QCOMPARE(field->layers.size(), std::size_t{3});
    QCOMPARE(field->layers[1].units, kMostUnitFields);
    QCOMPARE(field->outputs, 2);
    QCOMPARE(field->extent, extent);
    const std::vector<LayerSnapshot> layers = trainer.look(-1).layers;
    const auto features = featuresNamed(experiment.data.features);
    for (const auto& [row, column] : {std::pair{0, 0}, {0, 32}, {32, 0}, {16, 16}, {5, 27}}) {
      const double x1 = fieldPlace(column, kUnitFieldSide, extent);
      const double x2 = -fieldPlace(row, kUnitFieldSide, extent);
      std::vector<double> input;
      for (const PlaneFeature* feature : features) input.push_back(feature->value(x1, x2));
      const auto way = byHand(layers, input);
      for (std::size_t layer = 0; layer < 3; ++layer) {
        const LayerField& shown = field->layers[layer];
        for (int unit = 0; unit < shown.units; ++unit) {
          const auto at = static_cast<std::size_t>((unit * kUnitFieldSide + row) * kUnitFieldSide + column);
          QVERIFY(isByteOf(shown.bytes[at], way[layer][static_cast<std::size_t>(unit)], shown.scale));
        }
      }
      // The same place among the finer ones.
      const int place = (row * kUnitFieldStep + 1) * kFieldSide + column * kUnitFieldStep + 1;
      const double blue = 1 / (1 + std::exp(way[2][0] - way[2][1]));
      QVERIFY(std::abs(field->output[static_cast<std::size_t>(2 * place + 1)] - blue) < 1e-4);
      QVERIFY(isByteOf(field->closer[static_cast<std::size_t>(place)], way[0][3], field->layers[0].scale));
    }
  }

  void dropoutAndBatchNormSayWhatTheyDoOutsideTraining() {
    Experiment experiment = planeExperiment();
    experiment.network.hidden = {{{"batch_norm", {}}, {"identity", {}}}, {{"dropout", {{"p", 0.5}}}, {"identity", {}}}};
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    const auto first = trainer.lookAtPlane({});
    const auto second = trainer.lookAtPlane({});
    QCOMPARE(first->output, second->output);
    QCOMPARE(first->layers[0].bytes, first->layers[1].bytes);
    QVERIFY(first->closer.empty() && first->unit == FieldUnit{});
  }

  void looksNowhereElse() {
    Experiment experiment = planeExperiment();
    QVERIFY(Trainer(*device_, experiment, prepareData(experiment)).lookAtPlane({7, 0})->unit == FieldUnit{});
    QVERIFY(Trainer(*device_, experiment, prepareData(experiment)).lookAtPlane({0, 5})->closer.empty());
    experiment.data = {};
    experiment.data.dataset = {"iris", {}};
    QVERIFY(!Trainer(*device_, experiment, prepareData(experiment)).lookAtPlane({}).has_value());
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(FieldTest)
#include "field_test.moc"
