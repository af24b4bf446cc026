// What the network says about a part of the data: the same as asking it for every sample, whatever the pieces, and the
// mistakes are those that its accuracy counts.
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/data/prepared_data.h"
#include "core/probe/prediction_watch.h"
#include "core/session/training_session.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

Experiment experimentOn(const std::string& dataset, const std::string& loss, const std::string& extraLayer = {}) {
  Experiment experiment;
  experiment.data.dataset = {dataset, {}};
  experiment.network.hidden = {{{"linear", {{"units", 12}}}, {"relu", {}}}};
  if (!extraLayer.empty()) experiment.network.hidden.push_back({{extraLayer, {}}, {"identity", {}}});
  experiment.training.loss = {loss, {}};
  experiment.training.epochs = 100000;
  return experiment;
}

PredictionsPtr predictionsOf(Trainer& trainer, DataPart part) {
  trainer.beginPredictions(part);
  while (trainer.isPredicting()) trainer.predict();
  return trainer.predictions(part);
}

const std::vector<std::int64_t>& rowsOf(const PreparedData& data, DataPart part) {
  return part == DataPart::Train ? data.train : part == DataPart::Valid ? data.valid : data.test;
}

}  // namespace

class PredictionsTest : public QObject {
  Q_OBJECT

 private slots:
  void equalsAskingForEverySample_data();
  void equalsAskingForEverySample();
  void countsWhatTheAccuracyCounts();
  void leavesNoTraceInTheRun();
  void sortsNumbersByTheirError();
  void aStepEndsAPass();
  void pausesBetweenPasses();
  void saysWhichEpochItIs();
  void sessionAnswersWhilePausedAndWhileTraining();
  void nobodyAsksNothingIsDone();

 private:
  std::unique_ptr<Device> device_ = openTestDevice();
};

void PredictionsTest::equalsAskingForEverySample_data() {
  QTest::addColumn<QString>("dataset");
  QTest::addColumn<QString>("loss");
  QTest::addColumn<QString>("layer");
  QTest::addColumn<int>("part");
  QTest::newRow("images") << "mnist-10k"
                          << "cross_entropy"
                          << "" << static_cast<int>(DataPart::Valid);
  QTest::newRow("a table") << "iris"
                           << "cross_entropy"
                           << "" << static_cast<int>(DataPart::Test);
  QTest::newRow("points, train") << "two-spirals"
                                 << "cross_entropy"
                                 << "" << static_cast<int>(DataPart::Train);
  QTest::newRow("dropout is off") << "iris"
                                  << "cross_entropy"
                                  << "dropout" << static_cast<int>(DataPart::Test);
  QTest::newRow("batch norm as outside training") << "iris"
                                                  << "cross_entropy"
                                                  << "batch_norm" << static_cast<int>(DataPart::Test);
  QTest::newRow("numbers") << "auto-mpg"
                           << "mse"
                           << "" << static_cast<int>(DataPart::Test);
}

void PredictionsTest::equalsAskingForEverySample() {
  QFETCH(QString, dataset);
  QFETCH(QString, loss);
  QFETCH(QString, layer);
  QFETCH(int, part);
  const Experiment experiment = experimentOn(dataset.toStdString(), loss.toStdString(), layer.toStdString());
  const PreparedDataPtr data = prepareData(experiment);
  Trainer trainer(*device_, experiment, data);
  trainer.finishEpoch();
  const PredictionsPtr predictions = predictionsOf(trainer, static_cast<DataPart>(part));
  QVERIFY(predictions != nullptr);
  QCOMPARE(predictions->step, trainer.step());
  const std::vector<std::int64_t>& rows = rowsOf(*data, static_cast<DataPart>(part));
  QVERIFY(predictions->rows == rows);
  const bool isClasses = data->dataset->task == Task::Classification;
  QCOMPARE(predictions->leads.size(), predictions->outputs == 2 ? rows.size() : 0);
  std::vector<std::size_t> mistakes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::vector<float> output = trainer.look(rows[i]).layers.back().values;
    QCOMPARE(static_cast<std::int64_t>(output.size()), predictions->outputs);
    const float* found = predictions->values.data() + i * output.size();
    if (!isClasses) {
      const double error = static_cast<double>(output[0] - data->dataset->targets[static_cast<std::size_t>(rows[i])]);
      QVERIFY(std::abs(*found - output[0]) < 1e-4F);
      QVERIFY(std::abs(static_cast<double>(predictions->loss[i]) - error * error) < 1e-3 * (1 + error * error));
      continue;
    }
    double total = 0;
    for (const float value : output) total += std::exp(static_cast<double>(value));
    const auto best = std::ranges::max_element(output) - output.begin();
    const auto label = static_cast<std::size_t>(data->dataset->labels[static_cast<std::size_t>(rows[i])]);
    for (std::size_t k = 0; k < output.size(); ++k) {
      const double expected = std::exp(static_cast<double>(output[k])) / total;
      QVERIFY(std::abs(static_cast<double>(found[k]) - expected) < 1e-4);
    }
    QCOMPARE(predictions->predicted[i], static_cast<std::int32_t>(best));
    QCOMPARE(predictions->confidence[i], found[best]);
    if (output.size() == 2)
      QVERIFY(std::abs(predictions->leads[i] - static_cast<double>(output[1] - output[0])) < 1e-4);
    const double expectedLoss = std::log(total) - static_cast<double>(output[label]);
    QVERIFY(std::abs(static_cast<double>(predictions->loss[i]) - expectedLoss) < 1e-3);
    if (best != static_cast<std::ptrdiff_t>(label)) mistakes.push_back(i);
  }
  if (isClasses) QVERIFY(predictions->mistakes == mistakes);
}

void PredictionsTest::countsWhatTheAccuracyCounts() {
  const Experiment experiment = experimentOn("mnist-10k", "cross_entropy");
  const PreparedDataPtr data = prepareData(experiment);
  Trainer trainer(*device_, experiment, data);
  trainer.finishEpoch();
  const PredictionsPtr predictions = predictionsOf(trainer, DataPart::Test);
  const Score score = trainer.evaluateTest();
  const auto rows = static_cast<double>(data->test.size());
  QVERIFY(!predictions->mistakes.empty());
  QCOMPARE(std::round((1 - score.metric) * rows), static_cast<double>(predictions->mistakes.size()));
  double loss = 0;
  for (const float one : predictions->loss) loss += static_cast<double>(one);
  QVERIFY(std::abs(loss / rows - score.loss) < 1e-4);
}

void PredictionsTest::leavesNoTraceInTheRun() {
  for (const char* layer : {"", "dropout", "batch_norm"}) {
    const Experiment experiment = experimentOn("iris", "cross_entropy", layer);
    const PreparedDataPtr data = prepareData(experiment);
    Trainer alone(*device_, experiment, data);
    Trainer watched(*device_, experiment, data);
    for (int i = 0; i < 12; ++i) {
      alone.advance();
      watched.advance();
      predictionsOf(watched, DataPart::Test);
    }
    alone.collect();
    watched.collect();
    QCOMPARE(watched.step(), alone.step());
    for (std::size_t i = 0; i < alone.batchHistory().size(); ++i) {
      QCOMPARE(watched.batchHistory()[i].loss, alone.batchHistory()[i].loss);
    }
  }
}

void PredictionsTest::sortsNumbersByTheirError() {
  const Experiment experiment = experimentOn("auto-mpg", "mse");
  Trainer trainer(*device_, experiment, prepareData(experiment));
  const PredictionsPtr predictions = predictionsOf(trainer, DataPart::Test);
  QCOMPARE(predictions->mistakes.size(), predictions->rows.size());
  for (std::size_t i = 1; i < predictions->mistakes.size(); ++i) {
    QVERIFY(predictions->loss[predictions->mistakes[i - 1]] >= predictions->loss[predictions->mistakes[i]]);
  }
}

/// Half with old weights and half with new ones would be the predictions of no network.
void PredictionsTest::aStepEndsAPass() {
  const Experiment experiment = experimentOn("mnist-10k", "cross_entropy");
  Trainer trainer(*device_, experiment, prepareData(experiment));
  trainer.beginPredictions(DataPart::Test);
  QVERIFY(!trainer.predict());
  QVERIFY(trainer.isPredicting());
  while (trainer.advance() != Trainer::Progress::Step) {
  }
  QVERIFY(!trainer.predict());
  QVERIFY(!trainer.isPredicting());
  QVERIFY(trainer.predictions(DataPart::Test) == nullptr);

  QVERIFY(predictionsOf(trainer, DataPart::Test) != nullptr);
  QVERIFY(trainer.predictions(DataPart::Train) == nullptr);
  trainer.rewind();
  QVERIFY(trainer.predictions(DataPart::Test) == nullptr);
}

void PredictionsTest::pausesBetweenPasses() {
  using Clock = PredictionWatch::Clock;
  const Experiment experiment = experimentOn("iris", "cross_entropy");
  Trainer trainer(*device_, experiment, prepareData(experiment));
  PredictionWatch& watch = trainer.predictionWatch();
  const Clock::time_point now = Clock::now();
  QVERIFY(watch.isDue(DataPart::Test, 0, 0, true, now));
  trainer.beginPredictions(DataPart::Test);
  QVERIFY(!watch.isDue(DataPart::Test, 0, 0, true, now));  // it is under way
  while (!watch.advance(trainer.trainingStep(), trainer.network(), 0, now)) {
  }
  QVERIFY(!watch.isDue(DataPart::Test, 0, 0, true, now + std::chrono::hours(1)));  // nothing has changed
  const auto after = [now](double seconds) { return now + std::chrono::microseconds(std::llround(1e6 * seconds)); };
  QVERIFY(!watch.isDue(DataPart::Test, 1, 0, true, after(0.49)));  // at most twice a second
  QVERIFY(watch.isDue(DataPart::Test, 1, 0, false, now));          // who has paused waits for nothing
  // However long it took, also because kernels had to be compiled: another epoch brings it up to date.
  QVERIFY(watch.isDue(DataPart::Test, 1, 1, true, after(1.26)));
}

void PredictionsTest::saysWhichEpochItIs() {
  const Experiment experiment = experimentOn("iris", "cross_entropy");
  Trainer trainer(*device_, experiment, prepareData(experiment));
  QCOMPARE(predictionsOf(trainer, DataPart::Test)->epochs, 0.0);
  trainer.finishEpoch();
  QCOMPARE(predictionsOf(trainer, DataPart::Test)->epochs, 1.0);
  trainer.advance();
  const double epochs = predictionsOf(trainer, DataPart::Test)->epochs;
  QCOMPARE(epochs, 1 + static_cast<double>(trainer.batch()) / static_cast<double>(trainer.batchesPerEpoch()));
}

void PredictionsTest::sessionAnswersWhilePausedAndWhileTraining() {
  TrainingSession session;
  QSignalSpy ready(&session, &TrainingSession::predictionsReady);
  SnapshotPtr last;
  connect(&session, &TrainingSession::snapshotReady, this, [&](const SnapshotPtr& snapshot) { last = snapshot; });
  session.load(experimentOn("mnist-10k", "cross_entropy"));
  const SnapshotRequest request{.predictions = DataPart::Test};
  session.requestSnapshot(request);
  QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 60000);
  session.requestSnapshot(request);
  QTRY_VERIFY(last != nullptr && last->predictions != nullptr);
  QCOMPARE(last->predictions->step, 0);
  QCOMPARE(last->predictions->rows.size(), std::size_t{2000});
  const PredictionsPtr before = last->predictions;

  session.start();
  QTRY_VERIFY_WITH_TIMEOUT((session.requestSnapshot(request), last->predictions->step > 0), 60000);
  QVERIFY(before->step == 0);  // what was given away stays as it was
  QVERIFY(last->step >= last->predictions->step);
  session.rewind();
  session.requestSnapshot({});
  QTRY_VERIFY(last->step == 0 && last->predictions == nullptr);
}

void PredictionsTest::nobodyAsksNothingIsDone() {
  TrainingSession session;
  QSignalSpy ready(&session, &TrainingSession::predictionsReady);
  QSignalSpy answers(&session, &TrainingSession::snapshotReady);
  session.load(experimentOn("mnist-10k", "cross_entropy"));
  session.requestSnapshot({.predictions = DataPart::Test});
  session.requestSnapshot({});  // the view is gone before the pass is
  QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 2, 60000);
  session.stepBatch();
  session.requestSnapshot({});
  QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 3, 60000);
  QCOMPARE(ready.size(), 0);
}

QTEST_GUILESS_MAIN(PredictionsTest)
#include "predictions_test.moc"
