// What is explained of one unit: against the numbers of the network, finite differences and real steps of every
// optimizer; and that looking changes nothing.
#include "core/probe/unit_detail.h"

#include <QTest>
#include <cmath>

#include "core/optim/optimizer_registry.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Experiment moons(const std::vector<LayerSpec>& hidden) {
  Experiment experiment;
  experiment.data.dataset = {"moons", {{"points", 60}}};
  experiment.network.hidden = hidden;
  experiment.training.batchSize = 16;
  return experiment;
}

std::vector<LayerSpec> twoLayers() {
  return {{{"linear", {{"units", 5}}}, {"tanh", {}}}, {{"linear", {{"units", 3}}}, {"relu", {}}}};
}

std::vector<LayerSpec> layersWithState() {
  return {{{"linear", {{"units", 5}}}, {"tanh", {}}},
          {{"dropout", {{"p", 0.3}}}, {"identity", {}}},
          {{"batch_norm", {}}, {"relu", {}}},
          {{"noisy_linear", {{"units", 4}}}, {"identity", {}}}};
}

double weightOf(Trainer& trainer, const UnitQuestion& at) {
  const LayerSnapshot layer = trainer.look(-1).layers[static_cast<std::size_t>(at.layer)];
  const auto index = static_cast<std::size_t>(at.unit * layer.inputs + at.input);
  return static_cast<double>(at.input < 0 ? layer.bias[static_cast<std::size_t>(at.unit)] : layer.weight[index]);
}

/// Cross entropy of the row.
double lossOf(Trainer& trainer, std::int64_t row) {
  const std::vector<float> output = trainer.look(row).layers.back().values;
  double total = 0;
  for (const float value : output) total += std::exp(static_cast<double>(value));
  const auto label = static_cast<std::size_t>(trainer.data().dataset->labels[static_cast<std::size_t>(row)]);
  return std::log(total) - static_cast<double>(output[label]);
}

std::vector<float> lossesOf(const Trainer& trainer) {
  std::vector<float> losses;
  for (const BatchPoint& point : trainer.batchHistory()) losses.push_back(point.loss);
  return losses;
}

const std::array kQuestions = {UnitQuestion{0, 2, 1}, UnitQuestion{1, 0, 4}, UnitQuestion{1, 2, -1},
                               UnitQuestion{2, 1, 0}, UnitQuestion{2, 0, -1}};

}  // namespace

class UnitDetailTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void gradientsAreThoseOfDifferences() {
    const Experiment experiment = moons(twoLayers());
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    constexpr std::int64_t kRow = 7;
    constexpr double kStep = 1e-2;
    for (const UnitQuestion& question : kQuestions) {
      const auto detail = trainer.explain(question, kRow);
      QVERIFY(detail.has_value());
      QCOMPARE(detail->row, kRow);
      const double weight = weightOf(trainer, question);
      QCOMPARE(detail->parameter, weight);
      trainer.setParameter(question, static_cast<float>(weight + kStep));
      const double above = lossOf(trainer, kRow);
      trainer.setParameter(question, static_cast<float>(weight - kStep));
      const double below = lossOf(trainer, kRow);
      trainer.setParameter(question, static_cast<float>(weight));
      QVERIFY(std::abs(detail->gradient - (above - below) / (2 * kStep)) < 1e-3);
    }
  }

  void sumsAndValuesAreThoseOfTheNetwork() {
    const Experiment experiment = moons(twoLayers());
    Trainer trainer(*device_, experiment, prepareData(experiment));
    constexpr std::int64_t kRow = 3;
    const Trainer::Look look = trainer.look(kRow);
    for (int unit = 0; unit < 5; ++unit) {
      const auto detail = trainer.explain({0, unit, -1}, kRow);
      const auto index = static_cast<std::size_t>(unit);
      const double sum =
          static_cast<double>(look.layers[0].weight[2 * index] * look.input[0] +
                              look.layers[0].weight[2 * index + 1] * look.input[1] + look.layers[0].bias[index]);
      QVERIFY(std::abs(detail->sum - sum) < 1e-6);
      QVERIFY(std::abs(detail->value - static_cast<double>(look.layers[0].values[index])) < 1e-6);
      // The bias is added to z, so that the two have one gradient.
      QVERIFY(std::abs(detail->sumGradient - detail->gradient) < 1e-7);
    }
  }

  void nextIsWhatAStepMakes_data() {
    QTest::addColumn<QString>("optimizer");
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<double>("l1");
    QTest::addColumn<double>("clipNorm");
    for (const OptimizerInfo& info : optimizers()) {
      QTest::addRow("%s", info.name.c_str())
          << QString::fromStdString(info.name) << QStringLiteral("constant") << 0.0 << 0.0;
    }
    QTest::newRow("penalty") << QStringLiteral("sgd") << QStringLiteral("constant") << 0.01 << 0.0;
    QTest::newRow("clipping") << QStringLiteral("adam") << QStringLiteral("constant") << 0.0 << 0.01;
    QTest::newRow("schedule") << QStringLiteral("sgd") << QStringLiteral("step") << 0.0 << 0.0;
  }
  void nextIsWhatAStepMakes() {
    QFETCH(QString, optimizer);
    QFETCH(QString, schedule);
    QFETCH(double, l1);
    QFETCH(double, clipNorm);
    Experiment experiment = moons(twoLayers());
    experiment.training.optimizer = {optimizer.toStdString(), {{"lr", 0.05}}};
    experiment.training.schedule = {schedule.toStdString(), {}};
    experiment.training.l1 = l1;
    experiment.training.clipNorm = clipNorm;
    // The one row of each batch is what the step is made of; without validation all others are in the way of nothing.
    experiment.training.batchSize = 1;
    experiment.training.shuffle = false;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    for (int i = 0; i < 3; ++i) trainer.advance();
    const std::int64_t row = trainer.data().train[3];
    std::vector<UnitDetail> details;
    for (const UnitQuestion& question : kQuestions) details.push_back(*trainer.explain(question, row));
    trainer.advance();
    for (const UnitDetail& detail : details) {
      const double after = weightOf(trainer, detail.of);
      QVERIFY2(std::abs(after - detail.next) < 2e-6,
               qPrintable(QStringLiteral("%1, not %2").arg(after).arg(detail.next)));
    }
  }

  void lookingChangesNothing_data() {
    QTest::addColumn<bool>("hasState");
    QTest::newRow("plain layers") << false;
    QTest::newRow("dropout, batch norm, noise") << true;
  }
  void lookingChangesNothing() {
    QFETCH(bool, hasState);
    Experiment experiment = moons(hasState ? layersWithState() : twoLayers());
    experiment.training.clipNorm = hasState ? 1 : 0;
    experiment.training.batchSize = 15;
    std::vector<std::vector<float>> runs;
    for (const bool looks : {false, true}) {
      Trainer trainer(*device_, experiment, prepareData(experiment));
      while (trainer.epochs() < 3) {
        trainer.advance();
        for (int layer = 0; looks && layer <= static_cast<int>(experiment.network.hidden.size()); ++layer) {
          QVERIFY(trainer.explain({layer, 1, 0}, 5).has_value());
        }
      }
      trainer.collect();
      runs.push_back(lossesOf(trainer));
      for (const LayerSnapshot& layer : trainer.look(-1).layers) {
        runs.back().insert(runs.back().end(), layer.weight.begin(), layer.weight.end());
      }
    }
    QCOMPARE(runs[0], runs[1]);
  }

  void layersWithoutWeightsHaveNoParameter() {
    const Experiment experiment = moons(layersWithState());
    Trainer trainer(*device_, experiment, prepareData(experiment));
    const auto detail = trainer.explain({1, 1, -1}, 0);
    QVERIFY(std::isnan(detail->parameter) && std::isnan(detail->next));
    QVERIFY(!std::isnan(detail->sumGradient));
    QVERIFY(!trainer.explain({9, 0, 0}, 0).has_value());
    QVERIFY(!trainer.explain({0, 5, 0}, 0).has_value());
    QVERIFY(std::isnan(trainer.explain({0, 0, 2}, 0)->parameter));
  }

  /// A weight that is written back is the network of before again, whose numbers hold; after a step it is not.
  void editsThatAreTakenBackBringTheVersionBack() {
    const Experiment experiment = moons(twoLayers());
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    constexpr UnitQuestion kFirst{0, 0, 0};
    constexpr UnitQuestion kSecond{1, 1, -1};
    const float first = trainer.look(-1).layers[0].weight[0];
    const float second = trainer.look(-1).layers[1].bias[1];
    const std::uint64_t version = trainer.version();
    trainer.setParameter(kFirst, 0.5F);
    const std::uint64_t edited = trainer.version();
    trainer.setParameter(kSecond, 0.25F);
    QVERIFY(edited != version && trainer.version() != edited && trainer.version() != version);
    const std::uint64_t both = trainer.version();
    trainer.setParameter(kFirst, first);  // the other one is still another
    QVERIFY(trainer.version() != both && trainer.version() != edited && trainer.version() != version);
    trainer.setParameter(kFirst, 0.5F);
    QCOMPARE(trainer.version(), both);
    trainer.setParameter(kSecond, second);
    QCOMPARE(trainer.version(), edited);
    trainer.setParameter(kFirst, first);
    QCOMPARE(trainer.version(), version);

    trainer.setParameter(kFirst, 0.5F);
    trainer.finishEpoch();
    const std::uint64_t trained = trainer.version();
    trainer.setParameter(kFirst, first);  // training went on from the other weight
    QVERIFY(trainer.version() != trained && trainer.version() != version);
  }

  void editsChangeOneNumber() {
    const Experiment experiment = moons(layersWithState());
    Trainer trainer(*device_, experiment, prepareData(experiment));
    const auto before = trainer.look(-1).layers;
    trainer.setParameter({3, 1, 2}, 0.75F);  // the weights of a noisy layer lie the other way round
    trainer.setParameter({0, 4, -1}, -2);
    trainer.setParameter({0, 4, 99}, 5);  // there is none
    auto expected = before;
    expected[3].weight[1 * 5 + 2] = 0.75F;
    expected[0].bias[4] = -2;
    const auto after = trainer.look(-1).layers;
    for (std::size_t i = 0; i < after.size(); ++i) {
      QCOMPARE(after[i].weight, expected[i].weight);
      QCOMPARE(after[i].bias, expected[i].bias);
    }
    trainer.rewind();
    QCOMPARE(trainer.look(-1).layers[0].bias, before[0].bias);
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_MAIN(UnitDetailTest)
#include "unit_detail_test.moc"
