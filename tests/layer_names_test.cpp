// One name for each layer: the function that gives it, and that code, summary and the network itself use it.
#include <QTest>

#include "core/data/prepared_data.h"
#include "core/experiment/describe_difference.h"
#include "core/experiment/layer_names.h"
#include "core/experiment/network_problems.h"
#include "core/io/pytorch_script.h"
#include "core/io/summary.h"
#include "core/nn/loss.h"
#include "core/step/network.h"
#include "core/train/prepare.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

LayerSpec layer(const char* kind) {
  return {{kind, {}}, {"identity", {}}};
}

Experiment mixed() {
  Experiment experiment;
  experiment.network.hidden = {layer("linear"),  layer("dropout"),      layer("batch_norm"),
                               layer("dropout"), layer("noisy_linear"), layer("linear")};
  return experiment;
}

constexpr const char* kNames[] = {"Linear 1",       "Dropout 1", "Batch norm 1", "Dropout 2",
                                  "Noisy linear 2", "Linear 3",  "Linear 4"};

}  // namespace

class LayerNamesTest : public QObject {
  Q_OBJECT

 private slots:
  void layersAreCountedFromTheInput() {
    const NetworkSpec network = mixed().network;
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
      const std::string name = kNames[i];
      QCOMPARE(layerName(network, i), name);
      QCOMPARE(placedLayerName(network, i), i + 1 < std::size(kNames) ? name : name + " output");
    }
    QCOMPARE(placedLayerName({}, 0), std::string("Linear 1 output"));
  }

  void everyoneUsesThem() {
    const Experiment experiment = mixed();
    const PreparedDataPtr data = prepareData(experiment);
    const std::unique_ptr<Device> device = openTestDevice();
    Generator generator(1);
    Network network(*device, experiment.network, data->dataset->features,
                    outputsFor(findLoss(experiment.training.loss.name), data->dataset->target()), generator);
    const std::vector<LayerSnapshot> layers = network.describe({});
    const NetworkSummary summary = summarize(experiment, *data->dataset);
    const std::string code = pytorchScript(experiment, *data);
    QCOMPARE(summary.rows.size(), std::size(kNames));
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
      const std::string placed = placedLayerName(experiment.network, i);
      QCOMPARE(layers[i].name, std::string(kNames[i]));
      QCOMPARE(summary.rows[i].name, placed);
      QVERIFY2(code.find("# " + placed + "\n") != std::string::npos, placed.c_str());
    }
  }

  void problemsAndDifferencesUseThem() {
    Experiment experiment = mixed();
    experiment.training.batchSize = 1;
    const std::vector<NetworkProblem> problems =
        findProblems(experiment, {.features = 2, .target = {Task::Classification, 2}});
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY2(problems.front().text.starts_with("Batch norm 1 needs"), problems.front().text.c_str());
    Experiment other = mixed();
    for (const std::size_t i : {4U, 5U}) other.network.hidden[i].activation.name = "relu";
    const QString said = QString::fromStdString(describeDifference(other, mixed()));
    QVERIFY2(said.contains(QStringLiteral("in Noisy linear 2 and Linear 3")), qPrintable(said));
  }
};

QTEST_GUILESS_MAIN(LayerNamesTest)
#include "layer_names_test.moc"
