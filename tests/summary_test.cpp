// The summary of a network: shapes, parameters, memory and operations, counted by hand and against networks that were
// built.
#include <QTest>

#include "core/experiment/experiment.h"
#include "core/io/summary.h"
#include "core/nn/activation.h"
#include "core/nn/layer_registry.h"
#include "core/step/network.h"
#include "core/train/prepare.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

Dataset fourToThree() {
  Dataset dataset;
  dataset.features = 4;
  dataset.classNames = {"a", "b", "c"};
  return dataset;
}

}  // namespace

class SummaryTest : public QObject {
  Q_OBJECT

 private slots:
  void countsByHand() {
    Experiment experiment;
    experiment.training.batchSize = 10;
    experiment.network.hidden = {{{"linear", {{"units", 8}}}, {"relu", {}}}, {{"batch_norm", {}}, {"identity", {}}}};
    const NetworkSummary summary = summarize(experiment, fourToThree());
    QCOMPARE(summary.rows.size(), std::size_t{4});
    const auto hasRow = [&](std::size_t i, const char* name, std::int64_t outputs, std::int64_t parameters,
                            std::int64_t operations) {
      const SummaryRow& row = summary.rows[i];
      QCOMPARE(row.name, std::string(name));
      QCOMPARE(row.outputs, outputs);
      QCOMPARE(row.parameters, parameters);
      QCOMPARE(row.operations, operations);
      QCOMPARE(row.weightBytes(), 4 * parameters);
      QCOMPARE(row.valueBytes(10), 40 * outputs);
    };
    hasRow(0, "Linear 1", 8, 4 * 8 + 8, 2 * 4 * 8);
    hasRow(1, "ReLU", 8, 0, 8);
    hasRow(2, "Batch norm 1", 8, 16, 32);
    hasRow(3, "Linear 2 output", 3, 8 * 3 + 3, 2 * 8 * 3);
    QCOMPARE(summary.total.outputs, 8 + 8 + 8 + 3);
    QCOMPARE(summary.total.parameters, 40 + 16 + 27);
    QCOMPARE(summary.total.operations, 64 + 8 + 32 + 48);
  }

  /// Each layer of the registry has as many parameters as it says.
  void agreesWithTheNetwork_data() {
    QTest::addColumn<QString>("layer");
    for (const LayerInfo& info : layers()) QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
  }
  void agreesWithTheNetwork() {
    QFETCH(QString, layer);
    const std::unique_ptr<Device> device = openTestDevice();
    Experiment experiment;
    experiment.network.hidden = {{{layer.toStdString(), {}}, {"gaussian", {}}}, {{"linear", {}}, {"sine", {}}}};
    Generator generator(1);
    const Network network(*device, experiment.network, 4, 3, generator);
    QCOMPARE(summarize(experiment, fourToThree()).total.parameters, network.parameterCount());
  }

  void theTableAsText() {
    Experiment experiment;
    experiment.data.dataset.name = "iris";
    experiment.training.batchSize = 2;
    experiment.network.hidden = {{{"linear", {{"units", 16}}}, {"sigmoid", {}}}};
    const QString text = QString::fromStdString(summaryText(experiment, *prepareData(experiment)));
    QCOMPARE(text.left(text.indexOf(QStringLiteral("\n\n"))),
             QStringLiteral(R"(Layer             Output shape   Parameters   Weights   Values   FLOPs
----------------------------------------------------------------------
Input                   [2, 4]
Linear 1               [2, 16]           80     320 B    128 B     128
Sigmoid                [2, 16]            0       0 B    128 B      16
Linear 2 output         [2, 3]           51     204 B     24 B      96
----------------------------------------------------------------------
Total                                   131     524 B    280 B     240)"));
  }
};

QTEST_GUILESS_MAIN(SummaryTest)
#include "summary_test.moc"
