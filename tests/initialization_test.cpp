// The list of initialisations: what a row draws against PyTorch, and how a network uses it.
#include "core/nn/initialization.h"
#include "core/base/error.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/network_problems.h"
#include "core/experiment/presets.h"
#include "core/nn/linear.h"
#include "core/step/network.h"
#include "tests/fixture_digest.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// A fixture of init.json and the choice that has to draw the same.
struct Case {
  const char* fixture;
  Choice choice;
  const char* arguments;  ///< in a script
};

const std::array kCases = {
    Case{"kaiming_uniform", {"kaiming_uniform", {}}, ""},
    Case{"kaiming_uniform fan_out", {"kaiming_uniform", {{"a", 0.3}, {"fan_out", 1}}}, ", a=0.3, mode=\"fan_out\""},
    Case{"xavier_uniform", {"xavier_uniform", {{"gain", 1.5}}}, ", gain=1.5"},
    Case{"xavier_normal", {"xavier_normal", {{"gain", 0.7}}}, ", gain=0.7"},
    Case{"uniform", {"uniform", {{"a", -0.3}, {"b", 0.8}}}, ", a=-0.3, b=0.8"},
    Case{"normal", {"normal", {{"mean", 0.5}, {"std", 2}}}, ", mean=0.5, std=2.0"},
    Case{"orthogonal", {"orthogonal", {{"gain", 1.2}, {"zero_bias", 1}}}, ", gain=1.2"},
};

NetworkSpec twoLayers() {
  return {.hidden = {{{"linear", {{"units", 5}}}, {"tanh", {}}}, {{"linear", {{"units", 4}}}, {"relu", {}}}}};
}

Experiment experimentOf(const NetworkSpec& network, int batchSize = 32) {
  Experiment experiment;
  experiment.network = network;
  experiment.training.batchSize = batchSize;
  return experiment;
}

}  // namespace

class InitializationTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void rowsDrawAsPyTorch_data() {
    QTest::addColumn<int>("which");
    for (std::size_t i = 0; i < kCases.size(); ++i) QTest::newRow(kCases.at(i).fixture) << static_cast<int>(i);
  }
  void rowsDrawAsPyTorch() {
    QFETCH(int, which);
    const Case& each = kCases.at(static_cast<std::size_t>(which));
    const Initialization& row = findInitialization(each.choice.name);
    check(each.choice, row, "here");
    QCOMPARE(row.torchArguments(each.choice), std::string(each.arguments));
    const QString prefix = QLatin1String(each.fixture) + QStringLiteral(", ");
    const QJsonObject all = fixtures("init.json");
    int compared = 0;
    for (auto fixture = all.begin(); fixture != all.end(); ++fixture) {
      if (!fixture.key().startsWith(prefix)) continue;
      Generator generator(fixture.key().section(u',', 2).toULongLong());
      const Tensor weight =
          row.draw(*device_, shapeOf(fixture.value()[QStringLiteral("shape")]), generator, each.choice);
      const QString what = differenceFrom(weight, fixture.value());
      QVERIFY2(what.isEmpty(), qPrintable(fixture.key() + QStringLiteral(": ") + what));
      ++compared;
    }
    QCOMPARE(compared, 7);
  }

  /// All layers draw their own first, then the chosen ones draw again: the order of a script.
  void networkDrawsAsAScript() {
    NetworkSpec spec = twoLayers();
    spec.hidden[1].initialization = {"xavier_normal", {{"zero_bias", 1}}};
    spec.outputInitialization = {"constant", {{"val", 0.25}}};
    Generator generator(7);
    Network network(*device_, spec, 3, 2, generator);

    Generator same(7);
    const Linear first(*device_, 3, 5, same);
    const Linear second(*device_, 5, 4, same);
    const Linear output(*device_, 4, 2, same);
    initialize(second, spec.hidden[1].initialization, same);
    const std::vector<Tensor> parameters = network.parameters();
    QCOMPARE(parameters[0].toVector<float>(), first.weight().toVector<float>());
    QCOMPARE(parameters[1].toVector<float>(), first.bias().toVector<float>());
    QCOMPARE(parameters[2].toVector<float>(), second.weight().toVector<float>());
    QCOMPARE(parameters[3].toVector<float>(), std::vector<float>(4, 0));
    QCOMPARE(parameters[4].toVector<float>(), std::vector<float>(8, 0.25F));
    QCOMPARE(parameters[5].toVector<float>(), output.bias().toVector<float>());
    QCOMPARE(generator.random64(), same.random64());
  }

  void networksWithoutBiasesHaveNone() {
    NetworkSpec spec = twoLayers();
    spec.hidden[0].layer.values["bias"] = 0;
    Generator generator(7);
    Network network(*device_, spec, 3, 2, generator);
    QCOMPARE(network.parameterCount(), std::int64_t{15 + 24 + 10});
    const std::vector<LayerSnapshot> layers = network.describe(Tensor::full(*device_, {1, 3}, 1));
    QVERIFY(layers[0].bias.empty());
    QCOMPARE(layers[0].weight.size(), std::size_t{15});
    QCOMPARE(layers[1].bias.size(), std::size_t{4});
    // Parameters are counted alike without making the layers.
    QCOMPARE(parametersOf(spec.hidden[0].layer, 3), std::int64_t{15});
    QCOMPARE(parametersOf(spec.hidden[1].layer, 5), std::int64_t{24});
  }

  void presetsCanBeRun() {
    for (const Preset& preset : presets()) {
      Experiment experiment = experimentOf(networkOf(preset));
      if (preset.task == Task::Regression) {
        experiment.data.dataset = {"auto-mpg", {}};
        experiment.training.loss = {"mse", {}};
      }
      check(experiment, preset.name);
      QVERIFY(findProblems(experiment, {.features = 4, .target = {Task::Classification, 3}, .trainRows = 100}).empty());
      QVERIFY(whyUnsuitable(preset, preset.task.value_or(Task::Regression)).empty());
    }
    QVERIFY(!whyUnsuitable(findPreset("linear_regression"), Task::Classification).empty());
    QVERIFY(errorOf<FormatError>([] { findPreset("resnet"); }).contains(u"textbook_mlp"));
  }

  void problems_data() {
    QTest::addColumn<int>("batchSize");
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<quint64>("memory");
    QTest::addColumn<int>("layer");  // −1: none
    QTest::addColumn<QString>("words");
    QTest::newRow("fine") << 32 << qint64{100} << quint64{0} << -1 << QString();
    QTest::newRow("batches of one") << 1 << qint64{100} << quint64{0} << 1 << QStringLiteral("the batch size is 1");
    QTest::newRow("one is left over") << 33 << qint64{100} << quint64{0} << 1
                                      << QStringLiteral("last batch of an epoch");
    QTest::newRow("two are left over") << 49 << qint64{100} << quint64{0} << -1 << QString();
    QTest::newRow("one row") << 8 << qint64{1} << quint64{0} << 1 << QStringLiteral("one training sample");
    QTest::newRow("no room") << 32 << qint64{100} << quint64{1000} << 0 << QStringLiteral("the device has 0 MB");
    // 317 parameters of 16 bytes each; 20 units, of 8 bytes each for every sample of a batch.
    QTest::newRow("no room for the batch")
        << 32 << qint64{100} << quint64{10191} << 0 << QStringLiteral("and 32 samples at once");
    QTest::newRow("a smaller batch helps")
        << 32 << qint64{100} << quint64{10191} << 0 << QStringLiteral("give it fewer units or a smaller batch");
    QTest::newRow("room") << 32 << qint64{100} << quint64{10192} << -1 << QString();
    QTest::newRow("no more than the rows there are") << 1000 << qint64{32} << quint64{10192} << -1 << QString();
  }
  void problems() {
    QFETCH(int, batchSize);
    QFETCH(qint64, rows);
    QFETCH(quint64, memory);
    QFETCH(int, layer);
    QFETCH(QString, words);
    const NetworkSpec network{
        .hidden = {{{"linear", {{"units", 9}}}, {"relu", {}}}, {{"batch_norm", {}}, {"identity", {}}}}};
    const Experiment experiment = experimentOf(network, batchSize);
    const NetworkGround ground{
        .features = 30, .target = {Task::Classification, 2}, .trainRows = rows, .deviceMemory = memory};
    const std::vector<NetworkProblem> found = findProblems(experiment, ground);
    QCOMPARE(found.size(), layer < 0 ? std::size_t{0} : std::size_t{1});
    if (layer < 0) return demandPossible(experiment, ground);
    QCOMPARE(found.front().layer, layer);
    QVERIFY2(found.front().text.find(words.toStdString()) != std::string::npos, found.front().text.c_str());
    QVERIFY(errorOf<Error>([&] { demandPossible(experiment, ground); }).contains(words));
  }

  void layersTravelAsText() {
    std::vector<LayerSpec> layers = twoLayers().hidden;
    layers[0].initialization = {"orthogonal", {{"gain", 2}}};
    QCOMPARE(layersFromJson(layersToJson(layers), "clipboard"), layers);
    QVERIFY(errorOf<FormatError>([] {
              layersFromJson("[{\"layer\": {\"name\": \"lstm\"}}]", "clipboard");
            }).startsWith(QStringLiteral("clipboard: [0].layer: There is no layer 'lstm'")));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_MAIN(InitializationTest)
#include "initialization_test.moc"
