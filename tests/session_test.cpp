// The session's commands, each answered while it trains flat out, and its snapshots. Nothing sleeps: signals are waited
// for.
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "core/data/prepared_data.h"
#include "core/session/training_session.h"

using namespace gradus;

namespace {

Experiment longExperiment() {
  Experiment experiment;
  experiment.data.dataset.name = "mnist-10k";
  experiment.network.hidden = {{{"linear", {{"units", 32}}}, {"relu", {}}}};
  experiment.training.batchSize = 100;
  experiment.training.epochs = 100'000;
  return experiment;
}

Experiment shortExperiment() {
  Experiment experiment;
  experiment.data.dataset.name = "iris";
  experiment.network.hidden = {{{"linear", {{"units", 8}}}, {"tanh", {}}}};
  experiment.training.epochs = 3;
  return experiment;
}

Experiment with(const TrainingSpec& training, Experiment experiment) {
  experiment.training = training;
  return experiment;
}

}  // namespace

class SessionTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    session_ = std::make_unique<TrainingSession>(QStringLiteral("cpu"));
    connect(session_.get(), &TrainingSession::failed, this,
            [](const QString& message) { qInfo().noquote() << message; });
    states_ = std::make_unique<QSignalSpy>(session_.get(), &TrainingSession::stateChanged);
    snapshots_ = std::make_unique<QSignalSpy>(session_.get(), &TrainingSession::snapshotReady);
  }
  void cleanup() { session_.reset(); }

  void loadsPreparesAndIsReady() {
    QSignalSpy devices(session_.get(), &TrainingSession::deviceReady);
    QSignalSpy data(session_.get(), &TrainingSession::dataReady);
    session_->load(longExperiment());
    QVERIFY(reaches(SessionState::Preparing));
    QVERIFY(reaches(SessionState::Ready));
    QCOMPARE(devices.size(), 1);
    QVERIFY(devices.first().at(1).toString().isEmpty());  // the cache is where it should be
    QCOMPARE(data.size(), 1);
    const auto prepared = data.first().first().value<PreparedDataPtr>();
    QCOMPARE(prepared->train.size(), std::size_t{7200});
    const SnapshotPtr snapshot = look({});
    QCOMPARE(snapshot->step, 0);
    QCOMPARE(snapshot->batchesPerEpoch, 72);
    QCOMPARE(snapshot->parameterCount, 784 * 32 + 32 + 32 * 10 + 10);
    QVERIFY(snapshot->batches.empty() && snapshot->layers.empty());
  }

  void pausesAndResumes() {
    session_->load(longExperiment());
    session_->start();
    QVERIFY(reaches(SessionState::Running));
    QVERIFY(lookUntil([](const Snapshot& s) { return s.step > 20; }));
    session_->pause();
    QVERIFY(reaches(SessionState::Paused));
    const SnapshotPtr paused = look({});
    QCOMPARE(look({})->step, paused->step);
    QCOMPARE(paused->batches.size(), static_cast<std::size_t>(paused->step));
    session_->start();
    QVERIFY(reaches(SessionState::Running));
    QVERIFY(lookUntil([&](const Snapshot& s) { return s.step > paused->step; }));
  }

  void stepsABatch() {
    session_->load(longExperiment());
    QVERIFY(reaches(SessionState::Ready));
    for (int step = 1; step <= 3; ++step) {
      session_->stepBatch();
      QVERIFY(reaches(SessionState::Paused));
      QCOMPARE(look({})->step, step);
    }
  }

  void stepsAnEpoch() {
    session_->load(shortExperiment());
    QVERIFY(reaches(SessionState::Ready));
    session_->stepBatch();
    QVERIFY(reaches(SessionState::Paused));
    session_->stepEpoch();
    QVERIFY(reaches(SessionState::Paused));
    const SnapshotPtr snapshot = look({});
    QCOMPARE(snapshot->epoch, 1);
    QCOMPARE(snapshot->batch, 0);
    QCOMPARE(snapshot->epochs.size(), std::size_t{1});
    QVERIFY(std::isfinite(snapshot->epochs.front().valid.loss));
  }

  void finishesAndGoesOn() {
    session_->load(shortExperiment());
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    SnapshotPtr snapshot = look({});
    QCOMPARE(snapshot->epoch, 3);
    QVERIFY(snapshot->test.metric > 0);
    session_->start();
    QVERIFY(reaches(SessionState::Running));
    QVERIFY(reaches(SessionState::Finished));
    snapshot = look({});
    QCOMPARE(snapshot->epoch, 6);
    QCOMPARE(snapshot->epochGoal, 6);
  }

  void anotherLossIsTestedAnew() {
    session_->load(shortExperiment());
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    const Score before = look({})->test;
    TrainingSpec training = shortExperiment().training;
    training.optimizer.values["lr"] = 1e-5;
    apply(with(training, shortExperiment()));
    QCOMPARE(look({})->test.loss, before.loss);
    training.loss.values["label_smoothing"] = 0.5;
    apply(with(training, shortExperiment()));
    const Score after = look({})->test;
    QVERIFY2(std::abs(after.loss - before.loss) > 1e-3,
             qPrintable(QStringLiteral("%1, once %2").arg(after.loss).arg(before.loss)));
    QCOMPARE(after.metric, before.metric);
  }

  void stopsEarly() {
    session_->load(longExperiment());
    session_->start();
    QVERIFY(lookUntil([](const Snapshot& s) { return s.step > 5; }));
    session_->stop();
    QVERIFY(reaches(SessionState::Finished));
    QVERIFY(std::isfinite(look({})->test.loss));
  }

  void rewindsToTheSameWeights() {
    session_->load(shortExperiment());
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    const SnapshotPtr first = look({});
    session_->rewind();
    QVERIFY(reaches(SessionState::Ready));
    const SnapshotPtr rewound = look({.run = first->run, .afterStep = first->step});
    QVERIFY(rewound->run != first->run);
    QCOMPARE(rewound->step, 0);
    QVERIFY(std::isnan(rewound->test.loss));
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    const SnapshotPtr second = look({});
    QCOMPARE(second->batches.size(), first->batches.size());
    for (std::size_t i = 0; i < first->batches.size(); ++i) {
      QCOMPARE(second->batches[i].loss, first->batches[i].loss);
    }
    QCOMPARE(second->test.loss, first->test.loss);
  }

  void historyGoesOnWhereTheViewEnds() {
    session_->load(shortExperiment());
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    const SnapshotPtr all = look({});
    const SnapshotPtr rest = look({.run = all->run, .afterStep = 4, .afterEpoch = 2});
    QCOMPARE(rest->batches.front().step, 5);
    QCOMPARE(rest->batches.size(), all->batches.size() - 4);
    QCOMPARE(rest->epochs.size(), std::size_t{1});
    QVERIFY(look({.run = all->run, .afterStep = all->step, .afterEpoch = 3})->batches.empty());
  }

  void showsLayersAndASample() {
    session_->load(longExperiment());
    const SnapshotPtr snapshot = look({.layers = true, .sample = 42});
    QCOMPARE(snapshot->layers.size(), std::size_t{2});
    const LayerSnapshot& hidden = snapshot->layers.front();
    QCOMPARE(hidden.name, std::string("Linear 1"));
    QCOMPARE(hidden.inputs, 784);
    QCOMPARE(hidden.weight.size(), std::size_t{784 * 32});
    QVERIFY(snapshot->sample.has_value());
    checkByHand(*snapshot->sample, snapshot->layers);
    QVERIFY(!look({.layers = true})->sample.has_value());
    QVERIFY(!look({.sample = 1'000'000})->sample.has_value());
  }

  void showsLayersWithoutAMatrix() {
    Experiment experiment = shortExperiment();
    experiment.network.hidden = {{{"layer_norm", {}}, {"identity", {}}},
                                 {{"linear", {{"units", 8}}}, {"identity", {}}},
                                 {{"dropout", {}}, {"tanh", {}}}};
    session_->load(experiment);
    const SnapshotPtr snapshot = look({.layers = true, .sample = 7});
    QCOMPARE(snapshot->layers.size(), std::size_t{4});
    const LayerSnapshot& linear = snapshot->layers[1];
    const LayerSnapshot& dropout = snapshot->layers[2];
    QCOMPARE(linear.name, std::string("Linear 1"));
    QCOMPARE(linear.weight.size(), std::size_t{8 * 4});
    QCOMPARE(dropout.name, std::string("Dropout 1"));
    QCOMPARE(dropout.inputs, 8);
    QCOMPARE(dropout.outputs, 8);
    QVERIFY(dropout.weight.empty() && dropout.bias.empty());
    for (std::size_t i = 0; i < 8; ++i) QVERIFY(std::abs(dropout.values[i] - std::tanh(linear.values[i])) < 1e-5F);
    QCOMPARE(snapshot->layers.back().values.size(), snapshot->sample->probabilities.size());
  }

  void otherTrainingKeepsGoing() {
    session_->load(longExperiment());
    session_->start();
    QVERIFY(lookUntil([](const Snapshot& s) { return s.step > 5; }));
    TrainingSpec training = longExperiment().training;
    training.optimizer = {"sgd", {{"lr", 0.01}}};
    training.epochs = 77;
    apply(with(training, longExperiment()));
    const SnapshotPtr snapshot = look({});
    QCOMPARE(snapshot->state, SessionState::Running);
    QCOMPARE(snapshot->epochGoal, 77);
    QVERIFY(lookUntil([&](const Snapshot& s) { return s.step > snapshot->step; }));
  }

  void otherTrainingKeepsTheGoalUnlessItIsAnother() {
    Experiment experiment = shortExperiment();
    experiment.training.epochs = 2;
    session_->load(experiment);
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    session_->start();
    QVERIFY(lookUntil([](const Snapshot& s) { return s.state == SessionState::Finished && s.epoch == 4; }));
    TrainingSpec training = experiment.training;
    training.optimizer = {"sgd", {{"lr", 0.01}}};
    apply(with(training, experiment));
    QCOMPARE(look({})->epochGoal, 4);
    QCOMPARE(look({})->state, SessionState::Finished);
    training.epochs = 1;  // fewer than are done already
    apply(with(training, experiment));
    QCOMPARE(look({})->epochGoal, 4);
    training.epochs = 6;
    apply(with(training, experiment));
    QCOMPARE(look({})->epochGoal, 6);
    QCOMPARE(look({})->state, SessionState::Paused);
  }

  void anotherNetworkPausesAndKeepsTheOtherLayers() {
    Experiment experiment = longExperiment();
    session_->load(experiment);
    session_->start();
    QVERIFY(lookUntil([](const Snapshot& s) { return s.step > 10; }));
    experiment.network.hidden.push_back({{"linear", {{"units", 16}}}, {"relu", {}}});
    apply(experiment);
    QVERIFY(reaches(SessionState::Paused));
    const SnapshotPtr paused = look({.layers = true});
    QVERIFY(paused->step > 10);
    QCOMPARE(paused->layers.size(), std::size_t{3});
    session_->start();
    QVERIFY(lookUntil([&](const Snapshot& s) { return s.step > paused->step + 5; }));
  }

  void otherSamplesKeepWhatWasLearned_data() {
    QTest::addColumn<int>("edit");
    QTest::newRow("excluded") << 0;
    QTest::newRow("relabelled") << 1;
    QTest::newRow("points by hand") << 2;
  }
  void otherSamplesKeepWhatWasLearned() {
    QFETCH(int, edit);
    Experiment experiment = shortExperiment();
    if (edit == 2) experiment.data.dataset.name = "moons";
    session_->load(experiment);
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    const SnapshotPtr learned = look({.layers = true});
    if (edit == 0) experiment.data.excluded = {3};
    if (edit == 1) experiment.data.relabeled = {{3, 1}};
    for (int i = 0; edit == 2 && i < 20; ++i) experiment.data.points.push_back({i * 0.1, i % 7 * 0.5, double(i % 2)});
    apply(experiment);
    QVERIFY(reaches(SessionState::Ready));
    const SnapshotPtr kept = look({.layers = true});
    QCOMPARE(kept->step, 0);
    for (std::size_t i = 0; i < 2; ++i) {
      QCOMPARE(kept->layers[i].weight, learned->layers[i].weight);
      QCOMPARE(kept->layers[i].bias, learned->layers[i].bias);
    }
  }

  void whoTrainsGoesOnWithOtherSamples() {
    Experiment experiment = longExperiment();
    session_->load(experiment);
    session_->start();
    QVERIFY(lookUntil([](const Snapshot& s) { return s.step > 5; }));
    experiment.data.excluded = {3};
    states_->clear();
    apply(experiment);
    QVERIFY(reaches(SessionState::Ready));
    QVERIFY(reaches(SessionState::Running));
  }

  void anotherNetworkBeforeTheFirstStepIsAsIfItHadAlwaysBeen() {
    Experiment experiment = shortExperiment();
    session_->load(experiment);
    QVERIFY(reaches(SessionState::Ready));
    experiment.network.hidden.insert(experiment.network.hidden.begin(),
                                     LayerSpec{{"linear", {{"units", 4}}}, {"relu", {}}});
    apply(experiment);
    QVERIFY(reaches(SessionState::Ready));
    const SnapshotPtr edited = look({.layers = true});
    session_->load(experiment);
    QVERIFY(reaches(SessionState::Ready));
    const SnapshotPtr loaded = look({.layers = true});
    for (std::size_t i = 0; i < 3; ++i) QCOMPARE(edited->layers[i].weight, loaded->layers[i].weight);
    QVERIFY(edited->run != loaded->run);
  }

  void refusedSettingsAreMendedByOthers() {
    Experiment experiment = shortExperiment();
    session_->load(experiment);
    QVERIFY(reaches(SessionState::Ready));
    TrainingSpec training = experiment.training;
    training.optimizer.name = "adagrad";
    training.schedule.name = "one_cycle";
    apply(with(training, experiment));
    QVERIFY(reaches(SessionState::Failed));
    training.schedule.name = "constant";
    apply(with(training, experiment));
    QVERIFY(reaches(SessionState::Ready));
  }

  void endsWhereThePatienceDoes() {
    Experiment experiment = shortExperiment();
    experiment.training.optimizer = {"sgd", {{"lr", 0}}};
    experiment.training.epochs = 1000;
    experiment.training.patience = 2;
    session_->load(experiment);
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    SnapshotPtr end = look({});
    QCOMPARE(end->epoch, 3);
    QVERIFY2(end->stopReason.find("epoch 1") != std::string::npos, end->stopReason.c_str());
    session_->start();
    QVERIFY(reaches(SessionState::Finished));
    end = look({});
    QCOMPARE(end->epoch, 6);
    // Who steps on wants to go on as well.
    session_->stepEpoch();
    QVERIFY(reaches(SessionState::Paused));
    end = look({});
    QCOMPARE(end->epoch, 7);
    QVERIFY(end->stopReason.empty());
  }

  void trainsSlowlyAndAnswersAtOnce() {
    Experiment experiment = shortExperiment();
    experiment.training.epochs = 1'000'000;
    session_->load(experiment);
    session_->setSpeed({.perSecond = 1e-3});
    session_->start();
    QVERIFY(reaches(SessionState::Running));
    // A step is due in a quarter of an hour; a person who asks for another speed does not wait for it.
    QCOMPARE(look({})->step, 0);
    session_->setSpeed({});
    QVERIFY(lookUntil([](const Snapshot& s) { return s.step > 100; }));
    session_->setSpeed({.perSecond = 1e-3, .unit = Speed::Unit::Epochs});
    session_->pause();
    QVERIFY(reaches(SessionState::Paused));
  }

  void commandsInOtherStatesAreAnswered() {
    session_->pause();
    QVERIFY(reaches(SessionState::Empty));
    session_->start();
    QVERIFY(reaches(SessionState::Empty));
    QCOMPARE(look({})->state, SessionState::Empty);
  }

  void badExperimentsFailAndGoodOnesMend() {
    QSignalSpy failures(session_.get(), &TrainingSession::failed);
    Experiment broken = shortExperiment();
    broken.network.hidden.front().activation.name = "rellu";
    session_->load(broken);
    QVERIFY(reaches(SessionState::Failed));
    QTRY_COMPARE(failures.size(), 1);
    QVERIFY(failures.first().first().toString().contains(QStringLiteral("rellu")));
    session_->start();
    QVERIFY(reaches(SessionState::Failed));
    session_->load(shortExperiment());
    QVERIFY(reaches(SessionState::Ready));
  }

  void divergenceIsSaidAndRewindMends() {
    Experiment experiment = shortExperiment();
    experiment.data.dataset.name = "auto-mpg";
    experiment.network.hidden.front().activation.name = "relu";
    experiment.training.loss.name = "mse";
    experiment.training.optimizer = {"sgd", {{"lr", 50}}};
    experiment.training.epochs = 100;
    session_->load(experiment);
    session_->start();
    QVERIFY(reaches(SessionState::Failed));
    QVERIFY(QByteArray(look({})->message.c_str()).contains("diverged"));
    session_->rewind();
    QVERIFY(reaches(SessionState::Ready));
  }

  void unknownDeviceSaysSo() {
    TrainingSession session(QStringLiteral("no such device"));
    QSignalSpy failures(&session, &TrainingSession::failed);
    session.load(shortExperiment());
    QVERIFY(failures.wait(20'000));
    QVERIFY(failures.first().first().toString().contains(QStringLiteral("no such device")));
  }

  void endsInTheMiddleOfTraining() {
    session_->load(longExperiment());
    session_->start();
    QVERIFY(lookUntil([](const Snapshot& s) { return s.step > 5; }));
    session_.reset();
    QVERIFY(!session_);
  }

 private:
  /// Waits until the session says that it is in `state`, and forgets what it said until then.
  bool reaches(SessionState state) {
    constexpr int kPatience = 60'000;
    for (;;) {
      while (!states_->isEmpty()) {
        if (states_->takeFirst().first().value<SessionState>() == state) return true;
      }
      if (!states_->wait(kPatience)) return false;
    }
  }

  /// As a new revision of the document.
  void apply(const Experiment& experiment) { session_->apply(experiment, ++revision_); }

  SnapshotPtr look(const SnapshotRequest& request) {
    snapshots_->clear();
    session_->requestSnapshot(request);
    return snapshots_->wait(60'000) ? snapshots_->takeLast().first().value<SnapshotPtr>() : nullptr;
  }

  template <class Condition>
  bool lookUntil(const Condition& condition) {
    for (int tries = 0; tries < 10'000; ++tries) {
      const SnapshotPtr snapshot = look({});
      if (!snapshot) return false;
      if (condition(*snapshot)) return true;
    }
    return false;
  }

  static void checkByHand(const SampleSnapshot& sample, const std::vector<LayerSnapshot>& layers) {
    std::vector<float> values = sample.input;
    for (const LayerSnapshot& layer : layers) {
      std::vector<float> next;
      for (int unit = 0; unit < layer.outputs; ++unit) {
        double z = static_cast<double>(layer.bias[static_cast<std::size_t>(unit)]);
        for (int i = 0; i < layer.inputs; ++i) {
          const auto at = static_cast<std::size_t>(unit * layer.inputs + i);
          z += static_cast<double>(layer.weight[at]) * static_cast<double>(values[static_cast<std::size_t>(i)]);
        }
        if (layer.activation == "relu") z = std::max(z, 0.0);
        next.push_back(static_cast<float>(z));
        QVERIFY(std::abs(next.back() - layer.values[static_cast<std::size_t>(unit)]) < 1e-5F);
      }
      values = next;
    }
    float total = 0;
    for (const float p : sample.probabilities) total += p;
    QCOMPARE(sample.probabilities.size(), values.size());
    QVERIFY(std::abs(total - 1) < 1e-5F);
  }

  std::unique_ptr<TrainingSession> session_;
  std::uint64_t revision_ = 0;
  std::unique_ptr<QSignalSpy> states_;
  std::unique_ptr<QSignalSpy> snapshots_;
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
