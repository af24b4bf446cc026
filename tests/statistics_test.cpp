// What is measured of the layers, against PyTorch and by counting; and that measuring leaves no trace in a training.
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <limits>

#include "core/data/prepared_data.h"
#include "core/probe/network_probe.h"
#include "core/session/training_session.h"
#include "core/tensor/copy.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/fixture_digest.h"

using namespace gradus;

namespace {

constexpr std::int64_t kRows = 40;
constexpr std::int64_t kFeatures = 5;

/// What make_statistics.py feeds its networks.
PreparedData fixtureData(Task task) {
  auto dataset = std::make_shared<Dataset>();
  dataset->task = task;
  dataset->rows = kRows;
  dataset->features = kFeatures;
  dataset->values = someNumbers(kRows * kFeatures);
  PreparedData data;
  for (std::int64_t row = 0; row < kRows; ++row) {
    dataset->labels.push_back(static_cast<std::int32_t>(row % 3));
    data.train.push_back(row);
  }
  if (task == Task::Classification) {
    dataset->classNames = {"a", "b", "c"};
  } else {
    dataset->targets = someNumbers(kRows, 1);
  }
  data.dataset = std::move(dataset);
  return data;
}

/// Changes a tensor number by number, as the script does with PyTorch's.
void edit(const Tensor& tensor, const std::function<float(std::size_t index, float before)>& change) {
  std::vector<float> numbers = tensor.detach().toVector<float>();
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = change(i, numbers[i]);
  copyInto(tensor.detach(), Tensor::from(tensor.device(), numbers, tensor.shape()));
}

bool isNear(double got, double expected) {
  return std::abs(got - expected) <= 1e-6 + 1e-4 * std::abs(expected);
}

/// Rounding may carry a number over the edge between two bins.
void compareDistributions(const Distribution& got, const QJsonValue& expected, const char* what) {
  const auto number = [&](const char* key) { return expected[QLatin1String(key)].toDouble(); };
  QVERIFY2(isNear(static_cast<double>(got.low), number("low")), what);
  QVERIFY2(isNear(static_cast<double>(got.high), number("high")), what);
  QVERIFY2(isNear(got.mean, number("mean")), what);
  QVERIFY2(isNear(got.deviation, number("deviation")), what);
  QVERIFY2(isNear(got.norm, number("norm")), what);
  const QJsonArray bins = expected[QStringLiteral("bins")].toArray();
  QCOMPARE(bins.size(), static_cast<qsizetype>(Distribution::kBins));
  std::int64_t moved = 0;
  std::int64_t total = 0;
  for (std::size_t i = 0; i < Distribution::kBins; ++i) {
    const std::int64_t there = bins[static_cast<qsizetype>(i)].toInteger();
    moved += std::abs(got.bins.at(i) - there);
    total += there;
  }
  QVERIFY2(moved <= 2, what);
  QCOMPARE(got.count, total);
}

Experiment modesExperiment() {
  const Choice none{"identity", {}};
  Experiment experiment;
  experiment.data.dataset.name = "iris";
  experiment.network.hidden = {{{"noisy_linear", {{"units", 16}}}, {"relu", {}}},
                               {{"batch_norm", {}}, none},
                               {{"dropout", {{"p", 0.2}}}, none},
                               {{"linear", {{"units", 12}}}, {"tanh", {}}}};
  experiment.training.batchSize = 16;
  return experiment;
}

Experiment perceptron(const char* dataset, double units, int batchSize) {
  Experiment experiment;
  experiment.data.dataset.name = dataset;
  experiment.network.hidden = {{{"linear", {{"units", units}}}, {"relu", {}}},
                               {{"linear", {{"units", 8}}}, {"tanh", {}}}};
  experiment.training.batchSize = batchSize;
  return experiment;
}

std::vector<float> numbersOf(const Trainer& trainer) {
  std::vector<float> numbers;
  for (const BatchPoint& point : trainer.batchHistory()) numbers.push_back(point.loss);
  for (const EpochPoint& point : trainer.epochHistory()) numbers.push_back(static_cast<float>(point.valid.loss));
  return numbers;
}

}  // namespace

Q_DECLARE_METATYPE(gradus::Experiment)

class StatisticsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void countsNumbers_data() {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    QTest::addColumn<QList<float>>("numbers");
    QTest::newRow("none") << QList<float>{};
    QTest::newRow("one") << QList<float>{3.5F};
    QTest::newRow("all the same") << QList<float>{-2, -2, -2};
    QTest::newRow("the ends") << QList<float>{-1, 1};
    QTest::newRow("not finite") << QList<float>{kNan, 1, kInfinity, -4, -kInfinity, 0.5F};
    QTest::newRow("none finite") << QList<float>{kNan, kInfinity};
    QTest::newRow("extremes") << QList<float>{-3e38F, 3e38F, 0};
    const std::vector<float> many = someNumbers(1000);
    QTest::newRow("many") << QList<float>(many.begin(), many.end());
  }
  void countsNumbers() {
    QFETCH(QList<float>, numbers);
    const Distribution got =
        distributionOf(std::span<const float>(numbers.constData(), static_cast<std::size_t>(numbers.size())));
    std::vector<double> finite;
    for (const float number : numbers) {
      if (std::isfinite(number)) finite.push_back(static_cast<double>(number));
    }
    QCOMPARE(got.count, static_cast<std::int64_t>(finite.size()));
    QCOMPARE(got.nonFinite, static_cast<std::int64_t>(numbers.size()) - got.count);
    QCOMPARE(got.empty(), numbers.isEmpty());
    std::int64_t binned = 0;
    for (const std::int64_t bin : got.bins) binned += bin;
    QCOMPARE(binned, got.count);
    if (finite.empty()) return;
    const auto [low, high] = std::ranges::minmax(finite);
    QCOMPARE(static_cast<double>(got.low), low);
    QCOMPARE(static_cast<double>(got.high), high);
    double sum = 0;
    double squares = 0;
    for (const double x : finite) sum += x;
    const double mean = sum / static_cast<double>(finite.size());
    double spread = 0;
    for (const double x : finite) squares += x * x, spread += (x - mean) * (x - mean);
    QVERIFY(isNear(got.mean, mean));
    QVERIFY(isNear(got.norm, std::sqrt(squares)));
    QVERIFY(isNear(got.deviation, std::sqrt(spread / static_cast<double>(finite.size()))));
    for (std::size_t i = 0; i < Distribution::kBins; ++i) {
      const double from = low + static_cast<double>(i) * got.binWidth();
      const bool isLast = i + 1 == Distribution::kBins;
      const auto inside = std::ranges::count_if(finite, [&](double x) {
        return got.binWidth() > 0 ? x >= from && (isLast || x < from + got.binWidth()) : i == 0;
      });
      QVERIFY(std::abs(got.bins.at(i) - inside) <= 1);
    }
  }

  void measuresWhatPyTorchMeasures_data() {
    QTest::addColumn<QString>("network");
    QTest::newRow("classifier, some units silent and some saturated") << QStringLiteral("classifier");
    QTest::newRow("regression with batch norm and dropout") << QStringLiteral("regression");
  }
  void measuresWhatPyTorchMeasures() {
    QFETCH(QString, network);
    const bool classifies = network == QStringLiteral("classifier");
    const PreparedData data = fixtureData(classifies ? Task::Classification : Task::Regression);
    const DeviceData deviceData(*device_, *data.dataset);
    NetworkSpec spec;
    if (classifies) {
      spec.hidden = {{{"linear", {{"units", 16}}}, {"relu", {}}}, {{"linear", {{"units", 6}}}, {"sigmoid", {}}}};
    } else {
      spec.hidden = {{{"linear", {{"units", 8}}}, {"identity", {}}},
                     {{"batch_norm", {}}, {"tanh", {}}},
                     {{"dropout", {}}, {"identity", {}}}};
    }
    Generator generator(123);
    Network built(*device_, spec, kFeatures, classifies ? 3 : 1, generator);
    if (classifies) {
      const auto index = [](std::size_t i, std::size_t columns) { return i / columns; };
      edit(built.parameters()[0], [&](std::size_t i, float x) { return index(i, 5) < 4 ? x - 9 : x; });
      edit(built.parameters()[1], [](std::size_t i, float x) { return i < 3 ? x - 40 : x; });
      edit(built.parameters()[2], [&](std::size_t i, float x) { return index(i, 16) < 2 ? x * 60 : x; });
    }
    NetworkProbe probe(*device_, spec, built.outputs(), data, deviceData);
    const NetworkStatistics got = probe.measure(built, TrainingLoss({classifies ? "cross_entropy" : "mse", {}}));
    const QJsonValue expected = test::fixtures("statistics.json")[network];
    const QJsonArray layers = expected[QStringLiteral("layers")].toArray();
    QVERIFY(isNear(got.loss, expected[QStringLiteral("loss")].toDouble()));
    QVERIFY(!got.failure.has_value());
    QCOMPARE(got.samples, kRows);
    QCOMPARE(static_cast<qsizetype>(got.layers.size()), layers.size());
    const double arriving = layers.last()[QStringLiteral("signal")].toDouble();
    for (std::size_t i = 0; i < got.layers.size(); ++i) {
      const QJsonValue layer = layers[static_cast<qsizetype>(i)];
      const LayerStatistics& mine = got.layers[i];
      compareDistributions(mine.activations, layer[QStringLiteral("activations")], "activations");
      const double signal = layer[QStringLiteral("signal")].toDouble();
      QVERIFY(isNear(mine.signal, signal));
      QVERIFY(isNear(mine.flow, signal / arriving));
      const bool hasWeight = !layer[QStringLiteral("weights")].isUndefined();
      QCOMPARE(mine.weights.empty(), !hasWeight);
      if (hasWeight) {
        compareDistributions(mine.weights, layer[QStringLiteral("weights")], "weights");
        compareDistributions(mine.gradients, layer[QStringLiteral("gradients")], "gradients");
      }
      if (layer[QStringLiteral("silent")].isUndefined()) continue;
      QCOMPARE(mine.silentUnits(), layer[QStringLiteral("silent")].toInt());
      QVERIFY(isNear(mine.flatShare, layer[QStringLiteral("flat_share")].toDouble()));
    }
    QVERIFY(!classifies || got.layers[0].silentUnits() == 3);
  }

  /// Against the same network computed by hand, in double.
  void measuresWhatGoesIntoAnActivation() {
    constexpr std::size_t kUnits = 8;
    const PreparedData data = fixtureData(Task::Regression);
    const DeviceData deviceData(*device_, *data.dataset);
    NetworkSpec spec;
    spec.hidden = {{{"linear", {{"units", double{kUnits}}}}, {"sigmoid", {}}}};
    Generator generator(123);
    Network network(*device_, spec, kFeatures, 1, generator);
    edit(network.parameters()[0], [](std::size_t, float x) { return 12 * x; });
    const std::vector<LayerSnapshot> layers = network.describe({});

    double sum = 0;
    double leaving = 0;
    double passing = 0;
    int saturated = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
      std::vector<double> slopes;
      double output = static_cast<double>(layers[1].bias[0]);
      for (std::size_t unit = 0; unit < kUnits; ++unit) {
        auto z = static_cast<double>(layers[0].bias[unit]);
        for (std::size_t i = 0; i < kFeatures; ++i) {
          z += static_cast<double>(layers[0].weight[unit * kFeatures + i]) *
               static_cast<double>(data.dataset->values[row * kFeatures + i]);
        }
        const double a = 1 / (1 + std::exp(-z));
        sum += z;
        slopes.push_back(a * (1 - a));
        if (slopes.back() < 0.01) ++saturated;
        output += a * static_cast<double>(layers[1].weight[unit]);
      }
      const double error = 2 * std::abs(output - static_cast<double>(data.dataset->targets[row]));
      for (std::size_t unit = 0; unit < kUnits; ++unit) {
        const double gradient = error * std::abs(static_cast<double>(layers[1].weight[unit]));
        leaving += gradient;
        passing += gradient * slopes[unit];
      }
    }

    NetworkProbe probe(*device_, spec, network.outputs(), data, deviceData);
    const NetworkStatistics got = probe.measure(network, TrainingLoss({"mse", {}}));
    const LayerStatistics& hidden = got.layers[0];
    constexpr double kAll = kRows * double{kUnits};
    QCOMPARE(hidden.sums.count, kRows * std::int64_t{kUnits});
    QVERIFY(isNear(hidden.sums.mean, sum / kAll));
    QVERIFY(saturated > 0);
    QCOMPARE(hidden.saturatedShare, saturated / kAll);
    QVERIFY(isNear(hidden.gradientFactor, passing / leaving));
    QVERIFY(hidden.gradientFactor < 0.25);
    QVERIFY(got.layers[1].sums.empty());
    QVERIFY(std::isnan(got.layers[1].gradientFactor));
  }

  void namesTheFirstTensorThatIsNotFinite_data() {
    QTest::addColumn<int>("parameter");
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("expected");
    QTest::newRow("all finite") << -1 << 0.0 << QString();
    QTest::newRow("first weight") << 0 << std::nan("")
                                  << QStringLiteral("Linear 1, weight holds numbers that are not finite");
    QTest::newRow("second bias") << 3 << HUGE_VAL << QStringLiteral("Linear 2, bias holds numbers that are not finite");
    QTest::newRow("overflow") << 1 << 3e38
                              << QStringLiteral(
                                     "the sums of Linear 2 are not finite any more; the largest weight is 3e38");
  }
  void namesTheFirstTensorThatIsNotFinite() {
    QFETCH(int, parameter);
    QFETCH(double, number);
    QFETCH(QString, expected);
    const PreparedData data = fixtureData(Task::Classification);
    const DeviceData deviceData(*device_, *data.dataset);
    NetworkSpec spec;
    spec.hidden = {{{"linear", {{"units", 8}}}, {"relu", {}}}};
    Generator generator(1);
    Network network(*device_, spec, kFeatures, 3, generator);
    if (parameter >= 0) {
      edit(network.parameters()[static_cast<std::size_t>(parameter)],
           [&](std::size_t, float) { return static_cast<float>(number); });
    }
    if (number > 1e38 && parameter == 1) edit(network.parameters()[2], [](std::size_t, float) { return 10.0F; });
    NetworkProbe probe(*device_, spec, network.outputs(), data, deviceData);
    const NetworkStatistics got = probe.measure(network, TrainingLoss({"cross_entropy", {}}));
    QCOMPARE(got.failure ? QString::fromStdString(causeOf(*got.failure, NumberText())) : QString(), expected);
  }

  void leavesNoTrace_data() {
    QTest::addColumn<Experiment>("experiment");
    QTest::addColumn<QString>("step");
    QTest::newRow("plain, with noise, batch norm and dropout") << modesExperiment() << QStringLiteral("plain");
    QTest::newRow("lanes") << perceptron("iris", 8, 8) << QStringLiteral("lanes");
    QTest::newRow("rows") << perceptron("mnist-10k", 32, 500) << QStringLiteral("rows");
    QTest::newRow("layers") << perceptron("mnist-10k", 300, 500) << QStringLiteral("layers");
  }
  void leavesNoTrace() {
    QFETCH(Experiment, experiment);
    QFETCH(QString, step);
    std::vector<std::vector<float>> runs;
    std::vector<std::vector<float>> weights;
    for (const bool looks : {false, true}) {
      Trainer trainer(*device_, experiment, prepareData(experiment));
      QCOMPARE(trainer.trainingStep().name(), std::string_view(step.toStdString()));
      if (looks) QVERIFY(!trainer.measure()->layers.empty());
      for (int epoch = 0; epoch < 2; ++epoch) {
        for (int piece = 0; piece < 5; ++piece) {
          trainer.advance(3);
          trainer.collect();
          if (looks) QVERIFY(std::isfinite(trainer.measure()->loss));
        }
        trainer.finishEpoch();
      }
      runs.push_back(numbersOf(trainer));
      weights.push_back(trainer.network().describe({}).front().weight);
    }
    QCOMPARE(runs[1], runs[0]);
    QCOMPARE(weights[1], weights[0]);
    QVERIFY(runs[0].size() > 10);
  }

  void followsTheRun() {
    const Experiment experiment = perceptron("iris", 8, 8);
    Trainer trainer(*device_, experiment, prepareData(experiment));
    const StatisticsPtr before = trainer.measure();
    QCOMPARE(before->step, 0);
    for (int epoch = 0; epoch < 5; ++epoch) trainer.finishEpoch();
    const StatisticsPtr after = trainer.measure();
    QCOMPARE(after->step, trainer.step());
    QCOMPARE(after->epochs, 5.0);
    QVERIFY(after->loss < before->loss);
    QCOMPARE(after->layers[0].name, std::string("Linear 1"));
    QCOMPARE(after->layers[1].activation, std::string("tanh"));
    QCOMPARE(after->layers[2].units, 3);
    trainer.rewind();
    QCOMPARE(trainer.measure()->loss, before->loss);
  }

  void snapshotsHoldItWhenAsked() {
    TrainingSession session(QStringLiteral("cpu"));
    QSignalSpy snapshots(&session, &TrainingSession::snapshotReady);
    session.load(perceptron("iris", 8, 8));
    session.requestSnapshot({});
    session.requestSnapshot({.statistics = true});
    QTRY_COMPARE_WITH_TIMEOUT(snapshots.size(), 2, 60'000);
    QVERIFY(!snapshots[0].first().value<SnapshotPtr>()->statistics);
    QCOMPARE(snapshots[1].first().value<SnapshotPtr>()->statistics->layers.size(), std::size_t{3});
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
