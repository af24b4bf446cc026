// What a change in the middle of a run has to leave as it was: the order of the samples, rates, the age of layers; and
// which epoch was its best.
#include <QTest>
#include <algorithm>

#include "core/step/matching_layers.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

LayerSpec dense(double units, const char* activation = "tanh") {
  return {.layer = {"linear", {{"units", units}}}, .activation = {activation, {}}};
}

Experiment experimentOn(const char* dataset, const Choice& optimizer) {
  Experiment experiment;
  experiment.data.dataset.name = dataset;
  experiment.network.hidden = {dense(8), dense(6)};
  experiment.training.optimizer = optimizer;
  experiment.training.batchSize = 16;
  return experiment;
}

std::vector<float> weightsOf(Trainer& trainer) {
  return trainer.network().parameters().front().toVector<float>();
}

float rateOfNextStep(Trainer& trainer) {
  trainer.advance();
  trainer.collect();
  return trainer.batchHistory().back().learningRate;
}

}  // namespace

class GoingOnTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  /// The velocity stays, but what is kept of it from now on is what a person says.
  void anotherMomentumIsTaken() {
    const Experiment experiment = experimentOn("iris", {"sgd", {{"lr", 0.05}, {"momentum", 0.9}}});
    Trainer same(*device_, experiment, prepareData(experiment));
    Trainer other(*device_, experiment, prepareData(experiment));
    for (Trainer* trainer : {&same, &other}) trainer->finishEpoch();
    QCOMPARE(weightsOf(other), weightsOf(same));
    TrainingSpec training = experiment.training;
    training.optimizer.values["momentum"] = 0.1;
    same.setTraining(experiment.training);
    other.setTraining(training);
    for (Trainer* trainer : {&same, &other}) trainer->finishEpoch();
    QVERIFY(weightsOf(other) != weightsOf(same));
  }

  /// The first step after a change is noted with the rate that it was made at.
  void theFirstStepAfterAChangeHasItsRate() {
    Experiment experiment = experimentOn("iris", {"adam", {{"lr", 0.01}}});
    experiment.training.schedule = {"exponential", {{"gamma", 0.5}}};
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    experiment.training.clipNorm = 1;
    trainer.setTraining(experiment.training);
    QCOMPARE(rateOfNextStep(trainer), 0.005F);
  }

  void theSameNetworkAgainChangesNothing_data() {
    QTest::addColumn<QString>("optimizer");
    for (const char* optimizer : {"sgd", "adam"}) QTest::newRow(optimizer) << QString::fromLatin1(optimizer);
  }
  void theSameNetworkAgainChangesNothing() {
    QFETCH(QString, optimizer);
    Experiment experiment = experimentOn("iris", {optimizer.toStdString(), {{"lr", 0.02}}});
    experiment.training.schedule = {"exponential", {{"gamma", 0.5}}};
    Trainer straight(*device_, experiment, prepareData(experiment));
    Trainer detour(*device_, experiment, prepareData(experiment));
    for (Trainer* trainer : {&straight, &detour}) trainer->finishEpoch();
    detour.setNetwork(experiment.network);
    QCOMPARE(rateOfNextStep(detour), 0.01F);
    for (Trainer* trainer : {&straight, &detour}) trainer->finishEpoch();
    QCOMPARE(weightsOf(detour), weightsOf(straight));
  }

  void layersKeepTheirAge() {
    const Experiment experiment = experimentOn("iris", {"sgd", {{"lr", 0.02}}});
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    const std::int64_t born = trainer.step();
    NetworkSpec spec = experiment.network;
    spec.hidden.insert(spec.hidden.begin() + 1, dense(8, "relu"));
    trainer.setNetwork(spec);
    trainer.finishEpoch();
    spec.hidden[0].activation = {"relu", {}};
    trainer.setNetwork(spec);
    const StatisticsPtr statistics = trainer.measure();
    QCOMPARE(statistics->layers[0].steps, trainer.step());
    QCOMPARE(statistics->layers[1].steps, trainer.step() - born);
  }

  /// By the loss of the validation part, which an over-fitted network makes worse while it learns the rest by heart.
  void theBestEpochIsThatOfTheValidationPart() {
    Experiment experiment = experimentOn("moons", {"adam", {{"lr", 0.02}}});
    experiment.data.dataset.values = {{"noise", 40}, {"points", 300}};
    experiment.network.hidden = {dense(64, "relu"), dense(64, "relu")};
    experiment.training.patience = 1000;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    while (trainer.epochs() < 60) trainer.finishEpoch();
    const auto& epochs = trainer.epochHistory();
    const auto lossOf = [](Score EpochPoint::*part) {
      return [part](const EpochPoint& point) { return (point.*part).loss; };
    };
    const int best = std::ranges::min_element(epochs, {}, lossOf(&EpochPoint::valid))->epoch;
    QVERIFY(std::ranges::min_element(epochs, {}, lossOf(&EpochPoint::train))->epoch != best);
    QCOMPARE(trainer.bestEpoch(), best);
  }

  /// Whoever asks for other first weights wants to see them.
  void otherFirstWeightsMatchNothing() {
    const NetworkSpec before{.hidden = {dense(8), dense(6)}};
    NetworkSpec after = before;
    after.hidden[0].initialization.name = "kaiming_normal";
    using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
    QVERIFY((matchingLayers(before, after) == Pairs{{1, 1}, {2, 2}}));
    after = before;
    after.outputInitialization.name = "kaiming_normal";
    QVERIFY((matchingLayers(before, after) == Pairs{{0, 0}, {1, 1}}));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(GoingOnTest)
#include "going_on_test.moc"
