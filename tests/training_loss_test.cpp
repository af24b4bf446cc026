// One loss: every loss of the registry, plain, with class weights, label smoothing and a penalty, gives PyTorch's
// number wherever the program computes or shows one.
#include "core/step/training_loss.h"
#include "core/data/prepared_data.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <cmath>
#include <numeric>

#include "core/experiment/loss_choice.h"
#include "core/tensor/graph.h"
#include "core/tensor/views.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/fixture_file.h"
#include "tests/test_device.h"

using namespace gradus;
using namespace gradus::test;

namespace {

// As in fixtures/make_training_loss.py. An evaluation takes the training part in two pieces of different classes.
constexpr std::int64_t kFeatures = 4;
constexpr std::int64_t kTrain = 1100;
constexpr std::int64_t kRows = kTrain + 50;

/// float32 keeps 6e-8 of each of the numbers that a mean over 1,100 rows adds up in some order; PyTorch had float64.
constexpr double kTolerance = 2e-6;

/// What is written for people has four digits.
constexpr double kWritten = 6e-4;

std::int32_t labelOf(std::int64_t row) {
  if (row % 9 == 0) return 2;
  return row % 4 == 0 || row > 1000 ? 1 : 0;
}

/// Of a loss that fits, with three classes, two of them made one where one output tells two apart, or numbers.
PreparedDataPtr makeDataFor(const Loss& loss) {
  const bool hasTwo = isOneForTwo(loss.output);
  auto dataset = std::make_shared<Dataset>();
  dataset->name = dataset->title = "some";
  dataset->task = taskOf(loss.output);
  dataset->rows = kRows;
  dataset->features = kFeatures;
  dataset->values = someNumbers(kRows * kFeatures);
  dataset->numeric.assign(static_cast<std::size_t>(kFeatures), true);
  if (dataset->task == Task::Classification) {
    dataset->classNames = {"a", "b", "c"};
    if (hasTwo) dataset->classNames.pop_back();
    for (std::int64_t row = 0; row < kRows; ++row) {
      dataset->labels.push_back(hasTwo ? std::min(labelOf(row), 1) : labelOf(row));
    }
  } else {
    dataset->targets = someNumbers(kRows, 1);
    for (float& target : dataset->targets) target *= 2;
  }
  PreparedData data;
  data.dataset = dataset;
  data.train.resize(static_cast<std::size_t>(kTrain));
  std::iota(data.train.begin(), data.train.end(), 0);
  data.test.resize(static_cast<std::size_t>(kRows - kTrain));
  std::iota(data.test.begin(), data.test.end(), kTrain);
  return std::make_shared<const PreparedData>(data);
}

Experiment experimentOf(const QJsonValue& fixture, double rate) {
  Experiment experiment;
  experiment.seed = 123;
  experiment = withLoss(experiment, choiceOf(fixture[QStringLiteral("loss")]));
  experiment.training.balanceClasses = fixture[QStringLiteral("balance")].toBool();
  experiment.training.l1 = fixture[QStringLiteral("l1")].toDouble();
  experiment.training.optimizer = {"sgd", {{"lr", rate}}};
  experiment.training.batchSize = static_cast<int>(kTrain);
  experiment.training.shuffle = false;
  return experiment;
}

const Loss& lossOf(const QJsonValue& fixture) {
  return findLoss(choiceOf(fixture[QStringLiteral("loss")]).name);
}

std::vector<double> numbersOf(const QJsonValue& list) {
  std::vector<double> numbers;
  for (const QJsonValue& number : list.toArray()) numbers.push_back(number.toDouble());
  return numbers;
}

/// The number behind `word` in a text for people.
double numberAfter(const std::string& text, const char* word) {
  const QRegularExpression pattern(QLatin1String(word) + QStringLiteral(" ([-+.e0-9]*[0-9])"));
  return pattern.match(QString::fromStdString(text)).captured(1).toDouble();
}

PredictionsPtr predictionsOf(Trainer& trainer, DataPart part) {
  trainer.beginPredictions(part);
  while (trainer.isPredicting()) trainer.predict();
  return trainer.predictions(part);
}

}  // namespace

class TrainingLossTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }
  void cleanup() { qunsetenv("GRADUS_STEP"); }

  void everyLossHasItsRows() {
    const QJsonObject cases = fixtureFile("training_loss.json").object();
    for (const Loss& loss : losses()) {
      for (const char* variant : {"plain", "penalty", "weights", "smoothing", "weights and smoothing", "everything"}) {
        const QString key = QString::fromStdString(loss.name + ", " + variant);
        const bool smooths = QByteArray(variant).contains("smooth") || QByteArray(variant) == "everything";
        const bool weighs = QByteArray(variant).contains("weights") || QByteArray(variant) == "everything";
        const bool canSmooth = std::ranges::count(loss.parameters, "label_smoothing", &ParameterInfo::name) > 0;
        const bool isPossible = (!smooths || canSmooth) && (!weighs || loss.weighsClasses);
        QVERIFY2(cases.contains(key) == isPossible, qPrintable(key));
      }
    }
  }

  void equalsPyTorch_data() { rows(); }
  void equalsPyTorch() {
    QFETCH(QJsonObject, fixture);
    const Experiment experiment = experimentOf(fixture, 0);
    const PreparedDataPtr data = makeDataFor(lossOf(fixture));
    const TrainingLoss loss(*device_, experiment.training, *data->dataset, data->train);
    QCOMPARE(loss.weighsClasses(), fixture[QStringLiteral("balance")].toBool());
    QCOMPARE(loss.penalty(), fixture[QStringLiteral("l1")].toDouble());

    Generator generator(123);
    const std::int64_t outputs = outputsFor(loss.info(), data->dataset->target());
    Network network(*device_, experiment.network, kFeatures, outputs, generator);
    const DeviceData onDevice(*device_, *data->dataset);
    const Batch batch = onDevice.gather(onDevice.upload(data->train), 0, kTrain);
    const NoGrad noGrad;
    const Tensor output = network.forward(batch.input);
    const Tensor& targets = batch.target;
    check("the mean", loss.mean(output, targets).item(), fixture[QStringLiteral("batch")].toDouble());
    const std::vector<float> each = loss.ofEach(output, targets).toVector<float>();
    QCOMPARE(std::ssize(each), kTrain);
    const std::vector<double> expected = numbersOf(fixture[QStringLiteral("each")]);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      check("a row", static_cast<double>(each[i]), expected[i]);
      const auto row = static_cast<std::int64_t>(i);
      check("a row alone", loss.mean(narrow(output, 0, row, 1), narrow(targets, 0, row, 1)).item(), expected[i]);
    }
  }

  void trainsAtOnce_data() { rows(); }
  void trainsAtOnce() {
    QFETCH(QJsonObject, fixture);
    for (const char* way : {"plain", "layers", "rows", "lanes"}) {
      qputenv("GRADUS_STEP", way);
      Trainer trainer = trainerFor(fixture, 0.5);
      trainer.advance();
      trainer.collect();
      checkStep(trainer, fixture);
    }
  }

  void trainsByPhases_data() { rows(); }
  void trainsByPhases() {
    QFETCH(QJsonObject, fixture);
    Trainer trainer = trainerFor(fixture, 0.5);
    const double batch = fixture[QStringLiteral("batch")].toDouble();
    while (trainer.step() == 0) {
      const StepFocus focus = *trainer.stepPhase();
      if (focus.phase == StepFocus::Phase::Loss)
        check("the phase", numberAfter(focus.text, "of the batch:"), batch, kWritten);
    }
    trainer.collect();
    checkStep(trainer, fixture);
  }

  void trainsBySamples_data() { rows(); }
  void trainsBySamples() {
    QFETCH(QJsonObject, fixture);
    Trainer trainer = trainerFor(fixture, 0.5);
    for (const double expected : numbersOf(fixture[QStringLiteral("each")])) {
      const StepFocus focus = *trainer.stepSample();
      QCOMPARE(focus.phase, StepFocus::Phase::Sample);
      check("a sample", numberAfter(focus.text, "loss"), expected, kWritten);
      check("its batch", numberAfter(focus.text, "mean is"), fixture[QStringLiteral("batch")].toDouble(), kWritten);
    }
    while (trainer.step() == 0) trainer.advance();
    trainer.collect();
    checkStep(trainer, fixture);
  }

  void evaluates_data() { rows(); }
  void evaluates() {
    QFETCH(QJsonObject, fixture);
    for (const char* way : {"plain", "layers", "rows", "lanes"}) {
      qputenv("GRADUS_STEP", way);
      Trainer trainer = trainerFor(fixture, 0);
      trainer.finishEpoch();
      const EpochPoint& epoch = trainer.epochHistory().back();
      check("the training part", epoch.train.loss, fixture[QStringLiteral("batch")].toDouble());
      check("the monitored part", monitored(epoch).loss, fixture[QStringLiteral("test")].toDouble());
      check("the test part", trainer.evaluateTest().loss, fixture[QStringLiteral("test")].toDouble());
    }
  }

  void fillsTheGallery_data() { rows(); }
  void fillsTheGallery() {
    QFETCH(QJsonObject, fixture);
    Trainer trainer = trainerFor(fixture, 0);
    const PredictionsPtr predictions = predictionsOf(trainer, DataPart::Train);
    const std::vector<double> expected = numbersOf(fixture[QStringLiteral("each")]);
    QCOMPARE(std::ssize(predictions->loss), kTrain);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      check("a row", static_cast<double>(predictions->loss[i]), expected[i]);
    }
    // The batch's loss is the mean of its rows', each with its weight.
    const TrainingLoss loss(*device_, experimentOf(fixture, 0).training, *trainer.data().dataset, trainer.data().train);
    double sum = 0;
    for (std::size_t i = 0; i < predictions->loss.size(); ++i) {
      const std::int64_t row[] = {predictions->rows[i]};
      sum += loss.weightOf(*trainer.data().dataset, row) * static_cast<double>(predictions->loss[i]);
    }
    const double mean = sum / loss.weightOf(*trainer.data().dataset, trainer.data().train);
    check("the mean of all rows", mean, fixture[QStringLiteral("batch")].toDouble());
  }

  void answersAboutASample_data() { rows(); }
  void answersAboutASample() {
    QFETCH(QJsonObject, fixture);
    Trainer trainer = trainerFor(fixture, 0);
    const std::vector<double> expected = numbersOf(fixture[QStringLiteral("each")]);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const SampleAnswer answer = trainer.answer({.row = static_cast<std::int64_t>(i), .explainedUnits = 1});
      check("the detail", answer.loss, expected[i]);
      check("its explanation", answer.explanation->loss, expected[i]);
    }
    check("the doctor's look", trainer.measure()->loss, fixture[QStringLiteral("measured")].toDouble());
    const UnitDetail detail = *trainer.explain({0, 0, -1}, 5);
    check("a gradient", detail.gradient, fixture[QStringLiteral("gradient")].toDouble());
  }

  /// What was measured by another loss is not shown on.
  void anotherLossIsMeasuredAnew() {
    const QJsonObject cases = fixtureFile("training_loss.json").object();
    const QJsonValue before = cases[QStringLiteral("mse, plain")];
    const QJsonValue after = cases[QStringLiteral("l1, plain")];
    Trainer trainer = trainerFor(before, 0);
    QVERIFY(predictionsOf(trainer, DataPart::Train) != nullptr);
    while (!trainer.evaluating()) trainer.advance();
    trainer.advance();
    trainer.setTraining(experimentOf(after, 0).training);
    QVERIFY(trainer.predictions(DataPart::Train) == nullptr);
    trainer.finishEpoch();
    check("the training part", trainer.epochHistory().back().train.loss, after[QStringLiteral("batch")].toDouble());
    const float first = predictionsOf(trainer, DataPart::Train)->loss.front();
    check("a row", static_cast<double>(first), after[QStringLiteral("each")][0].toDouble());
  }

  /// Once 244.82 in the gallery and 15.65 in the detail.
  void autoMpgWithL1() {
    Experiment experiment;
    experiment.data.dataset = {"auto-mpg", {}};
    experiment.network.hidden = {{{"linear", {{"units", 16}}}, {"relu", {}}}};
    experiment.training.loss = {"l1", {}};
    Trainer trainer(*device_, experiment, prepareData(experiment));
    const PredictionsPtr predictions = predictionsOf(trainer, DataPart::Test);
    for (std::size_t i = 0; i < predictions->rows.size(); ++i) {
      const std::int64_t row = predictions->rows[i];
      const auto gallery = static_cast<double>(predictions->loss[i]);
      const float target = trainer.data().dataset->targets[static_cast<std::size_t>(row)];
      check("the detail", trainer.answer({.row = row}).loss, gallery);
      check("the difference", std::abs(static_cast<double>(predictions->values[i] - target)), gallery);
    }
  }

  /// A first batch had 1.6866 at once and 1.1620 by phases, which left the class weights out.
  void firstBatchWithBalancedClasses() {
    Experiment experiment;
    experiment.data.dataset = {"penguins", {}};
    experiment.network.hidden = {{{"linear", {{"units", 16}}}, {"relu", {}}}};
    experiment.training.balanceClasses = true;
    const PreparedDataPtr data = prepareData(experiment);
    Trainer atOnce(*device_, experiment, data);
    atOnce.advance();
    atOnce.collect();
    Trainer walked(*device_, experiment, data);
    while (walked.step() == 0) walked.stepPhase();
    walked.collect();
    QCOMPARE(walked.batchHistory().front().loss, atOnce.batchHistory().front().loss);
    experiment.training.balanceClasses = false;
    Trainer alike(*device_, experiment, data);
    alike.advance();
    alike.collect();
    QVERIFY(std::abs(alike.batchHistory().front().loss - atOnce.batchHistory().front().loss) > 1e-3F);
  }

 private:
  static void rows() {
    QTest::addColumn<QJsonObject>("fixture");
    const QJsonObject cases = fixtureFile("training_loss.json").object();
    for (auto row = cases.begin(); row != cases.end(); ++row) {
      QTest::newRow(qPrintable(row.key())) << row.value().toObject();
    }
  }

  Trainer trainerFor(const QJsonValue& fixture, double rate) {
    const Experiment experiment = experimentOf(fixture, rate);
    return {*device_, experiment, makeDataFor(lossOf(fixture))};
  }

  static void check(const char* what, double actual, double expected, double tolerance = kTolerance) {
    QVERIFY2(std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected)),
             qPrintable(QStringLiteral("%1: %2 instead of %3")
                            .arg(QLatin1String(what))
                            .arg(actual, 0, 'g', 9)
                            .arg(expected, 0, 'g', 9)));
  }

  /// A step with the rate 0.5: the loss of its batch, and the weights after it, which follow the penalty.
  static void checkStep(Trainer& trainer, const QJsonValue& fixture) {
    check("the batch", static_cast<double>(trainer.batchHistory().front().loss),
          fixture[QStringLiteral("batch")].toDouble());
    const std::vector<float> weights = trainer.look(-1).layers.front().weight;
    const std::vector<double> expected = numbersOf(fixture[QStringLiteral("weight_after")]);
    QCOMPARE(weights.size(), expected.size());
    for (std::size_t i = 0; i < weights.size(); ++i) check("a weight", static_cast<double>(weights[i]), expected[i]);
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(TrainingLossTest)
#include "training_loss_test.moc"
