// What turns gradients into weights, changed while training: what is kept, what begins anew, what is refused; and
// training that ends by itself, and networks that change on the way.
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/data/prepared_data.h"
#include "core/optim/schedule_registry.h"
#include "core/step/matching_layers.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/iris_experiment.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Trainer trainerFor(Device& device, const Experiment& experiment) {
  return {device, experiment, prepareData(experiment)};
}

std::vector<LayerSnapshot> layersOf(Trainer& trainer) {
  return trainer.look(-1).layers;
}

std::vector<float> first(std::vector<float> numbers, std::size_t count) {
  numbers.resize(count);
  return numbers;
}

float lastRate(const Trainer& trainer) {
  return trainer.batchHistory().back().learningRate;
}

}  // namespace

class UpdateRuleTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void anotherRateKeepsWhatTheOptimizerHasLearned() {
    // To another rate and back, between two steps, is as if nothing had happened.
    Trainer straight = trainerFor(*device_, irisExperiment());
    Trainer detour = trainerFor(*device_, irisExperiment());
    for (Trainer* trainer : {&straight, &detour}) trainer->finishEpoch();
    Experiment other = irisExperiment();
    other.training.optimizer.values["lr"] = 0.5;
    detour.setTraining(other.training);
    detour.setTraining(irisExperiment().training);
    for (Trainer* trainer : {&straight, &detour}) trainer->finishEpoch();
    QCOMPARE(layersOf(detour)[0].weight, layersOf(straight)[0].weight);

    detour.setTraining(other.training);
    detour.advance();
    detour.collect();
    QCOMPARE(lastRate(detour), 0.5F);
  }

  void theScheduleGoesOnWhenSomethingElseChanges() {
    Experiment experiment = irisExperiment();
    experiment.training.schedule = {"exponential", {{"gamma", 0.5}}};
    Trainer trainer = trainerFor(*device_, experiment);
    trainer.finishEpoch();
    QCOMPARE(lastRate(trainer), 0.01F);
    experiment.training.clipNorm = 1;
    trainer.setTraining(experiment.training);
    trainer.finishEpoch();
    QCOMPARE(lastRate(trainer), 0.005F);
    experiment.training.schedule = {"constant", {}};
    trainer.setTraining(experiment.training);
    trainer.finishEpoch();
    QCOMPARE(lastRate(trainer), 0.01F);
  }

  void aRateThatIsSetBeginsTheScheduleAnew() {
    Experiment experiment = irisExperiment();
    experiment.training.schedule = {"cosine_annealing", {{"T_max", 2}}};
    Trainer trainer = trainerFor(*device_, experiment);
    for (int epoch = 0; epoch < 2; ++epoch) trainer.finishEpoch();
    trainer.advance();
    trainer.collect();
    QVERIFY(lastRate(trainer) < 1e-6F);
    experiment.training.optimizer.values["lr"] = 0.02;
    trainer.setTraining(experiment.training);
    for (const float expected : {0.02F, 0.01F, 0.0F}) {
      trainer.finishEpoch();
      QVERIFY2(std::abs(lastRate(trainer) - expected) < 1e-6F, qPrintable(QString::number(lastRate(trainer))));
    }
  }

  void aScheduleByBatchesGoesOnWhateverTheRate() {
    Experiment experiment = irisExperiment();
    experiment.training.schedule = {"one_cycle", {{"max_lr", 0.05}}};
    Trainer straight = trainerFor(*device_, experiment);
    Trainer detour = trainerFor(*device_, experiment);
    for (Trainer* trainer : {&straight, &detour}) trainer->finishEpoch();
    experiment.training.optimizer.values["lr"] = 0.02;
    detour.setTraining(experiment.training);
    for (Trainer* trainer : {&straight, &detour}) trainer->finishEpoch();
    QCOMPARE(lastRate(detour), lastRate(straight));
    // Another schedule of its kind begins anew: low.
    experiment.training.schedule.values["max_lr"] = 0.06;
    detour.setTraining(experiment.training);
    detour.advance();
    detour.collect();
    QCOMPARE(lastRate(detour), static_cast<float>(0.06 / 25));
  }

  /// To where it was, and from there once more: whatever the schedule keeps, the steps have the same rates again.
  void goesBackToWhereItWas_data() {
    QTest::addColumn<QString>("schedule");
    for (const ScheduleInfo& info : schedules()) QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
  }
  void goesBackToWhereItWas() {
    QFETCH(QString, schedule);
    Experiment experiment = irisExperiment();
    experiment.training.optimizer = {"sgd", {{"lr", 0.1}, {"momentum", 0.9}}};
    experiment.training.schedule.name = schedule.toStdString();
    const PreparedDataPtr data = prepareData(experiment);
    const TrainingLoss loss(*device_, experiment.training, *data->dataset, data->train);
    const Tensor weight = Tensor::from(*device_, std::vector<float>{1, 2, 3}, {3});
    constexpr int kEpochs = 100;
    UpdateRule rule({weight}, experiment.training, loss, {.epochs = kEpochs, .batchesPerEpoch = 1});
    // With a loss that stalls, for whom that matters.
    const auto train = [&](int epochs) {
      for (int epoch = 0; epoch < epochs; ++epoch) {
        rule.optimizer().step();
        rule.endEpoch(rule.watchesLoss() ? std::optional(1.0) : std::nullopt);
      }
    };
    train(3);
    const UpdateRule::State state = rule.state();
    rule.takeRates();
    train(kEpochs - 3);
    const std::vector<float> rates = rule.takeRates();
    if (schedule != QStringLiteral("constant")) QVERIFY(rates.front() != rates.back());

    rule.goBackTo(state);
    train(20);
    rule.goBackTo(state);
    QVERIFY(rule.takeRates().empty());
    train(kEpochs - 3);
    QCOMPARE(rule.takeRates(), rates);
  }

  void clippingBoundsTheStep() {
    Experiment experiment = irisExperiment();
    experiment.training.optimizer = {"sgd", {{"lr", 1}}};
    experiment.training.clipNorm = 0.01;
    Trainer trainer = trainerFor(*device_, experiment);
    const std::vector<LayerSnapshot> before = layersOf(trainer);
    trainer.advance();
    const std::vector<LayerSnapshot> after = layersOf(trainer);
    double square = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const auto add = [&](const std::vector<float>& a, const std::vector<float>& b) {
        for (std::size_t k = 0; k < a.size(); ++k) square += std::pow(static_cast<double>(b[k]) - a[k], 2);
      };
      add(before[i].weight, after[i].weight);
      add(before[i].bias, after[i].bias);
    }
    QVERIFY2(std::abs(std::sqrt(square) - 0.01) < 1e-5, qPrintable(QString::number(std::sqrt(square))));
  }

  void whatDoesNotFitChangesNothing() {
    Experiment experiment = irisExperiment();
    experiment.training.optimizer = {"adagrad", {{"lr", 0.01}}};
    Trainer trainer = trainerFor(*device_, experiment);
    Trainer other = trainerFor(*device_, experiment);
    for (Trainer* each : {&trainer, &other}) each->finishEpoch();
    Experiment bad = experiment;
    bad.training.schedule = {"one_cycle", {}};
    bad.training.batchSize = 3;
    const QString message = test::errorOf<Error>([&] { trainer.setTraining(bad.training); });
    QVERIFY2(message.contains(QStringLiteral("momentum")), qPrintable(message));
    for (Trainer* each : {&trainer, &other}) each->finishEpoch();
    QCOMPARE(trainer.step(), other.step());
    QCOMPARE(layersOf(trainer)[1].weight, layersOf(other)[1].weight);
  }

  /// What is compiled before training has the schedule of the whole run: one of a single step need not exist.
  void warmsUpWithTheScheduleOfTheRun() {
    Experiment experiment = irisExperiment();
    experiment.training.optimizer = {"sgd", {{"lr", 0.1}}};
    experiment.training.schedule = {"one_cycle", {{"pct_start", 1}}};
    experiment.training.epochs = 2;
    Trainer trainer = trainerFor(*device_, experiment);
    trainer.warmUp();
    for (int epoch = 0; epoch < 2; ++epoch) trainer.finishEpoch();
    QVERIFY(std::isfinite(trainer.epochHistory().back().train.loss));
  }

  void stopsWhenTheValidationLossStalls() {
    Experiment experiment = irisExperiment();
    // Nothing is learned, so that no epoch is better than the first.
    experiment.training.optimizer = {"sgd", {{"lr", 0}}};
    experiment.training.patience = 3;
    Trainer trainer = trainerFor(*device_, experiment);
    for (int epoch = 1; epoch <= 3; ++epoch) {
      trainer.finishEpoch();
      QVERIFY(!trainer.hasStalled());
    }
    trainer.finishEpoch();
    QVERIFY(trainer.hasStalled());
    QCOMPARE(trainer.bestEpoch(), 1);
    trainer.renewPatience();
    QVERIFY(!trainer.hasStalled());
  }

  void matchesLayers_data() {
    QTest::addColumn<QVector<int>>("before");
    QTest::addColumn<QVector<int>>("after");
    QTest::addColumn<QVector<int>>("pairs");
    QTest::newRow("none") << QVector<int>{} << QVector<int>{} << QVector<int>{0, 0};
    QTest::newRow("same") << QVector<int>{8, 6} << QVector<int>{8, 6} << QVector<int>{0, 0, 1, 1, 2, 2};
    QTest::newRow("one more before") << QVector<int>{8, 6} << QVector<int>{5, 8, 6} << QVector<int>{0, 1, 1, 2, 2, 3};
    QTest::newRow("one more between") << QVector<int>{8, 6} << QVector<int>{8, 5, 6} << QVector<int>{0, 0, 1, 2, 2, 3};
    QTest::newRow("one less") << QVector<int>{8, 5, 6} << QVector<int>{8, 6} << QVector<int>{0, 0, 2, 1, 3, 2};
    QTest::newRow("swapped") << QVector<int>{8, 6} << QVector<int>{6, 8} << QVector<int>{1, 0, 2, 2};
    QTest::newRow("wider") << QVector<int>{8, 6} << QVector<int>{9, 6} << QVector<int>{0, 0, 1, 1, 2, 2};
    QTest::newRow("narrower, and one more")
        << QVector<int>{8, 6} << QVector<int>{8, 5, 4} << QVector<int>{0, 0, 1, 1, 2, 3};
    QTest::newRow("others") << QVector<int>{8, 6} << QVector<int>{7} << QVector<int>{0, 0, 2, 1};
  }
  void matchesLayers() {
    QFETCH(QVector<int>, before);
    QFETCH(QVector<int>, after);
    QFETCH(QVector<int>, pairs);
    const auto network = [](const QVector<int>& widths) {
      NetworkSpec spec;
      for (const int width : widths) spec.hidden.push_back(linear(width));
      return spec;
    };
    QVector<int> found;
    for (const auto& [a, b] : matchingLayers(network(before), network(after))) {
      found << static_cast<int>(a) << static_cast<int>(b);
    }
    QCOMPARE(found, pairs);
  }

  void anotherNetworkKeepsTheLayersThatStay() {
    Trainer trainer = trainerFor(*device_, irisExperiment());
    trainer.finishEpoch();
    const std::vector<LayerSnapshot> before = layersOf(trainer);
    NetworkSpec spec = irisExperiment().network;
    spec.hidden.insert(spec.hidden.begin() + 1, linear(8, "relu"));
    spec.hidden[0].activation = {"relu", {}};
    trainer.setNetwork(spec);
    const std::vector<LayerSnapshot> after = layersOf(trainer);
    QCOMPARE(after.size(), std::size_t{4});
    QCOMPARE(after[0].weight, before[0].weight);
    QCOMPARE(after[2].weight, before[1].weight);
    QCOMPARE(after[3].bias, before[2].bias);
    const std::int64_t step = trainer.step();
    trainer.finishEpoch();
    QVERIFY(trainer.step() > step);
    QVERIFY(layersOf(trainer)[1].weight != after[1].weight);

    // A layer that goes takes its inputs of the next one with it, which begins anew.
    spec.hidden.erase(spec.hidden.begin());
    const std::vector<float> last = layersOf(trainer)[3].weight;
    trainer.setNetwork(spec);
    QCOMPARE(layersOf(trainer)[2].weight, last);
    QVERIFY(layersOf(trainer)[0].weight.size() != after[1].weight.size());
    trainer.finishEpoch();
  }

  /// A layer of units between others, and what an edit of it leaves.
  void widths_data() {
    QTest::addColumn<QString>("layer");
    QTest::addColumn<QString>("between");
    QTest::addColumn<QString>("optimizer");
    for (const char* layer : {"linear", "noisy_linear"}) {
      for (const char* optimizer : {"sgd", "adam"}) {
        QTest::addRow("%s, %s", layer, optimizer) << layer << QString() << optimizer;
      }
    }
    QTest::newRow("batch norm") << "linear"
                                << "batch_norm"
                                << "adam";
    QTest::newRow("dropout") << "linear"
                             << "dropout"
                             << "rmsprop";
  }
  void widths() {
    QFETCH(QString, layer);
    QFETCH(QString, between);
    QFETCH(QString, optimizer);
    Experiment experiment = irisExperiment();
    experiment.training.optimizer = {optimizer.toStdString(), {}};
    experiment.network.hidden = {linear(8, "tanh"), linear(6, "tanh")};
    experiment.network.hidden[0].layer.name = layer.toStdString();
    const LayerSpec other{.layer = {between.toStdString(), {}}, .activation = {"identity", {}}};
    std::vector<LayerSpec>& hidden = experiment.network.hidden;
    if (!between.isEmpty()) hidden.insert(hidden.begin() + 1, other);
    Trainer trainer = trainerFor(*device_, experiment);
    trainer.finishEpoch();
    const std::vector<LayerSnapshot> before = layersOf(trainer);
    const double score = trainer.evaluateTest().loss;
    const auto unitsOfFirst = [&](int units) {
      experiment.network.hidden[0].layer.values["units"] = units;
      trainer.setNetwork(experiment.network);
    };

    // New units behind the old ones; what the network says stays the same.
    unitsOfFirst(11);
    const std::vector<LayerSnapshot> wide = layersOf(trainer);
    QCOMPARE(first(wide[0].bias, 8), before[0].bias);
    QCOMPARE(first(wide[0].weight, 8 * 4), before[0].weight);
    QVERIFY(std::ranges::all_of(wide[0].weight, [](float w) { return w != 0; }));
    // Sums of another length may be rounded in another order.
    QVERIFY(std::abs(trainer.evaluateTest().loss - score) < 1e-6 * score);
    // And gone again.
    unitsOfFirst(8);
    const std::vector<LayerSnapshot> again = layersOf(trainer);
    for (std::size_t i = 0; i < before.size(); ++i) {
      QCOMPARE(again[i].weight, before[i].weight);
      QCOMPARE(again[i].bias, before[i].bias);
    }
    QCOMPARE(trainer.evaluateTest().loss, score);
    unitsOfFirst(3);
    QCOMPARE(layersOf(trainer)[0].bias, first(before[0].bias, 3));
    trainer.finishEpoch();
    QCOMPARE(trainer.epochs(), 2);
  }

  void widerAndBackTrainsAsIfNothingHadBeen() {
    for (const char* optimizer : {"sgd", "adam", "adagrad"}) {
      Experiment experiment = irisExperiment();
      experiment.training.optimizer = {optimizer, {}};
      Trainer edited = trainerFor(*device_, experiment);
      Trainer plain = trainerFor(*device_, experiment);
      edited.finishEpoch();
      plain.finishEpoch();
      NetworkSpec wide = experiment.network;
      wide.hidden[0].layer.values["units"] = 20;
      edited.setNetwork(wide);
      edited.setNetwork(experiment.network);
      edited.finishEpoch();
      plain.finishEpoch();
      QCOMPARE(layersOf(edited)[0].weight, layersOf(plain)[0].weight);
      QCOMPARE(edited.epochHistory().back().train.loss, plain.epochHistory().back().train.loss);
    }
  }

  void anImpossibleNetworkChangesNothing() {
    Trainer trainer = trainerFor(*device_, irisExperiment());
    trainer.finishEpoch();
    const std::vector<LayerSnapshot> before = layersOf(trainer);
    NetworkSpec spec = irisExperiment().network;
    spec.hidden[1].layer.name = "convolution";
    QVERIFY_THROWS_EXCEPTION(FormatError, trainer.setNetwork(spec));
    QCOMPARE(layersOf(trainer)[1].weight, before[1].weight);
    trainer.finishEpoch();
    QCOMPARE(trainer.epochs(), 2);
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(UpdateRuleTest)
#include "update_rule_test.moc"
