// Training: the same bits twice, the same curve as PyTorch, rewind, other optimizers on the way, divergence.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <chrono>
#include <cmath>

#include "core/base/error.h"
#include "core/data/prepared_data.h"
#include "core/data/shown_numbers.h"
#include "core/experiment/experiment_json.h"
#include "core/session/score_text.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/fixture_file.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

Experiment smallExperiment(const char* dataset = "iris") {
  Experiment experiment;
  experiment.data.dataset.name = dataset;
  experiment.network.hidden = {{{"linear", {{"units", 16}}}, {"sigmoid", {}}}};
  experiment.training.optimizer.values["lr"] = 0.01;
  experiment.training.batchSize = 16;
  experiment.training.epochs = 3;
  if (std::string(dataset) == "auto-mpg") experiment.training.loss.name = "mse";
  return experiment;
}

constexpr std::chrono::seconds kBetweenLooks{3};
constexpr std::chrono::milliseconds kToday{1'767'225'600'500};  // half a second after the year 2026 began

/// Clocks that tell the same whatever the machine does: time passes only when a run looks.
RunClocks steadyLooks() {
  return {.steady = [now = std::chrono::steady_clock::time_point()]() mutable { return now += kBetweenLooks; },
          .wall = [] { return std::chrono::system_clock::time_point(kToday); }};
}

std::vector<float> lossesOf(const Trainer& trainer) {
  std::vector<float> losses;
  for (const BatchPoint& point : trainer.batchHistory()) losses.push_back(point.loss);
  return losses;
}

}  // namespace

Q_DECLARE_METATYPE(gradus::Experiment)

class TrainerTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void sameExperimentSameBits() {
    const Experiment experiment = smallExperiment();
    std::vector<std::vector<float>> runs;
    for (int run = 0; run < 2; ++run) {
      Trainer trainer(*device_, experiment, prepareData(experiment));
      if (run == 1) trainer.warmUp();
      for (int epoch = 0; epoch < 3; ++epoch) trainer.finishEpoch();
      runs.push_back(lossesOf(trainer));
      runs.back().push_back(static_cast<float>(trainer.evaluateTest().loss));
    }
    QCOMPARE(runs[0], runs[1]);
    QVERIFY(runs[0].size() > 20);
  }

  void rewindBeginsAnew() {
    const Experiment experiment = smallExperiment();
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    trainer.advance();
    const std::vector<float> first = lossesOf(trainer);
    trainer.rewind();
    QCOMPARE(trainer.step(), 0);
    QCOMPARE(trainer.epochs(), 0);
    QVERIFY(trainer.batchHistory().empty());
    trainer.finishEpoch();
    QCOMPARE(lossesOf(trainer), first);
  }

  /// Dropout and noise draw from the run's generator, batch norm has a state: both begin anew with the run.
  void layersWithModesTrain() {
    Experiment experiment = smallExperiment();
    const Choice none{"identity", {}};
    experiment.network.hidden = {{{"noisy_linear", {{"units", 16}}}, {"relu", {}}},
                                 {{"batch_norm", {}}, none},
                                 {{"dropout", {{"p", 0.2}}}, none},
                                 {{"linear", {{"units", 12}}}, none},
                                 {{"layer_norm", {}}, none},
                                 {{"prelu", {}}, none}};
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.warmUp();
    for (int epoch = 0; epoch < 30; ++epoch) trainer.finishEpoch();
    const std::vector<float> first = lossesOf(trainer);
    const Score score = trainer.evaluateTest();
    QVERIFY2(score.metric > 0.85, qPrintable(QString::number(score.metric)));
    QCOMPARE(trainer.evaluateTest().loss, score.loss);

    const std::vector<LayerSnapshot> layers = trainer.network().describe(trainer.sampleInput(0));
    QCOMPARE(layers.size(), std::size_t{7});
    QCOMPARE(layers[0].name, std::string("Noisy linear 1"));
    QCOMPARE(layers[3].inputs, 16);
    for (const std::size_t i : {0U, 3U, 6U}) {
      QCOMPARE(layers[i].weight.size(), static_cast<std::size_t>(layers[i].inputs * layers[i].outputs));
    }
    for (const std::size_t i : {1U, 2U, 4U, 5U}) QVERIFY(layers[i].weight.empty() && !layers[i].values.empty());
    QCOMPARE(layers[6].values, trainer.network().describe(trainer.sampleInput(0))[6].values);

    trainer.rewind();
    for (int epoch = 0; epoch < 30; ++epoch) trainer.finishEpoch();
    QCOMPARE(lossesOf(trainer), first);
  }

  void epochsAreEvaluatedOverTheirWholePart_data() {
    QTest::addColumn<QString>("dataset");
    QTest::addColumn<double>("validShare");
    QTest::addColumn<double>("testShare");
    QTest::newRow("classes") << "iris" << 0.1 << 0.2;
    QTest::newRow("no validation part") << "iris" << 0.0 << 0.2;
    QTest::newRow("no test part") << "iris" << 0.1 << 0.0;
    QTest::newRow("the training part alone") << "iris" << 0.0 << 0.0;
    QTest::newRow("numbers") << "auto-mpg" << 0.1 << 0.2;
    QTest::newRow("parts of several pieces") << "mnist-10k" << 0.3 << 0.2;
  }
  void epochsAreEvaluatedOverTheirWholePart() {
    QFETCH(QString, dataset);
    QFETCH(double, validShare);
    QFETCH(double, testShare);
    Experiment experiment = smallExperiment(dataset.toUtf8().constData());
    experiment.data.validShare = validShare;
    experiment.data.testShare = testShare;
    Trainer trainer(*device_, experiment, prepareData(experiment), steadyLooks());
    trainer.finishEpoch();
    const EpochPoint& point = trainer.epochHistory().back();
    QCOMPARE(point.epoch, 1);
    QCOMPARE(point.steps, trainer.batchesPerEpoch());
    QCOMPARE(point.wallTime, 1'767'225'600.5);
    // One look when the training began, and one when it was taken over.
    QCOMPARE(point.seconds, 3.0);
    QCOMPARE(trainer.seconds(), 3.0);
    QCOMPARE(point.usPerStep * static_cast<double>(point.steps), point.seconds * 1e6);
    QVERIFY(std::isfinite(point.train.loss));
    QCOMPARE(std::isfinite(point.valid.loss), validShare > 0);
    QCOMPARE(std::isfinite(point.test.loss), testShare > 0);
    if (testShare > 0) {
      const Score test = trainer.evaluateTest();
      QCOMPARE(point.test.loss, test.loss);
      QCOMPARE(point.test.metric, test.metric);
      QCOMPARE(std::isnan(point.test.determination), std::isnan(test.determination));
    }
    if (testShare > 0 || validShare > 0) QCOMPARE(&monitored(point), validShare > 0 ? &point.valid : &point.test);
    checkAgainstSampleBySample(trainer, point);
  }

  /// It is there to be looked at: other samples in it change nothing of the run, nor when it ends.
  void theTestPartDecidesAboutNothing() {
    Experiment experiment = smallExperiment();
    experiment.training.schedule = {"reduce_on_plateau", {}};
    experiment.training.patience = 2;
    const PreparedDataPtr whole = prepareData(experiment);
    auto without = std::make_shared<PreparedData>(*whole);
    without->test.clear();
    Trainer with(*device_, experiment, whole);
    Trainer alone(*device_, experiment, without);
    for (int epoch = 0; epoch < 12; ++epoch) {
      with.finishEpoch();
      alone.finishEpoch();
      QCOMPARE(with.bestEpoch(), alone.bestEpoch());
      QCOMPARE(with.hasStalled(), alone.hasStalled());
    }
    QVERIFY(std::isnan(alone.epochHistory().back().test.loss));
    QCOMPARE(lossesOf(with), lossesOf(alone));
    const auto ratesOf = [](const Trainer& trainer) {
      std::vector<float> rates;
      for (const BatchPoint& point : trainer.batchHistory()) rates.push_back(point.learningRate);
      return rates;
    };
    QCOMPARE(ratesOf(with), ratesOf(alone));
  }

  void learns_data() {
    QTest::addColumn<QString>("dataset");
    QTest::addColumn<double>("goal");
    QTest::newRow("iris") << "iris" << 0.9;
    QTest::newRow("wine") << "wine" << 0.9;
    QTest::newRow("breast cancer") << "breast-cancer" << 0.93;
    QTest::newRow("penguins") << "penguins" << 0.95;
    QTest::newRow("xor") << "xor" << 0.9;
    QTest::newRow("circle") << "circle" << 0.95;
    QTest::newRow("gaussians") << "gaussians" << 0.95;
  }
  void learns() {
    QFETCH(QString, dataset);
    QFETCH(double, goal);
    Experiment experiment = smallExperiment(dataset.toUtf8().constData());
    experiment.network.hidden.front().activation.name = "tanh";
    Trainer trainer(*device_, experiment, prepareData(experiment));
    for (int epoch = 0; epoch < 40; ++epoch) trainer.finishEpoch();
    const Score score = trainer.evaluateTest();
    QVERIFY2(score.metric >= goal, qPrintable(QString::number(score.metric)));
  }

  void otherTrainingKeepsTheWeights() {
    const Experiment experiment = smallExperiment();
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    const double before = trainer.evaluateTest().loss;
    TrainingSpec training = experiment.training;
    training.optimizer = {"sgd", {{"lr", 0.1}, {"momentum", 0.9}}};
    training.batchSize = 7;
    trainer.setTraining(training);
    QCOMPARE(trainer.evaluateTest().loss, before);
    trainer.finishEpoch();
    QVERIFY(trainer.evaluateTest().loss != before);
    QCOMPARE(trainer.batchesPerEpoch(), (static_cast<std::int64_t>(trainer.data().train.size()) + 6) / 7);
  }

  void otherBatchesGoOnWhereTheEpochIs() {
    const Experiment experiment = smallExperiment();
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    trainer.advance();
    TrainingSpec training = experiment.training;
    training.batchSize = 7;
    trainer.setTraining(training);
    trainer.finishEpoch();
    trainer.finishEpoch();
    double before = 0;
    for (const BatchPoint& point : trainer.batchHistory()) {
      QVERIFY(point.epochs > before);
      before = point.epochs;
      for (const EpochPoint& epoch : trainer.epochHistory()) {
        if (epoch.steps == point.step) QCOMPARE(point.epochs, static_cast<double>(epoch.epoch));
      }
    }
    QCOMPARE(before, 3.0);
  }

  /// Short epochs follow each other without a wait; all are there when somebody asks.
  void epochsMayBeCollectedTogether() {
    const Experiment experiment = smallExperiment();
    Trainer together(*device_, experiment, prepareData(experiment), steadyLooks());
    Trainer apart(*device_, experiment, prepareData(experiment));
    while (together.epochs() < 5) together.advance(together.batchesPerEpoch());
    QCOMPARE(together.epochHistory().size(), std::size_t{0});
    together.collect();
    QCOMPARE(together.epochHistory().size(), std::size_t{5});
    for (std::size_t i = 0; i < 5; ++i) {
      apart.finishEpoch();
      const EpochPoint& point = together.epochHistory()[i];
      QCOMPARE(point.epoch, static_cast<int>(i) + 1);
      QCOMPARE(point.steps, static_cast<std::int64_t>(i + 1) * together.batchesPerEpoch());
      QCOMPARE(point.train.loss, apart.epochHistory()[i].train.loss);
      QCOMPARE(point.valid.metric, apart.epochHistory()[i].valid.metric);
      // Epochs of as many steps share the time evenly.
      QCOMPARE(point.seconds, together.epochHistory()[0].seconds * static_cast<double>(i + 1));
      QCOMPARE(point.usPerStep, together.epochHistory()[0].usPerStep);
    }
    QCOMPARE(together.epochHistory()[4].seconds, 3.0);
    QCOMPARE(lossesOf(together), lossesOf(apart));
  }

  /// A change of the training between two pieces of an evaluation.
  void otherTrainingInTheMiddleOfAnEvaluation() {
    Experiment experiment = smallExperiment("mnist-10k");
    experiment.training.batchSize = 1000;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    while (!trainer.evaluating()) trainer.advance();
    trainer.advance();
    QVERIFY(trainer.evaluating());
    TrainingSpec training = experiment.training;
    training.optimizer = {"sgd", {{"lr", 0.1}}};
    training.batchSize = 500;
    trainer.setTraining(training);
    trainer.finishEpoch();
    QCOMPARE(trainer.epochs(), 1);
    trainer.finishEpoch();
    QCOMPARE(trainer.epochs(), 2);
    QVERIFY(trainer.epochHistory()[1].train.loss < trainer.epochHistory()[0].train.loss);
  }

  void divergenceNamesPlaceAndStep() {
    Experiment experiment = smallExperiment("auto-mpg");
    experiment.network.hidden.front().activation.name = "relu";
    experiment.training.optimizer = {"sgd", {{"lr", 50}}};
    Trainer trainer(*device_, experiment, prepareData(experiment));
    QByteArray message;
    try {
      for (int epoch = 0; epoch < 20; ++epoch) trainer.finishEpoch();
    } catch (const Error& error) {
      message = error.what();
    }
    QVERIFY2(message.startsWith("Training diverged at step "), message.constData());
    QVERIFY2(message.contains("Rewind and lower the learning rate"), message.constData());
    trainer.rewind();
    trainer.advance();
    trainer.collect();
    QCOMPARE(trainer.step(), 1);
  }

  void unfitLossIsRefused() {
    Experiment experiment = smallExperiment("iris");
    experiment.training.loss.name = "mse";
    QVERIFY_THROWS_EXCEPTION(DataError, prepareData(experiment));
    experiment = smallExperiment("auto-mpg");
    experiment.training.loss.name = "cross_entropy";
    QVERIFY_THROWS_EXCEPTION(DataError, prepareData(experiment));
  }

  void dropLastWithTooFewRowsIsRefused() {
    Experiment experiment = smallExperiment();
    experiment.training.batchSize = 1000;
    experiment.training.dropLast = true;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    QVERIFY_THROWS_EXCEPTION(Error, trainer.advance());
  }

  void imagesStayBytes() {
    Experiment experiment = smallExperiment("mnist-10k");
    const PreparedDataPtr data = prepareData(experiment);
    QCOMPARE(data->dataset->pixels.size(), std::size_t{10'000 * 784});
    QVERIFY(data->dataset->values.empty());
    QCOMPARE(data->train.size(), std::size_t{7200});
    QCOMPARE(data->valid.size(), std::size_t{800});
    QCOMPARE(data->test.size(), std::size_t{2000});
  }

  /// The losses that python3-torch 1.13 prints for this experiment; tests/fixtures/make_curves.py makes them.
  void followsPyTorchsCurve_data() {
    QTest::addColumn<Experiment>("experiment");
    QTest::addColumn<std::vector<double>>("trainLoss");
    QTest::addColumn<std::vector<double>>("validLoss");
    QTest::addColumn<std::vector<double>>("rate");
    readCurves();
  }
  void followsPyTorchsCurve() {
    QFETCH(Experiment, experiment);
    QFETCH(std::vector<double>, trainLoss);
    QFETCH(std::vector<double>, validLoss);
    QFETCH(std::vector<double>, rate);
    Trainer trainer(*device_, experiment, prepareData(experiment));
    for (std::size_t epoch = 0; epoch < trainLoss.size(); ++epoch) {
      trainer.finishEpoch();
      const EpochPoint& point = trainer.epochHistory().back();
      QVERIFY2(std::abs(point.train.loss / trainLoss[epoch] - 1) <= 1e-5,
               qPrintable(QStringLiteral("epoch %1: %2").arg(point.epoch).arg(point.train.loss, 0, 'g', 9)));
      QVERIFY2(std::abs(point.valid.loss / validLoss[epoch] - 1) <= 1e-5,
               qPrintable(QStringLiteral("epoch %1: %2").arg(point.epoch).arg(point.valid.loss, 0, 'g', 9)));
    }
    // Where the rate is scheduled, every step has PyTorch's.
    const auto& batches = trainer.batchHistory();
    if (!rate.empty()) QCOMPARE(batches.size(), rate.size());
    for (std::size_t i = 0; i < rate.size(); ++i) {
      QVERIFY2(std::abs(static_cast<double>(batches[i].learningRate) / rate[i] - 1) < 1e-6,
               qPrintable(QString::number(i)));
    }
  }

  void scoresAsText_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const std::string& text, const char* expected) {
      QTest::newRow(expected) << QString::fromStdString(text) << QString::fromUtf8(expected);
    };
    const NumberText plain;
    const NumberText german = numbersOf(QLocale(QStringLiteral("de_DE")));
    row(lossText(0.285893, plain), "0.2859");
    row(lossText(0.285893, german), "0,2859");
    row(lossText(kNotMeasured, plain), "–");
    row(metricText(0.9195, Task::Classification, plain), "accuracy 91.95 %");
    row(metricText(0.9195, Task::Classification, german), "accuracy 91,95\u00A0%");
    row(metricText(2.3456, Task::Regression, plain), "MAE 2.346");
    row(metricNumber(kNotMeasured, Task::Regression, plain), "– ");
  }
  void scoresAsText() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(text, expected.trimmed());
  }

 private:
  void checkAgainstSampleBySample(Trainer& trainer, const EpochPoint& point) {
    const Dataset& dataset = *trainer.data().dataset;
    double loss = 0;
    double metric = 0;
    double squares = 0;
    double sum = 0;
    double sumOfSquares = 0;
    for (const std::int64_t row : trainer.data().train) {
      const auto at = static_cast<std::size_t>(row);
      const std::vector<float> output = trainer.network().describe(trainer.sampleInput(row)).back().values;
      if (dataset.task == Task::Regression) {
        const double error = static_cast<double>(output[0]) - static_cast<double>(dataset.targets[at]);
        loss += error * error;
        metric += std::abs(error);
        squares += error * error;
        const auto target = static_cast<double>(dataset.targets[at]);
        sum += target;
        sumOfSquares += target * target;
      } else {
        double total = 0;
        for (const float value : output) total += std::exp(static_cast<double>(value));
        const auto label = static_cast<std::size_t>(dataset.labels[at]);
        loss += std::log(total) - static_cast<double>(output[label]);
        metric += std::max_element(output.begin(), output.end()) - output.begin() == dataset.labels[at] ? 1 : 0;
      }
    }
    const auto rows = static_cast<double>(trainer.data().train.size());
    QVERIFY(std::abs(point.train.loss - loss / rows) <= 1e-5 * loss / rows);
    QVERIFY(std::abs(point.train.metric - metric / rows) <= 1e-5 * metric / rows);
    if (dataset.task == Task::Classification) {
      QVERIFY(std::isnan(point.train.determination));
    } else {
      const double expected = 1 - squares / (sumOfSquares - sum * sum / rows);  // as scikit-learn's r2_score
      QVERIFY(std::abs(point.train.determination - expected) <= 1e-5 * (1 + std::abs(expected)));
    }
  }

  static void readCurves();

  std::unique_ptr<Device> device_;
};

void TrainerTest::readCurves() {
  const QJsonArray curves = test::fixtureFile("curves.json").array();
  QCOMPARE(curves.size(), 7);
  for (const QJsonValue& value : curves) {
    const QJsonObject curve = value.toObject();
    const QByteArray text = QJsonDocument(curve[u"experiment"].toObject()).toJson();
    const Experiment experiment = experimentFromJson(text.toStdString(), "curves.json");
    const auto losses = [&](QStringView key) {
      std::vector<double> numbers;
      for (const QJsonValue& number : curve[key].toArray()) numbers.push_back(number.toDouble());
      return numbers;
    };
    const std::string name = experiment.name + ", " + experiment.training.schedule.name;
    QTest::newRow(name.c_str()) << experiment << losses(u"train_loss") << losses(u"valid_loss") << losses(u"rate");
  }
}

QTEST_GUILESS_MAIN(TrainerTest)
#include "trainer_test.moc"
