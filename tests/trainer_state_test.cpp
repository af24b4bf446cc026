// A run that is taken as a value and gone on from elsewhere trains on with the same bits as one that never stopped,
// whatever it is made of; and the state of another run is refused.
#include <QTest>
#include <algorithm>

#include "core/base/error.h"
#include "core/data/prepared_data.h"
#include "core/nn/layer_registry.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/iris_experiment.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// What can be seen of a run to the bit.
struct Trace {
  std::vector<float> weights;
  std::vector<std::int64_t> steps;
  std::vector<float> losses;
  std::vector<float> rates;
  std::vector<double> epochLosses;

  bool operator==(const Trace&) const = default;
};

Trace traceOf(Trainer& trainer) {
  trainer.collect();
  Trace trace{.weights = trainer.state().parameters, .steps = {}, .losses = {}, .rates = {}, .epochLosses = {}};
  for (const BatchPoint& point : trainer.batchHistory()) {
    trace.steps.push_back(point.step);
    trace.losses.push_back(point.loss);
    trace.rates.push_back(point.learningRate);
  }
  for (const EpochPoint& point : trainer.epochHistory()) {
    trace.epochLosses.push_back(point.train.loss);
    trace.epochLosses.push_back(point.valid.loss);
    trace.epochLosses.push_back(point.test.loss);
  }
  return trace;
}

void goTo(Trainer& trainer, std::int64_t step) {
  while (trainer.step() < step) trainer.advance();
}

}  // namespace

class TrainerStateTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    device_ = openTestDevice();
    otherDevice_ = openTestDevice();
  }
  void cleanup() { qunsetenv("GRADUS_STEP"); }

  void goesOnToTheBit_data() {
    QTest::addColumn<Experiment>("experiment");
    QTest::addColumn<QByteArray>("way");
    const auto add = [](const std::string& name, const Experiment& experiment, const char* way = "") {
      QTest::newRow(name.c_str()) << experiment << QByteArray(way);
    };
    for (const OptimizerInfo& row : optimizers()) {
      Experiment experiment = irisExperiment();
      experiment.training.optimizer = {row.name, {{"lr", 0.01}}};
      for (const char* way : {"plain", "layers", "rows", "lanes"}) add(row.name + ", " + way, experiment, way);
    }
    Experiment averaged = irisExperiment();
    averaged.training.optimizer.values["amsgrad"] = 1;
    add("amsgrad", averaged);
    Experiment moving = irisExperiment();
    moving.training.optimizer = {"sgd", {{"lr", 0.01}, {"momentum", 0.9}, {"nesterov", 1}}};
    add("nesterov", moving);
    Experiment centered = irisExperiment();
    centered.training.optimizer = {"rmsprop", {{"lr", 0.01}, {"momentum", 0.5}, {"centered", 1}}};
    add("centred rmsprop", centered);
    for (const ScheduleInfo& row : schedules()) {
      Experiment experiment = irisExperiment();
      experiment.training.schedule = {row.name, {}};
      add("schedule " + row.name, experiment);
    }
    for (const LayerInfo& row : layers()) {
      Experiment experiment = irisExperiment();
      experiment.network.hidden.insert(experiment.network.hidden.begin() + 1,
                                       {.layer = {row.name, {}}, .activation = {"relu", {}}});
      add("layer " + row.name, experiment);
    }
    Experiment bounded = irisExperiment();
    bounded.training.clipNorm = 0.1;
    bounded.training.shuffle = false;
    bounded.training.dropLast = true;
    bounded.training.patience = 2;
    add("clipped, in order, the last one dropped, patience", bounded);
  }
  void goesOnToTheBit() {
    QFETCH(Experiment, experiment);
    QFETCH(QByteArray, way);
    if (!way.isEmpty()) qputenv("GRADUS_STEP", way);
    const PreparedDataPtr data = prepareData(experiment);
    Trainer straight(*device_, experiment, data);
    const std::int64_t epoch = straight.batchesPerEpoch();
    const std::int64_t end = 4 * epoch + 2;
    goTo(straight, end);
    const Trace expected = traceOf(straight);
    // The beginning, within an epoch, at the end of one before its evaluation, and the first batch of the next.
    for (const std::int64_t stop : {std::int64_t{0}, epoch + 3, 2 * epoch, 2 * epoch + 1}) {
      Trainer first(*device_, experiment, data);
      goTo(first, stop);
      const TrainerState state = first.state();
      const RunPoints points = first.points();
      goTo(first, stop + 5);  // what it does from here on must not be seen
      Trainer other(*otherDevice_, experiment, prepareData(experiment));
      goTo(other, 2);
      other.restore(state, points);
      QCOMPARE(other.step(), stop);
      goTo(other, end);
      QVERIFY2(traceOf(other) == expected, qPrintable(QStringLiteral("stopped at step %1").arg(stop)));
      QCOMPARE(other.samples(), straight.samples());
      QCOMPARE(other.bestEpoch(), straight.bestEpoch());
    }
  }

  /// Rows from here on are of settings or a network that a person has changed on the way.
  void goesOnAfterChanges() {
    const Experiment experiment = irisExperiment();
    const PreparedDataPtr data = prepareData(experiment);
    Experiment changed = experiment;
    changed.network.hidden[0].layer.values["units"] = 11;
    changed.training.batchSize = 7;
    changed.training.optimizer.values["lr"] = 0.03;
    Trainer straight(*device_, experiment, data);
    goTo(straight, 11);
    straight.setNetwork(changed.network);
    straight.setTraining(changed.training);
    straight.setParameter({.layer = 0, .unit = 1, .input = 2}, 0.75F);
    goTo(straight, 20);
    const TrainerState state = straight.state();
    const RunPoints points = straight.points();
    goTo(straight, 60);
    Trainer other(*device_, changed, data);
    other.restore(state, points);
    goTo(other, 60);
    QVERIFY(traceOf(other) == traceOf(straight));
    QCOMPARE(other.measure()->layers[0].steps, straight.measure()->layers[0].steps);
  }

  void anotherRunsStateIsRefused_data() {
    QTest::addColumn<QString>("spoilt");
    QTest::addColumn<QString>("message");
    const auto add = [](const char* what, const char* says) {
      QTest::newRow(what) << QString::fromLatin1(what) << QString::fromLatin1(says);
    };
    add("parameters", "parameters");
    add("buffers", "buffers");
    add("numbers in a buffer", "numbers in a buffer");
    add("optimizer", "optimizer");
    add("schedule", "schedule");
    add("layers", "layers");
    add("order", "order of an epoch");
    add("batch", "batches of its epoch");
    add("batch below 0", "batches of its epoch");
  }
  void anotherRunsStateIsRefused() {
    QFETCH(QString, spoilt);
    QFETCH(QString, message);
    Experiment experiment = irisExperiment();
    experiment.network.hidden.insert(experiment.network.hidden.begin() + 1, {.layer = {"batch_norm", {}}});
    experiment.training.schedule = {"step", {}};
    Trainer trainer(*device_, experiment, prepareData(experiment));
    goTo(trainer, 3);
    const TrainerState state = trainer.state();
    TrainerState other = state;
    if (spoilt == QStringLiteral("parameters")) other.parameters.pop_back();
    if (spoilt == QStringLiteral("buffers")) other.buffers.pop_back();
    if (spoilt == QStringLiteral("numbers in a buffer")) other.buffers.front().push_back(1);
    if (spoilt == QStringLiteral("optimizer")) other.rule.optimizer.tensors["momentum_buffer"] = {};
    if (spoilt == QStringLiteral("schedule")) other.rule.schedule.clear();
    if (spoilt == QStringLiteral("layers")) other.progress.drawnAt.pop_back();
    if (spoilt == QStringLiteral("order")) other.order.front() = other.order.back();
    if (spoilt == QStringLiteral("batch")) other.progress.batch = trainer.batchesPerEpoch();
    if (spoilt == QStringLiteral("batch below 0")) other.progress.batch = -1;
    const QString says = errorOf<FormatError>([&] { trainer.restore(other, {}); });
    QVERIFY2(says.contains(message), qPrintable(says));
    QCOMPARE(trainer.step(), 3);
    QCOMPARE(trainer.state().parameters, state.parameters);
    QCOMPARE(trainer.batchHistory().size(), std::size_t{3});
  }

  void theHistoryGoesOn() {
    const Experiment experiment = irisExperiment();
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    const TrainerState state = trainer.state();
    const RunPoints points = trainer.points();
    trainer.finishEpoch();
    trainer.restore(state, points);
    QCOMPARE(trainer.epochs(), 1);
    QCOMPARE(trainer.epochHistory().size(), std::size_t{1});
    QCOMPARE(std::ssize(trainer.batchHistory()), trainer.step());
    trainer.finishEpoch();
    QCOMPARE(trainer.epochHistory().back().epoch, 2);
    QCOMPARE(trainer.epochHistory().back().steps, 2 * trainer.batchesPerEpoch());
    QVERIFY(trainer.epochHistory().back().seconds > trainer.epochHistory().front().seconds);
  }

 private:
  std::unique_ptr<Device> device_;
  std::unique_ptr<Device> otherDevice_;  ///< where nothing of the first one is left
};

QTEST_GUILESS_MAIN(TrainerStateTest)
#include "trainer_state_test.moc"
